package org.samling.marc;

import java.util.List;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

/**
 * The character sets that a UNIMARC record says it is in: field 100 $a, positions 26 to 29, and 30
 * to 33 for additional ones (UNIMARC Manual, Bibliographic Format, 100).
 */
final class UnimarcCharacters {

  private static final int FROM = 26;
  private static final int TO = 34;

  /** ISO 10646 level 3, and no other set. */
  private static final String UNICODE = "50      ";

  private UnimarcCharacters() {}

  /** The record as it is written in Unicode. A field 100 too short to say so is left alone. */
  static MarcContent unicode(MarcContent content) {
    return new MarcContent(
        content.leader(), content.fields().stream().map(UnimarcCharacters::unicode).toList());
  }

  private static Field unicode(Field field) {
    return field instanceof DataField(var tag, var first, var second, var subfields)
            && tag.equals("100")
        ? new DataField(tag, first, second, unicode(subfields))
        : field;
  }

  private static List<Subfield> unicode(List<Subfield> subfields) {
    return subfields.stream()
        .map(s ->
            s.code() == 'a' && s.value().length() >= TO
                ? new Subfield(
                    'a', s.value().substring(0, FROM) + UNICODE + s.value().substring(TO))
                : s)
        .toList();
  }
}
