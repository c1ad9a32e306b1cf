package org.samling.bench.soak;

import java.util.ArrayList;
import java.util.List;
import org.samling.postgres.embedded.ShutdownSequence;

/**
 * What went wrong in a soak. All of it is counted, and the first few are kept. What fails because
 * the bench itself is being stopped is no fault.
 *
 * <p>Safe for use by many threads.
 */
final class SoakFaults {

  private static final int KEPT = 20;
  private static final int LONGEST = 500;

  private final List<String> first = new ArrayList<>();
  private long count;
  private int told;

  /** Something went wrong. */
  synchronized void add(String what) {
    if (ShutdownSequence.hasBegun()) {
      return;
    }
    count++;
    if (first.size() < KEPT) {
      first.add(what.substring(0, Math.min(what.length(), LONGEST)));
    }
  }

  synchronized long count() {
    return count;
  }

  /** Those of the first that were not asked for by this before. */
  synchronized List<String> untold() {
    var untold = List.copyOf(first.subList(told, first.size()));
    told = first.size();
    return untold;
  }

  /** The first of them, in the order in which they were seen. */
  synchronized List<String> first() {
    return List.copyOf(first);
  }
}
