package org.samling.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.core.search.Query;
import org.samling.core.search.Query.Anchor;
import org.samling.core.search.Query.Match;
import org.samling.core.search.Query.Relation;
import org.samling.core.search.Query.Term;
import org.samling.core.search.Query.Truncation;
import org.samling.core.search.SearchField;

/**
 * The queries that can be typed: {@code author=blixen and year>=1950 and title="den afrikanske"}.
 * Words in quotes stand next to each other; a star at the end stands for any characters.
 */
final class QueryWords {

  private static final Map<String, SearchField> FIELDS =
      new TreeMap<>(
          Map.of(
              "any", SearchField.ANY,
              "title", SearchField.TITLE,
              "name", SearchField.PERSONAL_NAME,
              "author", SearchField.AUTHOR,
              "subject", SearchField.SUBJECT,
              "publisher", SearchField.PUBLISHER,
              "isbn", SearchField.ISBN,
              "issn", SearchField.ISSN,
              "number", SearchField.NUMBER,
              "year", SearchField.YEAR));

  private static final Map<String, Relation> RELATIONS =
      Map.of(
          "=", Relation.EQUAL,
          "<", Relation.LESS,
          "<=", Relation.LESS_OR_EQUAL,
          ">", Relation.GREATER,
          ">=", Relation.GREATER_OR_EQUAL);

  /** How many parts a query may have. */
  private static final int MOST = 50;

  private static final Pattern PART =
      Pattern.compile("\\s*(\\p{Alpha}+)\\s*(<=|>=|=|<|>)\\s*(?:\"([^\"]+)\"|([^\\s\"]+))\\s*");

  private static final Pattern AND = Pattern.compile("and\\s", Pattern.CASE_INSENSITIVE);

  private QueryWords() {}

  /** The names of the fields. */
  static String fields() {
    return FIELDS.keySet().stream().collect(Collectors.joining(", "));
  }

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  static Query parse(String text) {
    var terms = new ArrayList<Term>();
    var part = PART.matcher(text);
    var at = 0;
    while (true) {
      part.region(at, text.length());
      if (!part.lookingAt()) {
        throw new IllegalArgumentException(
            "field=value is missing at: \"" + text.substring(at) + "\"");
      }
      terms.add(term(part.group(1), part.group(2), part.group(3), part.group(4)));
      at = part.end();
      if (at == text.length()) {
        return joined(terms);
      }
      var and = AND.matcher(text).region(at, text.length());
      if (!and.lookingAt()) {
        throw new IllegalArgumentException(
            "\"and\" is missing before: \"" + text.substring(at) + "\"");
      }
      at = and.end();
      if (terms.size() == MOST) {
        throw new IllegalArgumentException("a query has at most " + MOST + " parts");
      }
    }
  }

  private static Query joined(List<Term> terms) {
    Query all = terms.getFirst();
    for (var term : terms.subList(1, terms.size())) {
      all = new Query.And(all, term);
    }
    return all;
  }

  private static Term term(String name, String relation, String quoted, String word) {
    var field = FIELDS.get(name.toLowerCase(Locale.ROOT));
    if (field == null) {
      throw new IllegalArgumentException(
          "there is no field \"%s\"; there are %s".formatted(name, fields()));
    }
    var value = quoted == null ? word : quoted;
    var isCut = quoted == null && value.length() > 1 && value.endsWith("*");
    return new Term(
        field,
        RELATIONS.getOrDefault(relation, Relation.EQUAL),
        quoted == null ? Match.WORDS : Match.PHRASE,
        Anchor.ANYWHERE,
        isCut ? Truncation.RIGHT : Truncation.NONE,
        isCut ? value.substring(0, value.length() - 1) : value);
  }
}
