package org.samling.marc.mapping;

import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.marc.text.BriefRecords;
import org.samling.marc.text.Filing;

/** A transformation of texts, named by rows of a mapping. */
@FunctionalInterface
public interface MappingText {

  /** The new text; null or empty for none. */
  @Nullable String of(String text, DataField field, MappingSource record);

  /** The text without blanks around it. */
  MappingText PLAIN = (text, _, _) -> text.strip();

  /** A danMARC2 text; older records write nonfiling text as {@code <<Den >>}. */
  MappingText DANMARC2 = (text, _, _) -> Filing.fromBrackets(text.strip());

  /** A MARC 21 text without trailing ISBD punctuation. */
  MappingText WITHOUT_ISBD = (text, _, _) -> BriefRecords.withoutIsbd(text.strip());

  /**
   * The transformation with a name.
   *
   * @throws IllegalArgumentException if there is none with this name
   */
  static MappingText named(String name) {
    var text = MappingTexts.named(name);
    if (text == null) {
      throw new IllegalArgumentException("\"" + name + "\" is not a text transformation");
    }
    return text;
  }
}
