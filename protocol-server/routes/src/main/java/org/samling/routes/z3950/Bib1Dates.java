package org.samling.routes.z3950;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchField;
import org.samling.z3950.data.Bib1Diagnostic;

/** Reads years and dates, and ranges of them, for an ordered field. */
final class Bib1Dates {

  private static final int YEAR_DIGITS = 4;
  private static final int DAY_DIGITS = 8;

  /** A year, optionally with month and day. */
  private static final String DATE = "(\\d{4})(?:-?\\d{2}(?:-?\\d{2})?)?";

  private static final Pattern YEAR = Pattern.compile("\\d{1,4}");
  private static final Pattern YEAR_OF_DATE = Pattern.compile(DATE);
  private static final Pattern YEARS =
      Pattern.compile("(\\d{4})?(?:\\s*[-\u2013/]\\s*|\\s+)(\\d{4}|\\d{2})?");
  private static final Pattern DAYS =
      Pattern.compile("(%1$s)?(?:\\s*/\\s*|\\s+)(%1$s)?".formatted(DATE));

  private Bib1Dates() {}

  /**
   * The query for a year or date, or for a range: {@code 1990-1995}, {@code 1990-95}, {@code
   * 1990-}; dates are separated by a slash.
   *
   * @param relation how values relate to it; ranges need equal
   * @param isOpen whether the text is the beginning of a year
   * @throws DiagnosticException where the text is none of these
   */
  static Query query(SearchField field, Relation relation, boolean isOpen, String text) {
    var written = text.strip();
    return field == SearchField.YEAR
        ? years(field, relation, isOpen, written)
        : days(field, relation, written);
  }

  /** The date in an ASN.1 GeneralizedTime. */
  static String day(String generalizedTime) {
    return generalizedTime.substring(0, Math.min(DAY_DIGITS, generalizedTime.length()));
  }

  private static Query years(SearchField field, Relation relation, boolean isOpen, String text) {
    if (YEAR.matcher(text).matches()) {
      var missing = YEAR_DIGITS - text.length();
      return isOpen && missing > 0
          ? between(field, text + "0".repeat(missing), text + "9".repeat(missing))
          : term(field, relation, text);
    }
    var years = YEARS.matcher(text);
    if (relation == Relation.EQUAL && years.matches() && !text.matches("\\D*")) {
      var first = years.group(1);
      var last = years.group(2);
      if (last != null && last.length() < YEAR_DIGITS) {
        if (first == null) {
          throw malformed(text);
        }
        last = first.substring(0, YEAR_DIGITS - last.length()) + last;
      }
      return between(field, first, last);
    }
    var date = YEAR_OF_DATE.matcher(text);
    if (date.matches()) {
      return term(field, relation, date.group(1));
    }
    throw malformed(text);
  }

  private static Query days(SearchField field, Relation relation, String text) {
    if (YEAR_OF_DATE.matcher(text).matches()) {
      return term(field, relation, text);
    }
    var days = DAYS.matcher(text);
    if (relation == Relation.EQUAL && days.matches() && !text.matches("\\D*")) {
      return between(field, days.group(1), days.group(3));
    }
    throw malformed(text);
  }

  private static Query between(SearchField field, @Nullable String first, @Nullable String last) {
    if (first == null) {
      return term(field, Relation.LESS_OR_EQUAL, String.valueOf(last));
    }
    var from = term(field, Relation.GREATER_OR_EQUAL, first);
    return last == null ? from : new Query.And(from, term(field, Relation.LESS_OR_EQUAL, last));
  }

  private static Query.Term term(SearchField field, Relation relation, String text) {
    return new Query.Term(field, relation, Match.PHRASE, Anchor.ANYWHERE, Truncation.NONE, text);
  }

  private static DiagnosticException malformed(String text) {
    return new DiagnosticException(Bib1Diagnostic.MALFORMED_SEARCH_TERM, text);
  }
}
