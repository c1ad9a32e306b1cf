package org.samling.cli.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.Sheet;
import org.samling.cli.common.TenantCommand;
import org.samling.core.debt.Money;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;
import org.samling.core.statistics.Statistics;
import org.samling.core.statistics.Statistics.FigureQuery;
import org.samling.postgres.PostgresStore;
import org.samling.routes.jobs.StatisticsUpkeep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code statistics figures}: counts, grouped as requested. */
@Command(
    name = "figures",
    mixinStandardHelpOptions = true,
    description = {
      "Prints counts (docs/statistics.md): loans, loans-undone and so on, each a measure of its own.",
      "By age-group and patron-category, small figures are merged into *."
    })
final class StatisticsFiguresCommand extends TenantCommand {

  @Option(
      names = "--from",
      converter = Day.class,
      paramLabel = "DAY",
      description = "The first day (default: 1 January of the last day's year).")
  private @Nullable LocalDate from;

  @Option(
      names = "--until",
      converter = Day.class,
      paramLabel = "DAY",
      description = "The last day (default: today).")
  private @Nullable LocalDate until;

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "WHAT",
      description =
          "The dimensions of the figures, separated by commas: year, month, day, hour, branch, material-group, audience, patron-category, age-group (default: none). With hour, only year, month, day, branch and age-group.")
  private @Nullable List<String> by;

  @Option(
      names = "--measure",
      split = ",",
      paramLabel = "M",
      description =
          "The measures, separated by commas: loan, loan-undone, renewal, renewal-undone, return, return-undone, hold, fee, payment, accession, withdrawal, visit (default: all).")
  private @Nullable List<String> measures;

  @Option(names = "--branch", paramLabel = "B", description = "At this branch (default: all).")
  private @Nullable String branch;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "F",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); json is an object on each line.")
  private Sheet.Form format;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StatisticsFiguresCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    if (branch != null) {
      whichTenant.checkBranch(policy, branch);
    }
    var last = until == null ? policy.day(Instant.now()) : until;
    var first = from == null ? last.withDayOfYear(1) : from;
    var wanted = words(by, Dimension::of, Dimension.values(), Dimension::word);
    var counted = words(measures, Measure::of, Measure.values(), Measure::word);
    FigureQuery asked;
    try {
      asked =
          new FigureQuery(
              first,
              last,
              branch,
              counted.isEmpty() ? EnumSet.allOf(Measure.class) : EnumSet.copyOf(counted),
              wanted);
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
    var statistics = store.statistics();
    StatisticsUpkeep.run(tenant, statistics, Instant.now());
    var columns = new ArrayList<>(wanted.stream().map(Dimension::word).toList());
    columns.addAll(List.of("measure", "count", "amount"));
    var sheet = new Sheet(columns);
    var figures = statistics.figures(tenant.id(), asked);
    for (var figure : figures) {
      var row = new ArrayList<@Nullable Object>(figure.values().values());
      row.add(figure.measure().word());
      row.add(figure.count());
      row.add(figure.measure().isMoney() ? Money.text(figure.amount(), tenant.currency()) : null);
      sheet.add(row);
    }
    var out = spec.commandLine().getOut();
    if (sheet.isEmpty() && format == Sheet.Form.TEXT) {
      out.println("Nothing was counted from %s until %s.".formatted(first, last));
      out.flush();
      return 0;
    }
    sheet.print(format, out);
    if (figures.size() == Statistics.MAX_FIGURES) {
      var err = spec.commandLine().getErr();
      err.println(
          "… and perhaps more: only the first %,d are shown".formatted(Statistics.MAX_FIGURES));
      err.flush();
    }
    return 0;
  }

  private <T> List<T> words(
      @Nullable List<String> given,
      Function<String, Optional<T>> reader,
      T[] all,
      Function<T, String> word) {
    if (given == null) {
      return List.of();
    }
    return given.stream()
        .map(text ->
            reader
                .apply(text.strip())
                .orElseThrow(() ->
                    whichTenant.usageError(
                        "there is no \"%s\"; there are %s"
                            .formatted(
                                text,
                                Arrays.stream(all).map(word).collect(Collectors.joining(", "))))))
        .distinct()
        .toList();
  }
}
