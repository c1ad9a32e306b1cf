package org.samling.core.search;

import java.util.List;

/**
 * In which order records are told: by the first key, where that is the same by the second, and so
 * on. What no key tells apart comes with the latest publication first, and then in an order of no
 * meaning that is always the same.
 *
 * @param keys the keys, at most {@value #MAX_KEYS}; none for the latest publications first
 */
public record SortOrder(List<Key> keys) {

  /** The most keys. */
  public static final int MAX_KEYS = 8;

  /** The latest publications first. */
  public static final SortOrder LATEST_FIRST = new SortOrder(List.of());

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
   * @param field by what
   * @param direction in which direction
   * @param missing what becomes of records that have no such field
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

  /** By what records are sorted. Each has one value at most. */
  public enum SortField {
    /** The title proper with its parts and the rest, in {@linkplain ScanRequest filing order}. */
    TITLE,
    /** The first maker that the record names, in filing order. */
    AUTHOR,
    /** The year of publication. */
    YEAR,
    /** The record's own control number: runs of digits in it count as numbers. */
    NUMBER
  }

  /** In which direction. */
  public enum Direction {
    /** The least first. */
    ASCENDING,
    /** The greatest first. */
    DESCENDING
  }

  /** What becomes of records that have no such field (Z39.50-2003, 3.2.7; SRU 2.0, sorting). */
  public enum Missing {
    /** They count as less than all others. */
    LOWEST,
    /** They count as greater than all others. */
    HIGHEST,
    /** Where there is such a record, nothing is sorted: the search is refused. */
    REFUSED
  }
}
