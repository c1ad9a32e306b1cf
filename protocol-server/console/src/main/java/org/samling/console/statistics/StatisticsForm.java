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
 * What is asked for.
 *
 * @param measure what is counted
 * @param period by what stretches of time
 * @param split by what else the figures are told apart, or null
 * @param from the first day, as it was typed
 * @param until the last day, as it was typed
 * @param branch the code of the branch; empty for all
 */
public record StatisticsForm(
    Measure measure,
    Period period,
    @Nullable Dimension split,
    String from,
    String until,
    String branch) {

  /** By what figures can be told apart, beside time. */
  static final List<Dimension> SPLITS =
      List.of(
          Dimension.BRANCH,
          Dimension.MATERIAL_GROUP,
          Dimension.AUDIENCE,
          Dimension.PATRON_CATEGORY,
          Dimension.AGE_GROUP);

  /** What the arguments of an address ask for; without any, the loans of this month. */
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

  /** The name of what figures are told apart by; empty for nothing. */
  public String splitWord() {
    return split == null ? "" : split.word();
  }

  /** The same as arguments of an address. */
  public String query() {
    return "measure=%s&period=%s&split=%s&from=%s&until=%s&branch=%s"
        .formatted(
            measure.word(),
            period.word(),
            splitWord(),
            Visit.encoded(from),
            Visit.encoded(until),
            Visit.encoded(branch));
  }

  /** A day as it was typed, or null where it is none between the years 1900 and 2200. */
  static @Nullable LocalDate day(String text) {
    try {
      var day = LocalDate.parse(text);
      return day.getYear() < 1900 || day.getYear() > 2200 ? null : day;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
