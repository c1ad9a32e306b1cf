package org.samling.bench.soak;

import java.util.ArrayList;
import java.util.List;
import org.samling.postgres.embedded.ShutdownSequence;

/**
 * The faults of a soak. All are counted, and the first few are kept. Failures because the bench
 * itself is being stopped don't count.
 *
 * <p>Safe for use by many threads.
 */
final class SoakFaults {

  private static final int KEPT = 20;
  private static final int LONGEST = 500;

  private final List<String> first = new ArrayList<>();
  private long count;
  private int reported;

  /** Adds a fault. */
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

  /** The first faults that were not returned by this method before. */
  synchronized List<String> unreported() {
    var untold = List.copyOf(first.subList(reported, first.size()));
    reported = first.size();
    return untold;
  }

  /** The first faults, in order. */
  synchronized List<String> first() {
    return List.copyOf(first);
  }
}
