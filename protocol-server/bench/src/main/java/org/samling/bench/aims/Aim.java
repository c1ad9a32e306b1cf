package org.samling.bench.aims;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Measured.Figure;

/**
 * How many times as good as a reference something is to be.
 *
 * @param what what is measured, and on how many connections
 * @param unit the unit of both figures, of which more is better
 * @param beside the reference, and on how many connections
 * @param ratio the least ratio of our figure to the reference's
 */
record Aim(String what, String unit, String beside, double ratio) {

  private static final String COLUMNS = "| %s | %s | %s | %s | %s | %s | %s | %s | %s |";

  /** An aim with what was measured. */
  record Outcome(Aim aim, Figure ours, @Nullable Figure theirs) {

    static Outcome of(Aim aim, Measured measured) {
      return new Outcome(aim, measured.ours(), measured.theirs());
    }

    /** How many times as good as the reference it is; NaN without one. */
    double ratio() {
      return theirs == null ? Double.NaN : ours.value() / theirs.value();
    }

    /** "met", or by how much it was missed; "no reference" where that is not installed. */
    String verdict() {
      if (theirs == null) {
        return "no reference";
      }
      return ratio() >= aim.ratio()
          ? "met"
          : "missed by %.0f %%".formatted(100 * (1 - ratio() / aim.ratio()));
    }

    /** The row of the table. */
    String row() {
      return COLUMNS.formatted(
          aim.what(),
          "%s %s".formatted(number(ours.value()), aim.unit()),
          millis(ours.p50Millis()),
          millis(ours.p99Millis()),
          aim.beside(),
          theirs == null ? "" : number(theirs.value()),
          theirs == null ? "" : "%.2f".formatted(ratio()),
          "%s".formatted(aim.ratio()),
          verdict());
    }
  }

  /** The head of the table, in Markdown. */
  static String head() {
    return COLUMNS.formatted(
            "what", "Samling", "p50 ms", "p99 ms", "beside", "reference", "ratio", "aim", "")
        + "\n"
        + "|---".repeat(9)
        + "|";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  private static String millis(double value) {
    return Double.isNaN(value) ? "" : "%.2f".formatted(value);
  }
}
