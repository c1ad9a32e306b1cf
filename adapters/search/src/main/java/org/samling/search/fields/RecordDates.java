package org.samling.search.fields;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;

/** Finds the dates on which a record was made and last changed at its source, as YYYYMMDD. */
public final class RecordDates {

  /** MARC 21 008, positions 00 to 05: yymmdd. The first records date from 1966. */
  private static final int SHORT_DATE = 6;

  private static final String FIRST_YEAR = "66";

  private static final int DATE = 8;

  private static final Pattern VALID =
      Pattern.compile("\\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])");

  private RecordDates() {}

  /** MARC 21: 008, positions 00 to 05; danMARC2: 001 *d; UNIMARC: 100 $a, positions 0 to 7. */
  public static OptionalInt entered(MarcContent content, MarcFormat format) {
    return first(
        switch (format) {
          case MARC21 ->
              content
                  .controlFields("008")
                  .filter(text -> text.length() >= SHORT_DATE)
                  .map(text -> century(text) + text.substring(0, SHORT_DATE));
          case DANMARC2 -> content.dataFields("001").flatMap(field -> field.values('d'));
          case UNIMARC -> content.dataFields("100").flatMap(field -> field.values('a'));
        });
  }

  /** MARC 21 and UNIMARC: 005; danMARC2: 001 *c. */
  public static OptionalInt modified(MarcContent content, MarcFormat format) {
    return first(
        switch (format) {
          case MARC21, UNIMARC -> content.controlFields("005");
          case DANMARC2 -> content.dataFields("001").flatMap(field -> field.values('c'));
        });
  }

  private static String century(String text) {
    return text.substring(0, 2).compareTo(FIRST_YEAR) < 0 ? "20" : "19";
  }

  private static OptionalInt first(Stream<String> texts) {
    return texts
        .filter(text -> text.length() >= DATE)
        .map(text -> text.substring(0, DATE))
        .filter(text -> VALID.matcher(text).matches())
        .mapToInt(Integer::parseInt)
        .findFirst();
  }
}
