package org.samling.z3950.ccl;

import java.util.List;

/** A part of a query in CCL (ISO 8777, FIND). */
public sealed interface CclNode {

  /**
   * Two parts with an operator between them.
   *
   * @param left the part before it
   * @param right the part after it
   */
  record Operation(Operator operator, CclNode left, CclNode right) implements CclNode {}

  /** The operators. All have the same precedence and group from left to right. */
  enum Operator {
    /** Both. */
    AND,
    /** At least one. */
    OR,
    /** The left but not the right. */
    NOT
  }

  /**
   * Two terms that are near each other.
   *
   * @param left one term
   * @param right the other
   * @param distance the greatest distance in words; 1 for adjacent words
   * @param isOrdered whether the left one comes first: {@code !}, not {@code %}
   */
  record Near(CclNode left, CclNode right, int distance, boolean isOrdered) implements CclNode {}

  /** A result set: {@code set=NAME}. */
  record ResultSet(String name) implements CclNode {}

  /**
   * A term.
   *
   * @param qualifiers the fields to search, any of which may match; empty for all
   * @param relation the relation between a value and the term
   * @param words its words, at least one; {@code ?} matches any characters and {@code #} one, but
   *     in quotes they are literal
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
   * A range of values: {@code py=1990-2000}; one side may be open.
   *
   * @param qualifiers the fields, at least one
   * @param from the first value, empty for none
   * @param to the last value, empty for none
   */
  record Range(List<String> qualifiers, String from, String to) implements CclNode {

    /** Copies the list and checks that the range is not open on both sides. */
    public Range {
      qualifiers = List.copyOf(qualifiers);
      if (from.isEmpty() && to.isEmpty()) {
        throw new IllegalArgumentException("a range needs a start or an end");
      }
    }
  }

  /** The relation between a value and a term. */
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

    /** As written in CCL. */
    public String sign() {
      return sign;
    }

    /** The value of Bib-1's relation attribute. */
    public int attribute() {
      return attribute;
    }
  }
}
