package org.samling.marc.mapping;

import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.marc.text.BriefRecords;
import org.samling.marc.text.Filing;

/** A transformation of texts that a row of a mapping names. */
@FunctionalInterface
public interface MappingText {

  /** The text that is made of one; null or empty where nothing is. */
  @Nullable String of(String text, DataField field, MappingSource record);

  /** As it is, without blanks around it. */
  MappingText PLAIN = (text, _, _) -> text.strip();

  /** A text of danMARC2, in which older records write what is not filed as {@code <<Den >>}. */
  MappingText DANMARC2 = (text, _, _) -> Filing.ofBrackets(text.strip());

  /** A text of MARC 21 without the punctuation that ISBD puts behind it. */
  MappingText WITHOUT_ISBD = (text, _, _) -> BriefRecords.withoutIsbd(text.strip());

  /**
   * The transformation with a name.
   *
   * @throws IllegalArgumentException where there is none
   */
  static MappingText named(String name) {
    var text = MappingTexts.named(name);
    if (text == null) {
      throw new IllegalArgumentException("\"" + name + "\" is no transformation of texts");
    }
    return text;
  }
}
