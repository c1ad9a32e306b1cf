package org.samling.console.statistics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.samling.core.statistics.Dimension;

/** The period that each figure covers. */
public enum Period {
  /** One day. */
  DAY(Dimension.DAY),
  /** One week, from Monday. */
  WEEK(Dimension.DAY),
  /** One month. */
  MONTH(Dimension.MONTH),
  /** One year. */
  YEAR(Dimension.YEAR);

  private final Dimension dimension;

  Period(Dimension dimension) {
    this.dimension = dimension;
  }

  /** Returns the dimension behind it. */
  Dimension dimension() {
    return dimension;
  }

  /** Returns its name in forms and message keys. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Period> of(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
  }

  /** Returns the first day of the period that contains a day. */
  LocalDate start(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  /** Returns the first day of the period that a dimension value stands for. */
  LocalDate start(String value) {
    return start(
        LocalDate.parse(
            switch (this) {
              case DAY, WEEK -> value;
              case MONTH -> value + "-01";
              case YEAR -> value + "-01-01";
            }));
  }

  private LocalDate next(LocalDate start) {
    return switch (this) {
      case DAY -> start.plusDays(1);
      case WEEK -> start.plusWeeks(1);
      case MONTH -> start.plusMonths(1);
      case YEAR -> start.plusYears(1);
    };
  }

  /**
   * Returns the first days of the periods between two days.
   *
   * @param most the maximum number; one more is returned if there are more
   */
  List<LocalDate> starts(LocalDate from, LocalDate until, int most) {
    var starts = new ArrayList<LocalDate>();
    for (var start = start(from);
        !start.isAfter(until) && starts.size() <= most;
        start = next(start)) {
      starts.add(start);
    }
    return starts;
  }

  /** Returns the name of a period by its first day: 2026-11-26, 2026-W48, 2026-11, 2026. */
  String text(LocalDate start) {
    return switch (this) {
      case DAY -> start.toString();
      case WEEK ->
          "%d-W%02d"
              .formatted(
                  start.get(IsoFields.WEEK_BASED_YEAR),
                  start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> start.toString().substring(0, "2026-11".length());
      case YEAR -> Integer.toString(start.getYear());
    };
  }
}
