package org.samling.search;

import org.samling.core.search.SearchException;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.SortField;

/** The memory that sorted result sets may have, taken as many large ones would take it. */
public final class TakenSortRoom implements AutoCloseable {

  private static final SortOrder BY_TITLE = SortOrder.by(SortOrder.Key.ascending(SortField.TITLE));
  private static final long MORE_THAN_THERE_IS = 1L << 40;

  private long taken;

  private TakenSortRoom() {}

  /** All that is left. */
  public static TakenSortRoom all() {
    var room = new TakenSortRoom();
    for (var hits = MORE_THAN_THERE_IS; hits > 0; hits /= 2) {
      try {
        room.taken += SortMemory.reserve(BY_TITLE, hits);
      } catch (SearchException _) {
        // There is not so much left; half of it there may be.
      }
    }
    return room;
  }

  @Override
  public void close() {
    SortMemory.release(taken);
  }
}
