package org.samling.bench.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.bench.measure.Measured;
import org.samling.bench.reference.Reference;

/**
 * A line of the history: one run. Its components are the members of the JSON object; a change that
 * alters the meaning of earlier lines requires another {@link #SCHEMA}.
 *
 * @param schema the version of this form
 * @param at when the run began, in UTC
 * @param code what was measured
 * @param mode the form, {@code quick} or {@code full}
 * @param machine where it was measured
 * @param load the load average of the minute before; negative if unknown
 * @param seconds how long the run took
 * @param measures what was measured
 * @param failed the benches that failed
 */
record Line(
    int schema,
    Instant at,
    Code code,
    String mode,
    Machine machine,
    double load,
    long seconds,
    List<Entry> measures,
    List<Failure> failed) {

  static final int SCHEMA = 1;

  private static final MathContext DIGITS = new MathContext(4);

  /** Copies the lists, and rejects an incomplete line. */
  Line {
    requireNonNull(at, "at");
    requireNonNull(code, "code");
    requireNonNull(mode, "mode");
    requireNonNull(machine, "machine");
    measures = List.copyOf(measures);
    failed = List.copyOf(failed);
  }

  /**
   * A bench that failed.
   *
   * @param bench its name
   * @param why its error message
   */
  record Failure(String bench, String why) {}

  /**
   * A figure of ours or of the reference, to four digits.
   *
   * @param value the figure, in the entry's unit
   * @param p50Millis the median time of an operation in milliseconds, if operations were timed
   * @param p99Millis the 99th percentile, likewise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Figure(double value, @Nullable Double p50Millis, @Nullable Double p99Millis) {

    static Figure of(Measured.Figure measured) {
      return new Figure(
          rounded(measured.value()), timed(measured.p50Millis()), timed(measured.p99Millis()));
    }

    private static @Nullable Double timed(double millis) {
      return Double.isNaN(millis) ? null : rounded(millis);
    }
  }

  /**
   * One measure of a bench.
   *
   * @param bench the bench's name
   * @param measure the measure's name within it
   * @param unit the unit of both figures
   * @param better whether more or less is better, {@code higher} or {@code lower}
   * @param size how much was done
   * @param figure Samling's figure
   * @param beside the name of the reference
   * @param reference the reference's figure; null if there is none
   * @param ratio how many times as good as the reference, more is better; null if there is none
   * @param why why there is none
   */
  record Entry(
      String bench,
      String measure,
      String unit,
      String better,
      FixedBench.Size size,
      Figure figure,
      String beside,
      @Nullable Figure reference,
      @Nullable Double ratio,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String why) {

    /** Rejects an incomplete entry. */
    Entry {
      requireNonNull(bench, "bench");
      requireNonNull(measure, "measure");
      requireNonNull(size, "size");
      requireNonNull(figure, "figure");
    }

    static Entry of(FixedBench bench, FixedBench.Size size, Measure measure, Measured measured) {
      var theirs = measured.theirs();
      return new Entry(
          bench.title(),
          measure.name(),
          measure.unit(),
          measure.better().title(),
          size,
          Figure.of(measured.ours()),
          measure.reference().title(),
          theirs == null ? null : Figure.of(theirs),
          theirs == null ? null : rounded(measure.ratio(measured.ours().value(), theirs.value())),
          theirs == null ? why(measure.reference()) : null);
    }

    private static String why(Reference reference) {
      return reference.isThere() ? "it was not measured" : reference.missing();
    }

    /** Whether its ratio is comparable with another line's. */
    boolean isLike(Entry other) {
      return bench.equals(other.bench) && measure.equals(other.measure) && size.equals(other.size);
    }
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
