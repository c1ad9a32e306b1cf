package org.samling.bench.measure;

import java.util.Arrays;
import java.util.List;

/**
 * The result of one round.
 *
 * @param perSecond operations per second
 * @param p50Millis the median time of an operation, in milliseconds
 * @param p99Millis the 99th percentile of operations, in milliseconds; NaN if not measured
 * @param cpuMillis the server's processor time for an operation, in milliseconds of one core; NaN
 *     if not measured
 * @param storeMillis the database's processor time, likewise
 */
public record Round(
    double perSecond, double p50Millis, double p99Millis, double cpuMillis, double storeMillis) {

  /** A round of these operations, without processor time. */
  public static Round of(List<long[]> nanos, double seconds) {
    return of(nanos, seconds, Double.NaN, Double.NaN);
  }

  /** A round of these operations, with the processor seconds of server and database. */
  public static Round of(
      List<long[]> nanos, double seconds, double cpuSeconds, double storeSeconds) {
    var all = nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    if (all.length == 0) {
      throw new IllegalStateException("no operation was completed");
    }
    return new Round(
        all.length / seconds,
        millis(all, 0.50),
        millis(all, 0.99),
        1000 * cpuSeconds / all.length,
        1000 * storeSeconds / all.length);
  }

  private static double millis(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))] / 1e6;
  }

  /** The medians of several rounds. */
  public static Round median(List<Round> rounds) {
    return new Round(
        median(rounds.stream().mapToDouble(Round::perSecond).toArray()),
        median(rounds.stream().mapToDouble(Round::p50Millis).toArray()),
        median(rounds.stream().mapToDouble(Round::p99Millis).toArray()),
        median(rounds.stream().mapToDouble(Round::cpuMillis).toArray()),
        median(rounds.stream().mapToDouble(Round::storeMillis).toArray()));
  }

  /** The median of values, which are sorted in place. */
  public static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
