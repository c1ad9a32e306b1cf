package org.samling.core.search;

import java.util.List;

/**
 * What a search found, as the index stood at that moment: neither its records nor their order
 * change while it is open. It holds on to that state of the index until it is closed. Not for use
 * by two threads at once.
 */
public interface ResultSet extends AutoCloseable {

  /** How many records were found. */
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
   * @param field values of what
   * @param limit how many values at most
   * @return the values: those that more records have first, and where as many have them, in filing
   *     order
   */
  List<FacetValue> facet(FacetField field, int limit);

  /**
   * The same records in another order, as the index stood at the search. Both sets are open then,
   * each until it is closed, and are not for use by two threads at once.
   *
   * @param order in which order they are told
   * @throws SearchException when they can't be sorted so
   */
  ResultSet sorted(SortOrder order);

  @Override
  void close();
}
