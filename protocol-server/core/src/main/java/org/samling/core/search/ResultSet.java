package org.samling.core.search;

import java.util.List;

/**
 * The result of a search, on a snapshot of the index: neither its records nor their order change
 * while it is open. It holds the snapshot until it is closed. Not thread-safe.
 */
public interface ResultSet extends AutoCloseable {

  /** The number of records found. */
  long count();

  /**
   * Some of the records.
   *
   * @param from the position of the first, from 1
   * @param number how many, 0 or more
   * @return as many as there are, up to {@code number}
   * @throws IndexOutOfBoundsException when {@code from} is less than 1 or more than {@link
   *     #count()} + 1
   */
  List<FoundRecord> records(long from, int number);

  /**
   * The values that most of the records have.
   *
   * @param field the facet
   * @param limit how many values at most
   * @return the values, the most frequent first, equally frequent ones in filing order
   */
  List<FacetValue> facet(FacetField field, int limit);

  /** The catalogues that were searched, where they are several; else empty. */
  default List<SearchedCatalogue> catalogues() {
    return List.of();
  }

  /**
   * The same records in another order, from the same snapshot. Both sets are then open, each until
   * it is closed, and must not be used by two threads at once.
   *
   * @param order the new order
   * @throws SearchException when they can't be sorted so
   */
  ResultSet sorted(SortOrder order);

  @Override
  void close();
}
