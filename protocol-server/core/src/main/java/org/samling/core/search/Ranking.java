package org.samling.core.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a record stands where it stands among the records that a query finds, the most relevant
 * first.
 *
 * @param place its place, from 1
 * @param found how many records the query finds
 * @param score its relevance: the sum of the parts, apart from parts of the same word, of which the
 *     best counts in full and each other one a tenth
 * @param parts what its relevance is made of, the weightiest first
 */
public record Ranking(long place, long found, double score, List<Part> parts) {

  /** Copies the list. */
  public Ranking {
    parts = List.copyOf(parts);
  }

  /**
   * A part of a relevance.
   *
   * @param reason why it counts
   * @param word the word or term that is found; null for what concerns the whole record
   * @param field the field in which it is found, or null
   * @param score what it adds
   */
  public record Part(
      Reason reason, @Nullable String word, @Nullable SearchField field, double score) {}

  /** Why something counts. */
  public enum Reason {
    /** The record answers the query exactly; such records come before all others. */
    ANSWERS_EXACTLY,
    /** It answers the query but for spelling; such records come before those with other forms. */
    ANSWERS_BUT_FOR_SPELLING,
    /** A word as it was asked for. */
    EXACT,
    /** A word in another spelling, joined, or in another script. */
    SPELLING,
    /** A word with another ending. */
    INFLECTION,
    /** A compound with the word in it. */
    COMPOUND,
    /** The term is a title or a name, whole. */
    WHOLE,
    /** The title proper begins with the term. */
    BEGINS_TITLE,
    /** The words of the term stand next to each other in a title. */
    NEXT_TO_EACH_OTHER,
    /** How new it is. */
    YEAR,
    /** How many libraries have it. */
    HOLDERS
  }
}
