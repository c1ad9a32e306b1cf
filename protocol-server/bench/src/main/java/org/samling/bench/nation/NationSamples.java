package org.samling.bench.nation;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of each request of a run, and what went wrong. Times count from when a request was due,
 * so that a stalled server is charged for everything that waits meanwhile (coordinated omission).
 *
 * <p>Safe for use by many threads.
 */
final class NationSamples {

  private static final int FIRST = 20;

  private final List<Sample> samples = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private long faultCount;
  private long resent;
  private long lost;
  private long offline;

  /**
   * A request.
   *
   * @param due when it was due, by {@link System#nanoTime}
   * @param took the nanoseconds from then until it was answered, or had failed
   * @param answered whether it was answered as it should be
   */
  record Sample(Traffic traffic, long due, long took, boolean answered) {}

  synchronized void answered(Traffic traffic, long due, long now) {
    samples.add(new Sample(traffic, due, now - due, true));
  }

  /** A request that was not answered as it should be; the first reasons are kept. */
  synchronized void failed(Traffic traffic, long due, long now, Exception why) {
    samples.add(new Sample(traffic, due, now - due, false));
    if (failures.size() < FIRST) {
      failures.add("%s: %s".formatted(traffic.title(), why));
    }
  }

  /** A reply that no server may send, or a refusal that has no reason. */
  synchronized void fault(String what) {
    faultCount++;
    if (faults.size() < FIRST) {
      faults.add(what);
    }
  }

  /** A message that was sent again, because no answer came or one to try again. */
  synchronized void resent() {
    resent++;
  }

  /** A connection that the server closed. */
  synchronized void lost() {
    lost++;
  }

  /** A poll that was told that the server is off-line. */
  synchronized void offline() {
    offline++;
  }

  synchronized List<Sample> all() {
    return List.copyOf(samples);
  }

  /** The first faults. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** Why the first requests failed. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  synchronized Counts counts() {
    return new Counts(resent, lost, offline, faultCount);
  }

  /** How often something happened besides answers. */
  record Counts(long resent, long connectionsLost, long offline, long faults) {}
}
