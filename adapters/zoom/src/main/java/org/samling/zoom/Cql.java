package org.samling.zoom;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;

/**
 * Writes a query in CQL 1.2, with indexes of the context sets that most targets of SRU know: dc,
 * bath, rec and cql.
 */
final class Cql {

  private static final Pattern SPECIAL = Pattern.compile("[\"\\\\*?^]");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

  private static final Map<SearchField, String> INDEX =
      new EnumMap<>(
          Map.of(
              SearchField.ANY, "cql.serverChoice",
              SearchField.TITLE, "dc.title",
              SearchField.PERSONAL_NAME, "bath.personalName",
              SearchField.AUTHOR, "dc.creator",
              SearchField.SUBJECT, "dc.subject",
              SearchField.PUBLISHER, "dc.publisher",
              SearchField.ISBN, "bath.isbn",
              SearchField.ISSN, "bath.issn",
              SearchField.NUMBER, "rec.identifier",
              SearchField.YEAR, "dc.date"));

  private Cql() {}

  /**
   * The query in CQL.
   *
   * @throws SearchException where there is no index for a field
   */
  static String of(Query query) {
    return switch (query) {
      case Query.And(var left, var right) -> joined(left, "and", right);
      case Query.Or(var left, var right) -> joined(left, "or", right);
      case Query.AndNot(var left, var right) -> joined(left, "not", right);
      case Query.Term term -> of(term);
    };
  }

  private static String joined(Query left, String operator, Query right) {
    return "(%s) %s (%s)".formatted(of(left), operator, of(right));
  }

  private static String of(Query.Term term) {
    var index = INDEX.get(term.field());
    if (index == null) {
      throw new SearchException(
          SearchException.Kind.UNSUPPORTED,
          "other catalogues are not searched for " + term.field(),
          null);
    }
    return "%s %s \"%s\"".formatted(index, relation(term), text(term));
  }

  private static String relation(Query.Term term) {
    if (term.field().isOrdered()) {
      return relation(term.relation());
    }
    if (term.anchor() == Anchor.WHOLE_FIELD) {
      return "==";
    }
    return term.field().isIdentifier() ? "=" : term.match() == Match.PHRASE ? "adj" : "all";
  }

  private static String relation(Relation relation) {
    return switch (relation) {
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case EQUAL -> "=";
      case GREATER_OR_EQUAL -> ">=";
      case GREATER -> ">";
    };
  }

  /** The text, with signs that mean something in CQL escaped and those added that are meant. */
  private static String text(Query.Term term) {
    var words = BLANKS.split(SPECIAL.matcher(term.text()).replaceAll("\\\\$0").strip());
    var first = leftOf(term.truncation());
    var last = rightOf(term.truncation());
    var written =
        term.match() == Match.WORDS
            ? first + String.join(last + " " + first, words) + last
            : first + String.join(" ", words) + last;
    return term.anchor() == Anchor.FIELD_START ? "^" + written : written;
  }

  private static String leftOf(Truncation truncation) {
    return truncation == Truncation.LEFT || truncation == Truncation.BOTH ? "*" : "";
  }

  private static String rightOf(Truncation truncation) {
    return truncation == Truncation.RIGHT || truncation == Truncation.BOTH ? "*" : "";
  }
}
