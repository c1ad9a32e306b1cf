package org.samling.search;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcFormat;
import org.samling.search.fields.IndexFields;

/** Finds the year of publication of a record. */
final class RecordYears {

  private static final int DIGITS = 4;

  /** The position of date 1: MARC 21 008, UNIMARC 100 $a. */
  private static final int MARC21_DATE = 7;

  private static final int UNIMARC_DATE = 9;

  private static final Pattern WRITTEN = Pattern.compile("(?<!\\d)\\d{4}(?!\\d)");

  private RecordYears() {}

  /**
   * The year of publication: the first coded date that is a year, otherwise the first one in the
   * text.
   *
   * <p>MARC 21: date 1 of field 008; 264 $c of publication, 260 $c, 264 $c of any other kind.
   * danMARC2: 008 *a; 260 *c, 264 *c. UNIMARC: date 1 of 100 $a; 210 $d, 214 $d.
   */
  static int of(MarcContent content, MarcFormat format) {
    var years =
        switch (format) {
          case MARC21 ->
              Stream.concat(
                  content.controlFields("008").flatMap(text -> coded(text, MARC21_DATE)),
                  written(
                      'c',
                      Stream.of(
                              content.dataFields("264").filter(f -> f.indicator2() == '1'),
                              content.dataFields("260"),
                              content.dataFields("264"))
                          .flatMap(fields -> fields)));
          case DANMARC2 ->
              Stream.concat(
                  content
                      .dataFields("008")
                      .flatMap(f -> f.values('a'))
                      .flatMap(text -> coded(text, 0)),
                  written('c', Stream.of("260", "264").flatMap(content::dataFields)));
          case UNIMARC ->
              Stream.concat(
                  content
                      .dataFields("100")
                      .flatMap(f -> f.values('a'))
                      .flatMap(text -> coded(text, UNIMARC_DATE)),
                  written('d', Stream.of("210", "214").flatMap(content::dataFields)));
        };
    return years
        .map(Integer::valueOf)
        .filter(year -> year != IndexFields.NO_YEAR)
        .findFirst()
        .orElse(IndexFields.NO_YEAR);
  }

  private static Stream<String> coded(String text, int from) {
    if (text.length() < from + DIGITS) {
      return Stream.of();
    }
    var date = text.substring(from, from + DIGITS);
    return date.chars().allMatch(c -> c >= '0' && c <= '9') ? Stream.of(date) : Stream.of();
  }

  private static Stream<String> written(char code, Stream<DataField> fields) {
    return fields
        .flatMap(f -> f.values(code))
        .flatMap(text -> WRITTEN.matcher(text).results().map(r -> r.group()));
  }
}
