package org.samling.core.search;

/**
 * A query: a tree of terms. Records match or don't; how well counts only for {@linkplain
 * SortOrder#RELEVANCE the order}.
 *
 * <p>A tree may be some hundred levels deep; whoever builds one from outside limits it.
 */
public sealed interface Query {

  /** The longest text of a term, in characters. */
  int MAX_TEXT = 1_000;

  /** The most terms of a query that a protocol accepts. */
  int MAX_TERMS = 1_000;

  /** The most Boolean operators of such a query. */
  int MAX_OPERATORS = MAX_TERMS - 1;

  /** The longest distance of words; longer ones are treated alike. */
  int MAX_DISTANCE = 1_000;

  /** Stands for any number of characters in a {@linkplain Truncation#MASKED masked} term. */
  char ANY_CHARACTERS = '*';

  /** Stands for one character in a {@linkplain Truncation#MASKED masked} term. */
  char ONE_CHARACTER = '?';

  /**
   * Has the character after it stand for itself in a {@linkplain Truncation#MASKED masked} term.
   */
  char ESCAPE = '\\';

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

  /** Records that have any value in a field; of {@link SearchField#ANY}, all. */
  record Known(SearchField field) implements Query {}

  /** What can stand near something else: a place in a value. All of one query are of one field. */
  sealed interface Operand extends Query {

    /** The field that is searched. */
    SearchField field();
  }

  /**
   * Records in which two operands are near each other in one value. The words of a term are a
   * phrase there, and truncated ones of it may stand for as many words as in a phrase.
   *
   * <p>The distance of two operands is that of their nearest ends: words next to each other are 1
   * apart. Operands that overlap stand in the same value, and in no distance to each other.
   *
   * @param left one operand
   * @param right the other
   * @param unit the unit of distance
   * @param relation how their distance compares to {@code distance}; {@link Relation#EQUAL} for
   *     {@link Unit#VALUE}
   * @param distance a distance, 0 to {@value #MAX_DISTANCE} words; 0 for {@link Unit#VALUE}
   * @param isOrdered whether the left one has to come first
   */
  record Proximity(
      Operand left, Operand right, Unit unit, Relation relation, int distance, boolean isOrdered)
      implements Operand {

    /** Checks what can't go together. */
    public Proximity {
      if (left.field() != right.field()) {
        throw new IllegalArgumentException(
            "%s can't stand near %s".formatted(left.field(), right.field()));
      }
      if (left.field().kind() != SearchField.Kind.WORDS) {
        throw new IllegalArgumentException(left.field() + " has no words");
      }
      if (distance < 0 || distance > MAX_DISTANCE) {
        throw new IllegalArgumentException(
            "a distance of %d; 0 to %d are allowed".formatted(distance, MAX_DISTANCE));
      }
      if (unit == Unit.VALUE && (relation != Relation.EQUAL || distance != 0)) {
        throw new IllegalArgumentException("the distance of values must be 0");
      }
      if (isAnchored(left) || isAnchored(right)) {
        throw new IllegalArgumentException("an operand of a proximity search must not be anchored");
      }
    }

    private static boolean isAnchored(Operand operand) {
      return operand instanceof Term term && term.anchor() != Anchor.ANYWHERE;
    }

    @Override
    public SearchField field() {
      return left.field();
    }
  }

  /** The unit of a distance. */
  enum Unit {
    /** Words of one value. */
    WORD,
    /** Values: both operands have to be in the same one. */
    VALUE
  }

  /**
   * Records that have a text in a field.
   *
   * @param relation how a value of the field compares to the text; other than {@link
   *     Relation#EQUAL} only for a field that {@linkplain SearchField#isOrdered() has an order}
   * @param match how the words of the text are found
   * @param anchor where in the value they are; an identifier is always compared whole
   * @param truncation what may be added to the words of the text; an ordered field takes none
   * @param text the search text, at most {@value #MAX_TEXT} characters; matches nothing where it
   *     has no word
   */
  record Term(
      SearchField field,
      Relation relation,
      Match match,
      Anchor anchor,
      Truncation truncation,
      String text)
      implements Operand {

    /** Checks what can't go together. */
    public Term {
      if (relation != Relation.EQUAL && !field.isOrdered()) {
        throw new IllegalArgumentException(field + " has no order: " + relation);
      }
      if (truncation != Truncation.NONE && field.isOrdered()) {
        throw new IllegalArgumentException(field + " can't be truncated");
      }
      if (match == Match.FORMS && (anchor != Anchor.ANYWHERE || truncation != Truncation.NONE)) {
        throw new IllegalArgumentException("forms of words can't be truncated or anchored");
      }
      if (text.length() > MAX_TEXT) {
        throw new IllegalArgumentException(
            "a term of %d characters; %d are allowed".formatted(text.length(), MAX_TEXT));
      }
    }

    /** Words that are all in the field, in any order. */
    public static Term words(SearchField field, String text) {
      return new Term(field, Relation.EQUAL, Match.WORDS, Anchor.ANYWHERE, Truncation.NONE, text);
    }

    /** The same in whatever form. */
    public static Term forms(SearchField field, String text) {
      return new Term(field, Relation.EQUAL, Match.FORMS, Anchor.ANYWHERE, Truncation.NONE, text);
    }
  }

  /** How a value of an ordered field compares to the text of a term, or a distance to another. */
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
    GREATER,
    /** Not the same; a record without a value is not found. */
    NOT_EQUAL
  }

  /** How the words of a term are found. */
  enum Match {
    /** Each of them somewhere in the record's values of the field. */
    WORDS,
    /** All in one value, next to each other in this order. */
    PHRASE,
    /**
     * As {@link #WORDS}, but another form of a word will do: spelled on a keyboard without æøå,
     * joined or in another script, inflected, or a part of a compound. A term takes no anchor and
     * no truncation then; of a field without words it is the same as {@link #PHRASE}.
     */
    FORMS
  }

  /** The position of a term in a value. */
  enum Anchor {
    /** Anywhere. */
    ANYWHERE,
    /** At the start: a phrase that the value begins with, or a first word. */
    FIELD_START,
    /** At the end: a phrase that the value ends with, or a last word. */
    FIELD_END,
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
    BOTH,
    /**
     * Masking by wildcards in the text, in each of its words: {@value #ANY_CHARACTERS} stands for
     * any number of characters of a word, {@value #ONE_CHARACTER} for one. Characters are those of
     * folded words, so å is two. {@value #ESCAPE} escapes the next one.
     */
    MASKED
  }
}
