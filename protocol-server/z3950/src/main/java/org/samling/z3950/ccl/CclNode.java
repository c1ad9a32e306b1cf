package org.samling.z3950.ccl;

import java.util.List;

/** A part of a query in CCL (ISO 8777, FIND). */
public sealed interface CclNode {

  /**
   * Two parts with an operator between them.
   *
   * @param left what stands before it
   * @param right what stands behind it
   */
  record Operation(Operator operator, CclNode left, CclNode right) implements CclNode {}

  /** The operators. All bind alike, from left to right. */
  enum Operator {
    /** Both. */
    AND,
    /** At least one. */
    OR,
    /** The left and not the right. */
    NOT
  }

  /**
   * Two terms near each other.
   *
   * @param left one term
   * @param right the other
   * @param distance how many words they are apart at most, 1 for next to each other
   * @param isOrdered whether the left one comes first: {@code !}, not {@code %}
   */
  record Near(CclNode left, CclNode right, int distance, boolean isOrdered) implements CclNode {}

  /** A result set: {@code set=NAME}. */
  record ResultSet(String name) implements CclNode {}

  /**
   * A term.
   *
   * @param qualifiers the fields that it is looked for in, one of which is to have it; none for any
   * @param relation how a value stands to it
   * @param words its words, one at least, with {@code ?} for any characters and {@code #} for one;
   *     in quotes these mean themselves
   * @param isQuoted whether the words are one phrase in quotes
   */
  record Term(List<String> qualifiers, Relation relation, List<String> words, boolean isQuoted)
      implements CclNode {

    /** Copies the lists. */
    public Term {
      qualifiers = List.copyOf(qualifiers);
      words = List.copyOf(words);
    }
  }

  /**
   * Values from one to another: {@code py=1990-2000}; one side may be open.
   *
   * @param qualifiers the fields, one at least
   * @param from the first value, empty for none
   * @param to the last value, empty for none
   */
  record Range(List<String> qualifiers, String from, String to) implements CclNode {

    /** Copies the list and checks that it is no range of everything. */
    public Range {
      qualifiers = List.copyOf(qualifiers);
      if (from.isEmpty() && to.isEmpty()) {
        throw new IllegalArgumentException("a range has a begin or an end");
      }
    }
  }

  /** How a value stands to a term. */
  enum Relation {
    /** Less. */
    LESS("<", 1),
    /** Less or the same. */
    LESS_OR_EQUAL("<=", 2),
    /** The same. */
    EQUAL("=", 3),
    /** The same or more. */
    GREATER_OR_EQUAL(">=", 4),
    /** More. */
    GREATER(">", 5),
    /** Not the same. */
    NOT_EQUAL("<>", 6);

    private final String sign;
    private final int attribute;

    Relation(String sign, int attribute) {
      this.sign = sign;
      this.attribute = attribute;
    }

    /** As it is written. */
    public String sign() {
      return sign;
    }

    /** The value of Bib-1's relation attribute. */
    public int attribute() {
      return attribute;
    }
  }
}
