package org.samling.search;

import java.util.concurrent.atomic.AtomicLong;
import org.samling.core.search.SearchException;
import org.samling.core.search.SortOrder;

/**
 * The memory that all sorted result sets of the process take together: an eighth of it. Who asks
 * for more is told to come again, so that nobody's sorting takes what others need.
 */
final class SortRoom {

  /** What a hit takes, and what each key beyond the first adds, in bytes. */
  private static final long HIT = 16;

  private static final long FURTHER_KEY = 4;

  private static final long MOST = Runtime.getRuntime().maxMemory() / 8;
  private static final AtomicLong TAKEN = new AtomicLong();

  private SortRoom() {}

  /**
   * Takes what so many hits need.
   *
   * @return how much that is, to be given back; nothing where they are not sorted by keys
   * @throws SearchException when there is not so much
   */
  static long take(SortOrder order, long hits) {
    var keys = order.keys().size();
    var wanted = keys == 0 ? 0 : hits * (HIT + FURTHER_KEY * (keys - 1));
    if (TAKEN.addAndGet(wanted) > MOST) {
      giveBack(wanted);
      throw new SearchException(
          SearchException.Kind.TOO_COSTLY,
          "as many records are kept sorted already as there is memory for; search for fewer, or try again later",
          null);
    }
    return wanted;
  }

  static void giveBack(long room) {
    TAKEN.addAndGet(-room);
  }
}
