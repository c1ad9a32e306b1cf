package org.samling.bench.search;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.samling.core.search.Query;
import org.samling.core.search.SearchField;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.Term;

/**
 * A query, in the language of each engine measured.
 *
 * @param kind what it represents
 * @param words the words to search for; two if the kind says so
 */
public record SearchQuery(Kind kind, List<String> words) {

  private static final int USE = 1;
  private static final int STRUCTURE = 4;
  private static final int TRUNCATION = 5;

  private static final int TITLE = 4;
  private static final int SUBJECT = 21;
  private static final int AUTHOR = 1003;
  private static final int ANY = 1016;

  private static final int PHRASE = 1;
  private static final int RIGHT = 1;

  /** The kinds of queries. */
  public enum Kind {
    COMMON("common title word"),
    MIDDLING("middling title word"),
    RARE("rare title word"),
    TWO_WORDS("two title words"),
    PHRASE("title phrase"),
    TRUNCATED("title word, truncated"),
    AUTHOR("author word"),
    SUBJECT("subject word"),
    ANY("any word");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** Its name in the table. */
    String title() {
      return title;
    }
  }

  /** Copies the words. */
  public SearchQuery {
    words = List.copyOf(words);
  }

  /** Searches for words; all of them for {@link Kind#TWO_WORDS}. */
  public static SearchQuery of(Kind kind, String... words) {
    return new SearchQuery(kind, List.of(words));
  }

  /** As a Z39.50 type-1 query. */
  RpnQuery rpn() {
    var first = words.getFirst();
    var rpn =
        switch (kind) {
          case COMMON, MIDDLING, RARE -> term(first, USE, TITLE);
          case TWO_WORDS ->
              new RpnStructure.Operation(
                  term(first, USE, TITLE), term(words.get(1), USE, TITLE), new RpnStructure.And());
          case PHRASE -> term(first + " " + words.get(1), USE, TITLE, STRUCTURE, PHRASE);
          case TRUNCATED -> term(first, USE, TITLE, TRUNCATION, RIGHT);
          case AUTHOR -> term(first, USE, AUTHOR);
          case SUBJECT -> term(first, USE, SUBJECT);
          case ANY -> term(first, USE, ANY);
        };
    return new RpnQuery(Oid.BIB_1, rpn);
  }

  /** As a query of the core. */
  Query query() {
    var text = String.join(" ", words);
    return switch (kind) {
      case COMMON, MIDDLING, RARE -> Query.Term.words(SearchField.TITLE, text);
      case TWO_WORDS ->
          new Query.And(
              Query.Term.words(SearchField.TITLE, words.getFirst()),
              Query.Term.words(SearchField.TITLE, words.get(1)));
      case PHRASE ->
          new Query.Term(
              SearchField.TITLE,
              Query.Relation.EQUAL,
              Query.Match.PHRASE,
              Query.Anchor.ANYWHERE,
              Query.Truncation.NONE,
              text);
      case TRUNCATED ->
          new Query.Term(
              SearchField.TITLE,
              Query.Relation.EQUAL,
              Query.Match.WORDS,
              Query.Anchor.ANYWHERE,
              Query.Truncation.RIGHT,
              text);
      case AUTHOR -> Query.Term.words(SearchField.AUTHOR, text);
      case SUBJECT -> Query.Term.words(SearchField.SUBJECT, text);
      case ANY -> Query.Term.words(SearchField.ANY, text);
    };
  }

  /** In CQL. */
  String cql() {
    var first = words.getFirst();
    return switch (kind) {
      case COMMON, MIDDLING, RARE -> "dc.title = \"" + first + "\"";
      case TWO_WORDS -> "dc.title = \"%s\" and dc.title = \"%s\"".formatted(first, words.get(1));
      case PHRASE -> "dc.title adj \"%s %s\"".formatted(first, words.get(1));
      case TRUNCATED -> "dc.title = \"" + first + "*\"";
      case AUTHOR -> "samling.author = \"" + first + "\"";
      case SUBJECT -> "dc.subject = \"" + first + "\"";
      case ANY -> "cql.anywhere = \"" + first + "\"";
    };
  }

  /** In YAZ's prefix notation. */
  String prefix() {
    var first = words.getFirst();
    return switch (kind) {
      case COMMON, MIDDLING, RARE -> "@attr 1=4 \"" + first + "\"";
      case TWO_WORDS -> "@and @attr 1=4 \"%s\" @attr 1=4 \"%s\"".formatted(first, words.get(1));
      case PHRASE -> "@attr 1=4 @attr 4=1 \"%s %s\"".formatted(first, words.get(1));
      case TRUNCATED -> "@attr 1=4 @attr 5=1 \"" + first + "\"";
      case AUTHOR -> "@attr 1=1003 \"" + first + "\"";
      case SUBJECT -> "@attr 1=21 \"" + first + "\"";
      case ANY -> "@attr 1=1016 \"" + first + "\"";
    };
  }

  /** Its first word as a starting term for a scan, in its field. */
  AttributesPlusTerm place() {
    var first = words.getFirst();
    return switch (kind) {
      case COMMON, MIDDLING, RARE, TWO_WORDS, PHRASE, TRUNCATED, ANY -> term(first, USE, TITLE);
      case AUTHOR -> term(first, USE, AUTHOR);
      case SUBJECT -> term(first, USE, SUBJECT);
    };
  }

  /** As PostgreSQL's {@code tsquery}; the words are letters only. */
  String tsquery() {
    var first = words.getFirst();
    return switch (kind) {
      case TWO_WORDS -> first + " & " + words.get(1);
      case PHRASE -> first + " <-> " + words.get(1);
      case TRUNCATED -> first + ":*";
      default -> first;
    };
  }

  /** A term with attributes, each a type and a value. */
  private static AttributesPlusTerm term(String text, long... attributes) {
    List<AttributeElement> elements =
        LongStream.iterate(0, i -> i < attributes.length, i -> i + 2)
            .mapToObj(i -> AttributeElement.of(attributes[(int) i], attributes[(int) i + 1]))
            .toList();
    return new AttributesPlusTerm(
        elements, new Term.General(new Octets(text.getBytes(StandardCharsets.UTF_8))));
  }
}
