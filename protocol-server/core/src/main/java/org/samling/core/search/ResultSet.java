package org.samling.core.search;

import java.util.List;

/**
 * What a search found, as the index stood at that moment: neither its records nor their order
 * change while it is open. It holds on to that state of the index until it is closed. Not for use
 * by two threads at once.
 *
 * <p>The latest publications come first; those of one year stand in an order of no meaning, which
 * is always the same.
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

  @Override
  void close();
}
