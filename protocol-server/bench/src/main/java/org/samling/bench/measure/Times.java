package org.samling.bench.measure;

import org.HdrHistogram.Histogram;

/** The percentiles of a histogram of nanoseconds, in milliseconds. */
public record Times(long count, double p50, double p90, double p99, double p999, double max) {

  /** The percentiles; all are 0 where nothing was recorded. */
  public static Times of(Histogram h) {
    return new Times(
        h.getTotalCount(),
        millis(h.getValueAtPercentile(50)),
        millis(h.getValueAtPercentile(90)),
        millis(h.getValueAtPercentile(99)),
        millis(h.getValueAtPercentile(99.9)),
        millis(h.getMaxValue()));
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
