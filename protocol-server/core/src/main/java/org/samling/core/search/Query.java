package org.samling.core.search;

/**
 * What is searched for: a tree of terms. Records match or don't; nothing is ranked.
 *
 * <p>A tree may be some hundred levels deep; whoever builds one from outside limits it.
 */
public sealed interface Query {

  /** The longest text of a term, in characters. */
  int MAX_TEXT = 1_000;

  /**
   * Records that match both.
   *
   * @param left one side
   * @param right the other
   */
  record And(Query left, Query right) implements Query {}

  /**
   * Records that match at least one.
   *
   * @param left one side
   * @param right the other
   */
  record Or(Query left, Query right) implements Query {}

  /**
   * Records that match one and not the other.
   *
   * @param left what they match
   * @param right what they don't
   */
  record AndNot(Query left, Query right) implements Query {}

  /**
   * Records that have a text in a field.
   *
   * @param field the field
   * @param relation how a value of the field stands to the text; other than {@link Relation#EQUAL}
   *     only for a field that {@linkplain SearchField#isOrdered() has an order}
   * @param match how the words of the text are found
   * @param anchor where in the value they stand; an identifier is always compared whole
   * @param truncation what may be added to the words of the text; an ordered field takes none
   * @param text what is looked for, at most {@value #MAX_TEXT} characters; matches nothing where it
   *     has no word
   */
  record Term(
      SearchField field,
      Relation relation,
      Match match,
      Anchor anchor,
      Truncation truncation,
      String text)
      implements Query {

    /** Checks what can't go together. */
    public Term {
      if (relation != Relation.EQUAL && !field.isOrdered()) {
        throw new IllegalArgumentException(field + " has no order: " + relation);
      }
      if (truncation != Truncation.NONE && field.isOrdered()) {
        throw new IllegalArgumentException(field + " can't be truncated");
      }
      if (text.length() > MAX_TEXT) {
        throw new IllegalArgumentException(
            "a term of %d characters; %d are allowed".formatted(text.length(), MAX_TEXT));
      }
    }

    /** Words that are all in the field, in whatever order. */
    public static Term words(SearchField field, String text) {
      return new Term(field, Relation.EQUAL, Match.WORDS, Anchor.ANYWHERE, Truncation.NONE, text);
    }
  }

  /** How a value of an ordered field stands to the text of a term. */
  enum Relation {
    /** Before it. */
    LESS,
    /** Before it or the same. */
    LESS_OR_EQUAL,
    /** The same. */
    EQUAL,
    /** The same or after it. */
    GREATER_OR_EQUAL,
    /** After it. */
    GREATER
  }

  /** How the words of a term are found. */
  enum Match {
    /** Each of them somewhere in the record's values of the field. */
    WORDS,
    /** All in one value, next to each other in this order. */
    PHRASE
  }

  /** Where in a value a term stands. */
  enum Anchor {
    /** Anywhere. */
    ANYWHERE,
    /** At the begin: a phrase that the value begins with, or a first word. */
    FIELD_START,
    /** The term is the whole value. */
    WHOLE_FIELD
  }

  /**
   * What may be added to a term. In a phrase it holds for the outer words, otherwise for each word.
   */
  enum Truncation {
    /** Nothing. */
    NONE,
    /** Any characters after it. */
    RIGHT,
    /** Any characters before it. */
    LEFT,
    /** Any characters on either side. */
    BOTH
  }
}
