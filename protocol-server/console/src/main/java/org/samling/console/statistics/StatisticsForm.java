package org.samling.console.statistics;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Request;
import org.samling.console.web.Visit;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;

/**
 * The query of the statistics page.
 *
 * @param measure the measure
 * @param period the period per row
 * @param split the second dimension, or null
 * @param from the first day, as typed
 * @param until the last day, as typed
 * @param branch the branch code; empty for all
 */
public record StatisticsForm(
    Measure measure,
    Period period,
    @Nullable Dimension split,
    String from,
    String until,
    String branch) {

  /** The dimensions other than time. */
  static final List<Dimension> SPLITS =
      List.of(
          Dimension.BRANCH,
          Dimension.MATERIAL_GROUP,
          Dimension.AUDIENCE,
          Dimension.PATRON_CATEGORY,
          Dimension.AGE_GROUP);

  /** Parses query parameters; the default is the loans of this month. */
  static StatisticsForm of(Request request, LocalDate today) {
    var from = request.argument("from");
    var until = request.argument("until");
    return new StatisticsForm(
        Measure.of(request.argument("measure")).orElse(Measure.LOAN),
        Period.of(request.argument("period")).orElse(Period.DAY),
        Dimension.of(request.argument("split")).filter(SPLITS::contains).orElse(null),
        from.isEmpty() ? today.withDayOfMonth(1).toString() : from,
        until.isEmpty() ? today.toString() : until,
        request.argument("branch"));
  }

  /** Returns the name of the second dimension; empty for none. */
  public String splitName() {
    return split == null ? "" : split.word();
  }

  /** Returns the filter as query parameters. */
  public String query() {
    return "measure=%s&period=%s&split=%s&from=%s&until=%s&branch=%s"
        .formatted(
            measure.word(),
            period.word(),
            splitName(),
            Visit.encoded(from),
            Visit.encoded(until),
            Visit.encoded(branch));
  }

  /** Parses a typed day; returns null if it is not a date between the years 1900 and 2200. */
  static @Nullable LocalDate day(String text) {
    try {
      var day = LocalDate.parse(text);
      return day.getYear() < 1900 || day.getYear() > 2200 ? null : day;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
