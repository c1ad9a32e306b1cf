package org.samling.search;

import org.apache.lucene.document.IntPoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.SearchField;
import org.samling.search.fields.Identifiers;
import org.samling.search.fields.IndexFields;

/** Searches years and days by order. A day is stored as the number YYYYMMDD. */
final class OrderedValues {

  /** More digits than any year has, but few enough for an int. */
  private static final int YEAR_DIGITS = 9;

  private static final int DATE_DIGITS = 8;

  private OrderedValues() {}

  /** Finds nothing if the text is not such a value. */
  static Query query(SearchField field, Relation relation, String text) {
    var digits = Identifiers.normalised(text);
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return MatchNoDocsQuery.INSTANCE;
    }
    var name = IndexFields.name(field);
    return switch (field.kind()) {
      case YEAR -> {
        if (digits.length() > YEAR_DIGITS) {
          yield MatchNoDocsQuery.INSTANCE;
        }
        var year = Integer.parseInt(digits);
        yield range(name, relation, year, year);
      }
      case DATE -> {
        var isDate = digits.length() == DATE_DIGITS || digits.length() == 6 || digits.length() == 4;
        var open = DATE_DIGITS - digits.length();
        yield isDate
            ? range(
                name,
                relation,
                Integer.parseInt(digits + "0".repeat(open)),
                Integer.parseInt(digits + "9".repeat(open)))
            : MatchNoDocsQuery.INSTANCE;
      }
      case WORDS, IDENTIFIER -> throw new IllegalArgumentException(field + " has no order");
    };
  }

  private static Query range(String name, Relation relation, int first, int last) {
    return switch (relation) {
      case LESS -> values(name, Integer.MIN_VALUE, first - 1);
      case LESS_OR_EQUAL -> values(name, Integer.MIN_VALUE, last);
      case EQUAL -> values(name, first, last);
      case GREATER_OR_EQUAL -> values(name, first, Integer.MAX_VALUE);
      case GREATER -> values(name, last + 1, Integer.MAX_VALUE);
      case NOT_EQUAL ->
          new BooleanQuery.Builder()
              .add(values(name, Integer.MIN_VALUE, first - 1), Occur.SHOULD)
              .add(values(name, last + 1, Integer.MAX_VALUE), Occur.SHOULD)
              .build();
    };
  }

  private static Query values(String name, int first, int last) {
    return IntPoint.newRangeQuery(name, first, last);
  }
}
