package org.samling.core.search;

import java.util.List;

/**
 * The order of records: by the first key, then by the second, and so on. Records with equal keys
 * are in order of publication, the latest first, and then in an arbitrary but stable order.
 *
 * @param keys the keys, at most {@value #MAX_KEYS}; none for the latest publications first
 */
public record SortOrder(List<Key> keys) {

  /** The most keys. */
  public static final int MAX_KEYS = 8;

  /** The latest publications first. */
  public static final SortOrder LATEST_FIRST = new SortOrder(List.of());

  /** The most relevant first; of too many records to sort, the latest. */
  public static final SortOrder RELEVANCE = by(Key.descending(SortField.RELEVANCE));

  /** Copies the keys and checks how many there are. */
  public SortOrder {
    keys = List.copyOf(keys);
    if (keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "%d keys to sort by; %d are allowed".formatted(keys.size(), MAX_KEYS));
    }
  }

  /** By these keys. */
  public static SortOrder by(Key... keys) {
    return new SortOrder(List.of(keys));
  }

  /**
   * One key.
   *
   * @param field the field
   * @param direction the direction
   * @param missing how records without the field are sorted
   */
  public record Key(SortField field, Direction direction, Missing missing) {

    /** The least first, and records without the field last. */
    public static Key ascending(SortField field) {
      return new Key(field, Direction.ASCENDING, Missing.HIGHEST);
    }

    /** The greatest first, and records without the field last. */
    public static Key descending(SortField field) {
      return new Key(field, Direction.DESCENDING, Missing.LOWEST);
    }
  }

  /** A field by which records are sorted. A record has at most one value of each. */
  public enum SortField {
    /** The title proper with its parts and the rest, in {@linkplain ScanRequest filing order}. */
    TITLE,
    /** The first creator in the record, in filing order. */
    AUTHOR,
    /** The year of publication. */
    YEAR,
    /** The record's own control number: runs of digits in it count as numbers. */
    NUMBER,
    /**
     * How well the record answers the query ({@link Ranking}). Every record has a relevance; the
     * highest is the best.
     */
    RELEVANCE
  }

  /** The direction of sorting. */
  public enum Direction {
    /** The least first. */
    ASCENDING,
    /** The greatest first. */
    DESCENDING
  }

  /** How records without the field are sorted (Z39.50-2003, 3.2.7; SRU 2.0, sorting). */
  public enum Missing {
    /** They count as less than all others. */
    LOWEST,
    /** They count as greater than all others. */
    HIGHEST,
    /** The search is refused where there is such a record. */
    REFUSED
  }
}
