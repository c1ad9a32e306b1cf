package org.samling.bench.measure;

import java.util.Arrays;
import java.util.List;

/**
 * What one round gave.
 *
 * @param perSecond operations a second
 * @param p50Millis the median time of an operation, in milliseconds
 * @param p99Millis the time that 99 of 100 operations kept, in milliseconds; NaN where it was not
 *     measured
 * @param cpuMillis what an operation cost the server, in milliseconds of one core; NaN where it was
 *     not measured
 * @param storeMillis what it cost the database beside that, in the same way
 */
public record Round(
    double perSecond, double p50Millis, double p99Millis, double cpuMillis, double storeMillis) {

  /** The round of these operations, the server's cost unmeasured. */
  public static Round of(List<long[]> nanos, double seconds) {
    return of(nanos, seconds, Double.NaN, Double.NaN);
  }

  /** The round of these operations, for which server and database took so much of the cores. */
  public static Round of(
      List<long[]> nanos, double seconds, double cpuSeconds, double storeSeconds) {
    var all = nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    if (all.length == 0) {
      throw new IllegalStateException("not one operation was done");
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

  /** The median of values, which are sorted for it. */
  public static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
