package org.samling.console.now;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts since the server started, at one moment.
 *
 * @param counted the counts by protocol
 */
record Sample(Instant at, Map<String, Counts> counted) {

  /** Copies the map. */
  Sample {
    counted = Map.copyOf(counted);
  }

  /**
   * The counts of one protocol.
   *
   * @param answers the number of messages answered
   * @param faults how many of them were answered with an error
   * @param buckets the cumulative number of messages by upper limit in nanoseconds
   */
  record Counts(long answers, long faults, TreeMap<Double, Long> buckets) {

    static final Counts NOTHING = new Counts(0, 0, new TreeMap<>());

    Counts plus(Counts other) {
      var sums = new TreeMap<>(buckets);
      other.buckets.forEach((limit, count) -> sums.merge(limit, count, Long::sum));
      return new Counts(answers + other.answers, faults + other.faults, sums);
    }

    /** Returns the difference from an earlier sample. */
    Counts since(Counts earlier) {
      var differences = new TreeMap<Double, Long>();
      buckets.forEach((limit, count) ->
          differences.put(limit, count - earlier.buckets.getOrDefault(limit, 0L)));
      return new Counts(answers - earlier.answers, faults - earlier.faults, differences);
    }

    /**
     * Returns a percentile of the answer times in milliseconds; NaN if there were no messages. Its
     * precision is that of the bucket limits.
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
