package org.samling.bench.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bench's figure and its reference's, measured in turn in the same run.
 *
 * @param what the bench's own name for the measure, as in its table
 * @param ours Samling's figure, in the unit of the bench
 * @param theirs the reference's figure, in the same unit; null if it is not installed
 */
public record Measured(String what, Figure ours, @Nullable Figure theirs) {

  /**
   * A median of several rounds.
   *
   * @param value the figure itself
   * @param p50Millis the median time of an operation in milliseconds; NaN if operations were not
   *     timed individually
   * @param p99Millis the 99th percentile, likewise
   */
  public record Figure(double value, double p50Millis, double p99Millis) {

    /** A figure without times of individual operations. */
    public static Figure of(double value) {
      return new Figure(value, Double.NaN, Double.NaN);
    }

    /** The median of values. */
    public static Figure median(List<Double> values) {
      return of(Round.median(values.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** Operations per second. */
    public static Figure of(Round median) {
      return new Figure(median.perSecond(), median.p50Millis(), median.p99Millis());
    }
  }

  /**
   * The medians of rounds, in operations per second.
   *
   * @param theirs the reference's rounds; empty if it is not installed
   */
  public static Measured of(String what, List<Round> ours, List<Round> theirs) {
    return new Measured(
        what,
        Figure.of(Round.median(ours)),
        theirs.isEmpty() ? null : Figure.of(Round.median(theirs)));
  }
}
