package org.samling.core.imports;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private static final Pattern YEAR = Pattern.compile("(?<!\\d)[12]\\d{3}(?!\\d)");

  /** Letters that are written in several ways, as two plain ones or one. */
  private static final Map<Integer, String> LETTERS =
      Map.of(
          (int) 'æ', "ae", (int) 'ø', "o", (int) 'œ', "oe", (int) 'ß', "ss", (int) 'đ', "d",
          (int) 'ð', "d", (int) 'þ', "th", (int) 'ł', "l", 0xA733, "a", (int) 'ı', "i");

  private MatchNumbers() {}

  /**
   * The numbers of one kind, normalised: an ISBN has 13 digits, an ISSN 8, neither a hyphen.
   * Numbers with a wrong check digit are left out.
   */
  static Set<String> of(CatalogueRecord record, MatchPoint point) {
    if (point.equals(MatchPoint.ISBN)) {
      return new LinkedHashSet<>(record.brief().isbns());
    }
    return point.equals(MatchPoint.ISSN) ? issns(record) : fausts(record);
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
    return point.text() + ":" + number;
  }

  /** MARC 21 022 $a, danMARC2 022 *a, UNIMARC 011 $a. */
  private static Set<String> issns(CatalogueRecord record) {
    var found = new LinkedHashSet<String>();
    record
        .content()
        .dataFields(record.format().marc() == MarcFormat.UNIMARC ? "011" : "022")
        .flatMap(field -> field.values('a'))
        .map(MatchNumbers::issn)
        .filter(Objects::nonNull)
        .forEach(found::add);
    return found;
  }

  /** The ISSN at the beginning of a text, of 8 digits, or null. */
  static @Nullable String issn(String text) {
    var issn = ISSN.matcher(text.strip());
    if (!issn.matches()) {
      return null;
    }
    var digits = (issn.group(1) + issn.group(2)).toUpperCase(Locale.ROOT);
    return isIssn(digits) ? digits : null;
  }

  /** The first year in a text, or null. */
  static @Nullable String year(String text) {
    var year = YEAR.matcher(text);
    return year.find() ? year.group() : null;
  }

  /** A text in lower case, without marks and signs, its words with one blank between them. */
  static String folded(String text) {
    var folded = new StringBuilder(text.length());
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    plain
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .filter(c -> c != 0x98 && c != 0x9C) // around what is passed over in filing
        .forEach(c -> {
          if (Character.isLetterOrDigit(c)) {
            folded.append(LETTERS.getOrDefault(c, Character.toString(c)));
          } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
            folded.append(' ');
          }
        });
    return folded.toString().strip();
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
