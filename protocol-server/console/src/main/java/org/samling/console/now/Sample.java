package org.samling.console.now;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted since the server started, at one moment.
 *
 * @param at the moment
 * @param counted by protocol
 */
record Sample(Instant at, Map<String, Counted> counted) {

  /** Copies the map. */
  Sample {
    counted = Map.copyOf(counted);
  }

  /**
   * What was counted of one protocol.
   *
   * @param answers how many messages were answered
   * @param faults how many of them with what the protocol says where something is wrong
   * @param buckets how many took up to so many nanoseconds, by that
   */
  record Counted(long answers, long faults, TreeMap<Double, Long> buckets) {

    static final Counted NOTHING = new Counted(0, 0, new TreeMap<>());

    Counted plus(Counted other) {
      var sums = new TreeMap<>(buckets);
      other.buckets.forEach((limit, count) -> sums.merge(limit, count, Long::sum));
      return new Counted(answers + other.answers, faults + other.faults, sums);
    }

    /** What came since an earlier moment. */
    Counted since(Counted earlier) {
      var differences = new TreeMap<Double, Long>();
      buckets.forEach((limit, count) ->
          differences.put(limit, count - earlier.buckets.getOrDefault(limit, 0L)));
      return new Counted(answers - earlier.answers, faults - earlier.faults, differences);
    }

    /**
     * In how many milliseconds this share of the messages was answered; NaN where there was none.
     * As exact as the limits of the buckets are close to each other.
     */
    double millis(double share) {
      if (answers == 0) {
        return Double.NaN;
      }
      var wanted = share * answers;
      var below = 0.0;
      var counted = 0.0;
      for (var bucket : buckets.entrySet()) {
        if (bucket.getValue() >= wanted) {
          var within = bucket.getValue() - counted;
          var part = within == 0 ? 1 : (wanted - counted) / within;
          return (below + part * (bucket.getKey() - below)) / 1e6;
        }
        below = bucket.getKey();
        counted = bucket.getValue();
      }
      return below / 1e6;
    }
  }
}
