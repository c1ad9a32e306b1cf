package org.samling.core.catalogue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Short texts of records that the store has no description of: those of other tenants. */
public final class RecordTexts {

  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final String NONE = "–";

  private RecordTexts() {}

  /** The title proper with the remainder of title; a dash if there is none. */
  public static String title(MarcContent content) {
    return content
        .dataFields("245")
        .findFirst()
        .map(field ->
            field.subfields().stream()
                .filter(subfield -> "anobcgp".indexOf(subfield.code()) >= 0)
                .map(subfield -> subfield.value().strip())
                .collect(Collectors.joining(" ")))
        // The marks of text that does not file.
        .map(title -> title.replace('\u0098', ' ').replace('\u009C', ' ').strip())
        .filter(title -> !title.isEmpty())
        .orElse(NONE);
  }

  /**
   * The year: from field 008 *a in danMARC2; else from 260 and 264 $c, or from positions 07 to 10
   * of field 008. Empty if there is none.
   */
  public static String year(MarcContent content) {
    return Stream.of(
            content.dataFields("008").flatMap(field -> field.values('a')),
            content.dataFields("260").flatMap(field -> field.values('c')),
            content.dataFields("264").flatMap(field -> field.values('c')),
            content
                .controlFields("008")
                .filter(text -> text.length() > 11)
                .map(text -> text.substring(7, 11)))
        .flatMap(texts -> texts)
        .map(YEAR::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst()
        .orElse("");
  }
}
