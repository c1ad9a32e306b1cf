package org.samling.server.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.samling.z3950.AttributeElement;
import org.samling.z3950.Octets;
import org.samling.z3950.Oid;
import org.samling.z3950.RpnQuery;
import org.samling.z3950.RpnStructure;
import org.samling.z3950.Term;

/**
 * A query of type 1.
 *
 * @param kind what it stands for
 * @param rpn the query
 */
record SearchQuery(Kind kind, RpnQuery rpn) {

  private static final int USE = 1;
  private static final int STRUCTURE = 4;
  private static final int TRUNCATION = 5;

  private static final int TITLE = 4;
  private static final int SUBJECT = 21;
  private static final int AUTHOR = 1003;
  private static final int ANY = 1016;

  private static final int PHRASE = 1;
  private static final int RIGHT = 1;

  /** What people look for. */
  enum Kind {
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

    /** What the table calls it. */
    String title() {
      return title;
    }
  }

  /** Looks for words; all of them, where it is {@link Kind#TWO_WORDS}. */
  static SearchQuery of(Kind kind, String... words) {
    var rpn =
        switch (kind) {
          case COMMON, MIDDLING, RARE -> term(words[0], USE, TITLE);
          case TWO_WORDS ->
              new RpnStructure.Operation(
                  term(words[0], USE, TITLE), term(words[1], USE, TITLE), new RpnStructure.And());
          case PHRASE -> term(words[0] + " " + words[1], USE, TITLE, STRUCTURE, SearchQuery.PHRASE);
          case TRUNCATED -> term(words[0], USE, TITLE, TRUNCATION, RIGHT);
          case AUTHOR -> term(words[0], USE, SearchQuery.AUTHOR);
          case SUBJECT -> term(words[0], USE, SearchQuery.SUBJECT);
          case ANY -> term(words[0], USE, SearchQuery.ANY);
        };
    return new SearchQuery(kind, new RpnQuery(Oid.BIB_1, rpn));
  }

  /** A term with attributes, each a type and a value. */
  private static RpnStructure term(String text, long... attributes) {
    List<AttributeElement> elements =
        LongStream.iterate(0, i -> i < attributes.length, i -> i + 2)
            .mapToObj(i -> AttributeElement.of(attributes[(int) i], attributes[(int) i + 1]))
            .toList();
    return new RpnStructure.AttributesPlusTerm(
        elements, new Term.General(new Octets(text.getBytes(StandardCharsets.UTF_8))));
  }
}
