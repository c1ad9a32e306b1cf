package org.samling.zoom;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;

/**
 * Writes a query as type-1 with attributes of Bib-1, in YAZ's Prefix Query Format.
 *
 * <p>Attributes that say nothing special are left out: targets differ in which they know, and what
 * they take for granted is what most queries mean.
 */
final class Pqf {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final Map<SearchField, Integer> USE =
      new EnumMap<>(
          Map.of(
              SearchField.ANY, 1016,
              SearchField.TITLE, 4,
              SearchField.PERSONAL_NAME, 1,
              SearchField.AUTHOR, 1003,
              SearchField.SUBJECT, 21,
              SearchField.PUBLISHER, 1018,
              SearchField.ISBN, 7,
              SearchField.ISSN, 8,
              SearchField.NUMBER, 12,
              SearchField.YEAR, 31));

  private Pqf() {}

  /**
   * The query in PQF.
   *
   * @throws SearchException where it can't be said with Bib-1
   */
  static String of(Query query) {
    var pqf = new StringBuilder();
    append(query, pqf);
    return pqf.toString();
  }

  private static void append(Query query, StringBuilder pqf) {
    switch (query) {
      case Query.And(var left, var right) -> append("@and ", left, right, pqf);
      case Query.Or(var left, var right) -> append("@or ", left, right, pqf);
      case Query.AndNot(var left, var right) -> append("@not ", left, right, pqf);
      case Query.Term term -> append(term, pqf);
    }
  }

  private static void append(String operator, Query left, Query right, StringBuilder pqf) {
    pqf.append(operator);
    append(left, pqf);
    append(right, pqf);
  }

  /** Words are searched one by one: few targets know a list of words. */
  private static void append(Query.Term term, StringBuilder pqf) {
    if (term.match() == Match.PHRASE || term.field().isIdentifier() || term.field().isOrdered()) {
      append(term, term.text(), pqf);
      return;
    }
    var words = BLANKS.split(term.text().strip());
    pqf.append("@and ".repeat(words.length - 1));
    Arrays.stream(words).forEach(word -> append(term, word, pqf));
  }

  private static void append(Query.Term term, String text, StringBuilder pqf) {
    var use = USE.get(term.field());
    if (use == null) {
      throw new SearchException(
          SearchException.Kind.UNSUPPORTED,
          "other catalogues are not searched for " + term.field(),
          null);
    }
    attribute(1, use, pqf);
    if (term.relation() != Relation.EQUAL) {
      attribute(2, relation(term.relation()), pqf);
    }
    if (!term.field().isIdentifier() && !term.field().isOrdered()) {
      if (term.anchor() != Anchor.ANYWHERE) {
        attribute(3, 1, pqf);
      }
      attribute(4, term.match() == Match.PHRASE ? 1 : 2, pqf);
      if (term.anchor() == Anchor.WHOLE_FIELD) {
        attribute(6, 3, pqf);
      }
    }
    if (term.truncation() != Truncation.NONE) {
      attribute(5, truncation(term.truncation()), pqf);
    }
    pqf.append(quoted(text)).append(' ');
  }

  private static void attribute(int type, int value, StringBuilder pqf) {
    pqf.append("@attr ").append(type).append('=').append(value).append(' ');
  }

  private static int relation(Relation relation) {
    return switch (relation) {
      case LESS -> 1;
      case LESS_OR_EQUAL -> 2;
      case EQUAL -> 3;
      case GREATER_OR_EQUAL -> 4;
      case GREATER -> 5;
    };
  }

  private static int truncation(Truncation truncation) {
    return switch (truncation) {
      case RIGHT -> 1;
      case LEFT -> 2;
      case BOTH -> 3;
      case NONE -> 100;
    };
  }

  /** A term in quotes, in which YAZ reads a backslash as an escape. */
  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(
            c -> c == '"' || c == '\\' ? "\\" + (char) c : c < ' ' ? " " : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
