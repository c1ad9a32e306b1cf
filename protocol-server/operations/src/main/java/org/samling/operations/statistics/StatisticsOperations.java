package org.samling.operations.statistics;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.debt.Money;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Tenant;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;
import org.samling.core.statistics.Statistics;
import org.samling.core.statistics.Statistics.Figure;
import org.samling.core.statistics.Statistics.FigureQuery;
import org.samling.core.statistics.Statistics.YearOfBranch;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Means;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;

/** Figures, and counts of visits. */
public final class StatisticsOperations {

  /** The operations. */
  public static final Family<StatisticsOperations> FAMILY =
      new Family<>(
          "statistics",
          "statistics",
          "Figures, and counts of visits",
          List.of(
              Operation.get(
                      "list-figures",
                      "/statistics/figures",
                      Scope.STATISTICS_READ,
                      "Returns statistical counts")
                  .takingItsTime()
                  .of(Query.class, Figures.class, StatisticsOperations::figures),
              Operation.get(
                      "show-year",
                      "/statistics/years/:year",
                      Scope.STATISTICS_READ,
                      "Returns the figures of a year")
                  .takingItsTime()
                  .of(WhichYear.class, Year.class, StatisticsOperations::year),
              Operation.post(
                      "put-visits",
                      "/statistics/visits",
                      Scope.STATISTICS_VISITS,
                      "Records counts of visits")
                  .takingLongBody()
                  .of(VisitCounts.class, Nothing.class, StatisticsOperations::putVisits)));

  private static final int CODE = 100;

  private final Statistics statistics;
  private final Branches branches;

  /** Operations on a store. */
  public StatisticsOperations(Statistics statistics, Inquiries inquiries) {
    this.statistics = statistics;
    this.branches = new Branches(inquiries);
  }

  /** Which figures are wanted. */
  public record Query(
      @Means("the first day; default: that of the last day's year") @Nullable LocalDate from,
      @Means("the last day; default: today") @Nullable LocalDate until,
      @Means("the dimensions by which figures are broken down, separated by commas")
          @Nullable String by,
      @Means("the measures, separated by commas; default: all") @Nullable String measure,
      @Means("the code of a branch; default: all") @Nullable String branch) {}

  /** Figures. */
  public record Figures(
      LocalDate from,
      @Means("the last day") LocalDate until,
      @Means("each with its dimensions, \"measure\", \"count\" and, of money, \"amount\"")
          List<Map<String, Object>> figures,
      @Means("false if there is more than this") boolean complete) {}

  /** Which year. */
  public record WhichYear(String year) {}

  /**
   * The figures of a year for the national report.
   *
   * @param branches those of each branch that has any
   * @param all the sums
   */
  public record Year(int year, List<YearOfBranch> branches, YearOfBranch all) {}

  /** Counts of visits. */
  public record VisitCounts(@Size(min = 1, max = Statistics.MAX_VISITS) List<Visits> visits) {}

  /** A count of visits. */
  public record Visits(
      @Means("the code of a branch") @Size(max = CODE) String branch,
      LocalDate day,
      @Min(0) @Max(Statistics.MOST_VISITS) int visits,
      @Means("null if the day was counted as a whole") @Min(0) @Max(23) @Nullable Integer hour,
      @Means("which door, if the branch has several") @Size(min = 1, max = 40) @Nullable String counter) {

    /** As the store takes it. */
    Statistics.Visits counted() {
      return new Statistics.Visits(
          branch, counter == null ? Statistics.Visits.DOOR : counter, day, hour, visits);
    }
  }

  private Figures figures(Request<Query> request) {
    var tenant = request.tenant();
    var query = request.input();
    var until = Optional.ofNullable(query.until()).orElseGet(() -> LocalDate.now(tenant.zone()));
    var from = Optional.ofNullable(query.from()).orElse(until.withDayOfYear(1));
    branches.check(request, query.branch());
    var by = words("by", query.by(), Dimension::of, Dimension.values(), Dimension::word);
    var measures = words("measure", query.measure(), Measure::of, Measure.values(), Measure::word);
    FigureQuery asked;
    try {
      asked = new FigureQuery(from, until, query.branch(), Set.copyOf(measures), by);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
    var figures = statistics.figures(request.tenantId(), asked);
    return new Figures(
        from,
        until,
        figures.stream().map(figure -> members(figure, tenant)).toList(),
        figures.size() < Statistics.MAX_FIGURES);
  }

  /** The dimensions that were asked for, in that order, then the figure itself. */
  private static Map<String, Object> members(Figure figure, Tenant tenant) {
    var members = new LinkedHashMap<String, Object>();
    figure.values().forEach((dimension, value) -> members.put(dimension.word(), value));
    members.put("measure", figure.measure().word());
    members.put("count", figure.count());
    if (figure.measure().isMoney()) {
      members.put("amount", Money.text(figure.amount(), tenant.currency()));
    }
    return members;
  }

  /** The words of a list with commas, each once. */
  private static <T> List<T> words(
      String name,
      @Nullable String text,
      Function<String, Optional<T>> reader,
      T[] all,
      Function<T, String> word) {
    if (text == null || text.isBlank()) {
      return List.of();
    }
    var found = new ArrayList<T>();
    for (var part : text.split(",", -1)) {
      var read =
          reader
              .apply(part.strip())
              .orElseThrow(() ->
                  Problem.invalid(
                      "\"%s\" must be one or more of %s, separated by commas."
                          .formatted(
                              name, String.join(", ", Arrays.stream(all).map(word).toList()))));
      if (!found.contains(read)) {
        found.add(read);
      }
    }
    return found;
  }

  private Year year(Request<WhichYear> request) {
    var text = request.input().year();
    if (!text.matches("(?:1[89]|20|21)\\d\\d")) {
      throw Problem.unknown("There is no year \"%s\".".formatted(text));
    }
    var year = Integer.parseInt(text);
    var ofBranches = statistics.year(request.tenantId(), year);
    return new Year(
        year, ofBranches, ofBranches.stream().reduce(YearOfBranch.none("all"), YearOfBranch::plus));
  }

  private Nothing putVisits(Request<VisitCounts> request) {
    try {
      var visits = request.input().visits().stream().map(Visits::counted).toList();
      visits.forEach(count -> branches.check(request, count.branch()));
      statistics.putVisits(request.tenantId(), visits, request.account().username());
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
    return Nothing.NOTHING;
  }
}
