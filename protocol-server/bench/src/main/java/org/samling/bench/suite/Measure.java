package org.samling.bench.suite;

import java.util.Locale;
import org.samling.bench.reference.Reference;

/**
 * A measure of a bench, with a ratio.
 *
 * @param name its name, unique within the bench
 * @param unit the unit of the figure and of the reference's figure
 * @param better the direction that is better
 * @param reference the reference
 */
public record Measure(String name, String unit, Better better, Reference reference) {

  /** The direction that is better. */
  public enum Better {
    HIGHER,
    LOWER;

    /** The name in the history. */
    public String title() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How many times as good as the reference it is, so that a higher ratio is better in either
   * direction: 2 is twice as many per second, or half the time.
   */
  public double ratio(double ours, double theirs) {
    return better == Better.HIGHER ? ours / theirs : theirs / ours;
  }
}
