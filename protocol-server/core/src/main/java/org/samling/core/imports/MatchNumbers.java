package org.samling.core.imports;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcFormat;

/** Extracts the numbers by which a record can be matched. */
public final class MatchNumbers {

  /** The agency of the Danish national bibliography, in danMARC2 and in MARC 21. */
  public static final List<String> NATIONAL_AGENCIES = List.of("870970", "DK-870970");

  private static final Set<String> TAGS = Set.of("002", "011", "022", "035");

  private static final Pattern ISSN = Pattern.compile("(\\d{4})-?(\\d{3}[\\dXx])(?!\\d).*");
  private static final Pattern FAUST = Pattern.compile("\\d{8,9}");
  private static final Pattern SYSTEM_NUMBER = Pattern.compile("\\((?:DK-)?870970\\)(.*)");
  private static final int ISSN_MODULUS = 11;

  private MatchNumbers() {}

  /**
   * The numbers of one kind, normalised: an ISBN has 13 digits, an ISSN 8, neither a hyphen.
   * Numbers with a wrong check digit are left out.
   */
  public static Set<String> of(CatalogueRecord record, MatchPoint point) {
    return switch (point) {
      case ISBN -> new LinkedHashSet<>(record.brief().isbns());
      case ISSN -> issns(record);
      case FAUST -> fausts(record);
    };
  }

  /**
   * A record's numbers other than its own and its ISBNs, each with the label of its kind: {@code
   * issn:01052322}, {@code faust:50000015}.
   */
  public static List<String> named(CatalogueRecord record) {
    // Most records have no such field, and every one that is written is asked.
    if (record.content().fields().stream().noneMatch(f -> TAGS.contains(f.tag()))) {
      return List.of();
    }
    return Stream.concat(
            issns(record).stream().map(number -> text(MatchPoint.ISSN, number)),
            namedFausts(record).distinct().map(number -> text(MatchPoint.FAUST, number)))
        .toList();
  }

  /** A number with the label of its kind. */
  public static String text(MatchPoint point, String number) {
    return point.label() + ":" + number;
  }

  /** MARC 21 022 $a, danMARC2 022 *a, UNIMARC 011 $a. */
  private static Set<String> issns(CatalogueRecord record) {
    var found = new LinkedHashSet<String>();
    record
        .content()
        .dataFields(record.format().marc() == MarcFormat.UNIMARC ? "011" : "022")
        .flatMap(field -> field.values('a'))
        .map(text -> ISSN.matcher(text.strip()))
        .filter(matcher -> matcher.matches())
        .map(matcher -> (matcher.group(1) + matcher.group(2)).toUpperCase(Locale.ROOT))
        .filter(MatchNumbers::isIssn)
        .forEach(found::add);
    return found;
  }

  private static boolean isIssn(String digits) {
    var sum = 0;
    for (var i = 0; i < 8; i++) {
      sum += (8 - i) * (digits.charAt(i) == 'X' ? 10 : digits.charAt(i) - '0');
    }
    return sum % ISSN_MODULUS == 0;
  }

  private static Set<String> fausts(CatalogueRecord record) {
    var found = new LinkedHashSet<String>();
    if (NATIONAL_AGENCIES.contains(record.key().source())) {
      Stream.of(record.key().number()).filter(MatchNumbers::isFaust).forEach(found::add);
    }
    namedFausts(record).forEach(found::add);
    return found;
  }

  /**
   * In danMARC2, 002 *a is the number that a record had before. In both formats, 035 gives the
   * number of the record that another agency's copy was made from, after the agency in parentheses.
   */
  private static Stream<String> namedFausts(CatalogueRecord record) {
    var content = record.content();
    var former =
        record.format().marc() == MarcFormat.DANMARC2
            ? content.dataFields("002").flatMap(field -> field.values('a'))
            : Stream.<String>empty();
    var system =
        content
            .dataFields("035")
            .flatMap(field -> Stream.concat(field.values('a'), field.values('z')))
            .map(text -> SYSTEM_NUMBER.matcher(text.strip()))
            .filter(matcher -> matcher.matches())
            .map(matcher -> matcher.group(1));
    return Stream.concat(former, system)
        .map(text -> text.replace(" ", ""))
        .filter(MatchNumbers::isFaust);
  }

  private static boolean isFaust(String number) {
    return FAUST.matcher(number).matches();
  }
}
