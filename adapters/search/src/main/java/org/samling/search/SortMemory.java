package org.samling.search;

import java.util.concurrent.atomic.AtomicLong;
import org.samling.core.requests.ResourceLimit;
import org.samling.core.search.SearchException;
import org.samling.core.search.SortOrder;

/**
 * The memory for all sorted result sets of the process together: an eighth of the heap. Requests
 * beyond that are refused with a hint to try later, so that sorting does not starve everything
 * else.
 */
final class SortMemory {

  /** The bytes for a hit with one key, and for each further key. */
  private static final long HIT = 16;

  private static final long FURTHER_KEY = 4;

  private static final long MOST = Runtime.getRuntime().maxMemory() / 8;
  private static final AtomicLong TAKEN = new AtomicLong();

  private SortMemory() {}

  /**
   * Reserves memory for this many hits.
   *
   * @return the bytes reserved, to be given back; 0 if they are not sorted by keys
   * @throws SearchException if there is not enough
   */
  static long reserve(SortOrder order, long hits) {
    var keys = order.keys().size();
    var wanted = keys == 0 ? 0 : hits * (HIT + FURTHER_KEY * (keys - 1));
    if (TAKEN.addAndGet(wanted) > MOST) {
      release(wanted);
      ResourceLimit.SORTING.reach();
      throw new SearchException(
          SearchException.Kind.TOO_COSTLY,
          "there is no memory left for sorting; search for fewer records, or try again later",
          null);
    }
    return wanted;
  }

  static void release(long room) {
    TAKEN.addAndGet(-room);
  }
}
