package org.samling.zoom;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.core.search.Bib1Use;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchField;

/**
 * Writes a query as a type-1 query with Bib-1 attributes, in YAZ's Prefix Query Format.
 *
 * <p>Attributes with their usual values are left out: targets differ in which attributes they
 * support, and their defaults are what most queries mean.
 */
final class Pqf {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** The known proximity unit "word" of Z39.50-2003, 3.7.2. */
  private static final int WORD = 2;

  /** The relation "always matches". */
  private static final int ALWAYS_MATCHES = 103;

  private Pqf() {}

  /**
   * Translates a query to PQF.
   *
   * @throws SearchException if it can't be expressed in Bib-1
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
      case Query.Known(var field) -> {
        attribute(1, use(field), pqf);
        attribute(2, ALWAYS_MATCHES, pqf);
        pqf.append("\"\" ");
      }
      case Query.Proximity near -> append(near, pqf);
      case Query.Term term -> append(term, pqf);
    }
  }

  private static void append(Query.Proximity near, StringBuilder pqf) {
    if (near.unit() != Query.Unit.WORD) {
      throw unsupported("other catalogues can't be searched for terms in one value");
    }
    pqf.append(
        "@prox 0 %d %d %d k %d "
            .formatted(near.distance(), near.isOrdered() ? 1 : 0, relation(near.relation()), WORD));
    append(near.left(), pqf);
    append(near.right(), pqf);
  }

  private static SearchException unsupported(String why) {
    return new SearchException(SearchException.Kind.UNSUPPORTED, why, null);
  }

  private static int use(SearchField field) {
    return Bib1Use.of(field)
        .orElseThrow(() -> unsupported("other catalogues can't be searched by " + field));
  }

  private static void append(String operator, Query left, Query right, StringBuilder pqf) {
    pqf.append(operator);
    append(left, pqf);
    append(right, pqf);
  }

  /** Words are searched one by one: few targets support a list of words. */
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
    if (term.anchor() == Anchor.FIELD_END || term.truncation() == Truncation.MASKED) {
      throw unsupported("other catalogues can't be searched for ends of values and masked words");
    }
    attribute(1, use(term.field()), pqf);
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
      case NOT_EQUAL -> 6;
    };
  }

  private static int truncation(Truncation truncation) {
    return switch (truncation) {
      case RIGHT -> 1;
      case LEFT -> 2;
      case BOTH -> 3;
      case NONE, MASKED -> 100;
    };
  }

  /** A quoted term; YAZ reads a backslash in it as an escape. */
  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(
            c -> c == '"' || c == '\\' ? "\\" + (char) c : c < ' ' ? " " : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
