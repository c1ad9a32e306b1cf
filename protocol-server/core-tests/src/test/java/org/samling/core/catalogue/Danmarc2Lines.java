package org.samling.core.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

/** Records of danMARC2 as tests write them: {@code 245 *aTitel*eNavn}, the indicators 00. */
public final class Danmarc2Lines {

  private Danmarc2Lines() {}

  /** A record of these fields. */
  public static MarcContent record(String... lines) {
    return new MarcContent(
        "00000n    2200000   4500", Arrays.stream(lines).<Field>map(Danmarc2Lines::field).toList());
  }

  private static DataField field(String line) {
    return new DataField(
        line.substring(0, 3),
        '0',
        '0',
        Stream.of(line.substring(5).split("\\*", -1))
            .map(text -> new Subfield(text.charAt(0), text.substring(1)))
            .toList());
  }

  /** The fields of a record. */
  public static List<String> text(MarcContent content) {
    return content.fields().stream()
        .map(DataField.class::cast)
        .map(field ->
            field.tag()
                + " "
                + field.subfields().stream()
                    .map(s -> "*" + s.code() + s.value())
                    .collect(Collectors.joining()))
        .toList();
  }
}
