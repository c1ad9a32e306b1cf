package org.samling.bench.suite;

import java.util.Locale;
import org.samling.bench.reference.Reference;

/**
 * One thing that a bench measures, which has a ratio.
 *
 * @param name its name, one of its own within the bench
 * @param unit the unit of the figure and of the reference's
 * @param better which way is better
 * @param reference what it is measured beside
 */
public record Measure(String name, String unit, Better better, Reference reference) {

  /** Whether more is better or less. */
  public enum Better {
    HIGHER,
    LOWER;

    /** The name in the history. */
    public String title() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How many times as good as the reference it is, so that a higher ratio is better whichever way
   * the figures go: 2 is twice as many a second, or half the time.
   */
  public double ratio(double ours, double theirs) {
    return better == Better.HIGHER ? ours / theirs : theirs / ours;
  }
}
