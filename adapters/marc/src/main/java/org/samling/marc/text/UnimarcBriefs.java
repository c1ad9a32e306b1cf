package org.samling.marc.text;

import java.util.stream.Stream;
import org.samling.core.authorities.AuthorityRecords;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcFormat;

/** Extracts the brief display of a UNIMARC record. */
final class UnimarcBriefs {

  private UnimarcBriefs() {}

  /** The brief display of a record. */
  static BriefRecord of(MarcContent content) {
    return AuthorityRecords.isAuthority(content, MarcFormat.UNIMARC)
        ? authority(content)
        : bibliographic(content);
  }

  /** Fields 200, 210 and 220 are names, 230 to 280 titles and topics. */
  private static BriefRecord authority(MarcContent content) {
    return BriefRecords.fromParts(
        Stream.concat(
            fields(content, "200", "210", "220").map(UnimarcBriefs::name),
            fields(content, "215", "216", "230", "250", "280")
                .map(f -> String.join(" ", f.values('a').toList()))),
        fields(content, "200", "210", "220").map(UnimarcBriefs::name),
        Stream.of(),
        Stream.of());
  }

  private static BriefRecord bibliographic(MarcContent content) {
    return BriefRecords.fromParts(
        fields(content, "200", "500", "530").map(UnimarcBriefs::title),
        fields(content, "700", "710", "720", "701", "711", "702", "712").map(UnimarcBriefs::name),
        fields(content, "210", "214").flatMap(f -> f.values('d')),
        fields(content, "010").flatMap(f -> f.values('a')));
  }

  private static Stream<DataField> fields(MarcContent content, String... tags) {
    return Stream.of(tags).flatMap(content::dataFields);
  }

  /** Field 200: $a title, $d parallel title, $e other title information, $h and $i a part. */
  private static String title(DataField field) {
    return IsbdText.join(
        field,
        (code, shown) ->
            switch (code) {
              case 'a' -> shown.indexOf(code) >= 0 ? " ; " : ". ";
              case 'd' -> " = ";
              case 'e' -> " : ";
              case 'h' -> ". ";
              case 'i' -> shown.indexOf(code) >= 0 ? ". " : ", ";
              default -> "";
            });
  }

  /**
   * For a person $a, $b rest of the name and $d numeral; for a corporate body $a and subdivision
   * $b.
   */
  private static String name(DataField field) {
    var isBody = field.tag().startsWith("71") || field.tag().equals("210");
    return IsbdText.join(
        field,
        (code, _) ->
            switch (code) {
              case 'a' -> " ";
              case 'b' -> isBody ? ". " : ", ";
              case 'd' -> isBody ? "" : " ";
              default -> "";
            });
  }
}
