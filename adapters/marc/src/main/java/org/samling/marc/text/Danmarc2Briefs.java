package org.samling.marc.text;

import java.util.List;
import java.util.stream.Stream;
import org.samling.core.authorities.AuthorityRecords;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcFormat;

/** Extracts the brief display of a danMARC2 record. */
final class Danmarc2Briefs {

  private static final List<String> OTHER_TITLES = List.of("240", "241", "222", "210");

  private Danmarc2Briefs() {}

  /** The brief display of a record. */
  static BriefRecord of(MarcContent content) {
    var hasAuthor =
        content.dataFields("245").findAny().isPresent()
            || AuthorityRecords.isAuthority(content, MarcFormat.DANMARC2);
    return BriefRecords.fromParts(
        titles(content),
        hasAuthor ? authors(content) : Stream.of(),
        Stream.concat(
            Stream.of("260", "264").flatMap(content::dataFields).flatMap(f -> f.values('c')),
            content.dataFields("008").flatMap(f -> f.values('a'))),
        content.dataFields("021").flatMap(f -> Stream.concat(f.values('e'), f.values('a'))));
  }

  private static Stream<String> titles(MarcContent content) {
    return Stream.of(
            content.dataFields("245").map(Danmarc2Briefs::title),
            authors(content),
            content.dataFields("239").flatMap(f -> f.values('t')),
            OTHER_TITLES.stream().flatMap(content::dataFields).flatMap(f -> f.values('a')))
        .flatMap(titles -> titles);
  }

  /**
   * Field 245: *a title, *c and *u other title information, *p parallel title, *g, *n and *o number
   * and name of a part. A name that follows a number belongs to it.
   */
  private static String title(DataField field) {
    return IsbdText.join(
        field,
        (code, shown) ->
            switch (code) {
              case 'a' -> isNumber(shown) ? ", " : shown.indexOf('a') >= 0 ? " ; " : ". ";
              case 'o' -> isNumber(shown) ? ", " : ". ";
              case 'c', 'u' -> " : ";
              case 'p' -> " = ";
              case 'g', 'n' -> ". ";
              default -> "";
            });
  }

  private static boolean isNumber(String shown) {
    return shown.endsWith("g") || shown.endsWith("n");
  }

  private static Stream<String> authors(MarcContent content) {
    return Stream.of("100", "110", "239", "700", "710")
        .flatMap(content::dataFields)
        .map(Danmarc2Briefs::name);
  }

  /**
   * For a person *a, *h forenames and *e numeral; for a corporate body *a and its subordinate unit
   * *c.
   */
  private static String name(DataField field) {
    var isBody = field.tag().endsWith("10");
    return IsbdText.join(
        field,
        (code, _) ->
            switch (code) {
              case 'a' -> " ";
              case 'h' -> isBody ? "" : ", ";
              case 'e' -> isBody ? "" : " ";
              case 'c' -> isBody ? ". " : "";
              default -> "";
            });
  }
}
