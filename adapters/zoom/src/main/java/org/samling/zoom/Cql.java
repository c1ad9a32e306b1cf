package org.samling.zoom;

import static java.util.Map.entry;

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
 * Writes a query in CQL 1.2, with indexes of the context sets that most SRU targets know: dc, bath,
 * rec and cql.
 */
final class Cql {

  private static final Pattern SPECIAL = Pattern.compile("[\"\\\\*?^]");
  private static final Pattern QUOTES = Pattern.compile("[\"^]");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

  private static final Map<SearchField, String> INDEX =
      Map.ofEntries(
          entry(SearchField.ANY, "cql.serverChoice"),
          entry(SearchField.TITLE, "dc.title"),
          entry(SearchField.SERIES, "bath.seriesTitle"),
          entry(SearchField.UNIFORM_TITLE, "bath.uniformTitle"),
          entry(SearchField.KEY_TITLE, "bath.keyTitle"),
          entry(SearchField.PERSONAL_NAME, "bath.personalName"),
          entry(SearchField.CORPORATE_NAME, "bath.corporateName"),
          entry(SearchField.CONFERENCE_NAME, "bath.conferenceName"),
          entry(SearchField.NAME, "bath.name"),
          entry(SearchField.AUTHOR, "dc.creator"),
          entry(SearchField.SUBJECT, "dc.subject"),
          entry(SearchField.PUBLISHER, "dc.publisher"),
          entry(SearchField.NOTE, "bath.notes"),
          entry(SearchField.ISBN, "bath.isbn"),
          entry(SearchField.ISSN, "bath.issn"),
          entry(SearchField.LCCN, "bath.lccn"),
          entry(SearchField.PUBLISHER_NUMBER, "bath.publisherNumber"),
          entry(SearchField.STANDARD_IDENTIFIER, "bath.standardIdentifier"),
          entry(SearchField.NUMBER, "rec.identifier"),
          entry(SearchField.LANGUAGE, "dc.language"),
          entry(SearchField.YEAR, "dc.date"));

  private Cql() {}

  /**
   * Translates a query to CQL.
   *
   * @throws SearchException if a field has no index
   */
  static String of(Query query) {
    return switch (query) {
      case Query.And(var left, var right) -> joined(left, "and", right);
      case Query.Or(var left, var right) -> joined(left, "or", right);
      case Query.AndNot(var left, var right) -> joined(left, "not", right);
      case Query.Known(var field) -> index(field) + " = \"\"";
      case Query.Proximity near -> of(near);
      case Query.Term term -> of(term);
    };
  }

  private static String of(Query.Proximity near) {
    return "(%s) prox/distance%s%d/unit=%s/%s (%s)"
        .formatted(
            of(near.left()),
            relation(near.relation()),
            near.distance(),
            near.unit() == Query.Unit.WORD ? "word" : "element",
            near.isOrdered() ? "ordered" : "unordered",
            of(near.right()));
  }

  private static SearchException unsupported(String why) {
    return new SearchException(SearchException.Kind.UNSUPPORTED, why, null);
  }

  private static String index(SearchField field) {
    var index = INDEX.get(field);
    if (index == null) {
      throw unsupported("other catalogues can't be searched by " + field);
    }
    return index;
  }

  private static String joined(Query left, String operator, Query right) {
    return "(%s) %s (%s)".formatted(of(left), operator, of(right));
  }

  private static String of(Query.Term term) {
    return "%s %s \"%s\"".formatted(index(term.field()), relation(term), text(term));
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
      case NOT_EQUAL -> "<>";
    };
  }

  /** The text, with CQL's special characters escaped and masks for truncation added. */
  private static String text(Query.Term term) {
    // A masked text already uses CQL's masks.
    var special = term.truncation() == Truncation.MASKED ? QUOTES : SPECIAL;
    var words = BLANKS.split(special.matcher(term.text()).replaceAll("\\\\$0").strip());
    var first = leftOf(term.truncation());
    var last = rightOf(term.truncation());
    var written =
        term.match() == Match.WORDS
            ? first + String.join(last + " " + first, words) + last
            : first + String.join(" ", words) + last;
    return switch (term.anchor()) {
      case FIELD_START -> "^" + written;
      case FIELD_END -> written + "^";
      case ANYWHERE, WHOLE_FIELD -> written;
    };
  }

  private static String leftOf(Truncation truncation) {
    return truncation == Truncation.LEFT || truncation == Truncation.BOTH ? "*" : "";
  }

  private static String rightOf(Truncation truncation) {
    return truncation == Truncation.RIGHT || truncation == Truncation.BOTH ? "*" : "";
  }
}
