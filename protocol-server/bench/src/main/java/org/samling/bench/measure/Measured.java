package org.samling.bench.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bench measured, and its reference in turn with it in the same run.
 *
 * @param what the bench's own name of what was done, as its table has it
 * @param ours what Samling came to, in the unit of the bench
 * @param theirs what the reference came to, in the same unit; null where it is not installed
 */
public record Measured(String what, Figure ours, @Nullable Figure theirs) {

  /**
   * A median of several rounds.
   *
   * @param value the figure itself
   * @param p50Millis the median time of an operation in milliseconds; NaN where operations were not
   *     timed one by one
   * @param p99Millis the 99th percentile, in the same way
   */
  public record Figure(double value, double p50Millis, double p99Millis) {

    /** A figure of something that is not timed operation by operation. */
    public static Figure of(double value) {
      return new Figure(value, Double.NaN, Double.NaN);
    }

    /** The median of values. */
    public static Figure median(List<Double> values) {
      return of(Round.median(values.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** Operations a second. */
    public static Figure of(Round median) {
      return new Figure(median.perSecond(), median.p50Millis(), median.p99Millis());
    }
  }

  /**
   * The medians of rounds, in operations a second.
   *
   * @param theirs the reference's; none where it is not installed
   */
  public static Measured of(String what, List<Round> ours, List<Round> theirs) {
    return new Measured(
        what,
        Figure.of(Round.median(ours)),
        theirs.isEmpty() ? null : Figure.of(Round.median(theirs)));
  }
}
