package org.samling.cli.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.statistics.Statistics;
import org.samling.core.statistics.Statistics.Visits;
import org.samling.exchange.statistics.VisitFile;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code statistics visits}: imports counts of visits. */
@Command(
    name = "visits",
    mixinStandardHelpOptions = true,
    description = {
      "Records numbers of visits, from a file or from the options (docs/statistics.md).",
      "FILE is CSV with the columns branch,day,visits and, if known, hour and counter. A later count by the same counter for the same time replaces the earlier one."
    })
final class StatisticsVisitsCommand extends TenantCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file; leave it out to record a single count.")
  private @Nullable Path file;

  @Option(names = "--branch", paramLabel = "B", description = "For a single count: the branch.")
  private @Nullable String branch;

  @Option(
      names = "--day",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For a single count: the day.")
  private @Nullable LocalDate day;

  @Option(
      names = "--hour",
      paramLabel = "H",
      description = "For a single count: the hour from 0 to 23 (default: the whole day).")
  private @Nullable Integer hour;

  @Option(
      names = "--counter",
      defaultValue = Visits.DOOR,
      paramLabel = "C",
      description = "For a single count: the name of the counter (default: ${DEFAULT-VALUE}).")
  private String counter;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "For a single count: the number of visits.")
  private @Nullable Integer count;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StatisticsVisitsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var branches = store.inquiries().policy(tenant.id()).branches().keySet();
    List<Visits> visits;
    try {
      visits = file == null ? List.of(one()) : VisitFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
    for (var v : visits) {
      if (!branches.contains(v.branch())) {
        throw whichTenant.unknown("branch", v.branch(), branches);
      }
    }
    var all = new ArrayList<>(visits);
    for (var from = 0; from < all.size(); from += Statistics.MAX_VISITS) {
      var until = Math.min(all.size(), from + Statistics.MAX_VISITS);
      store.statistics().putVisits(tenant.id(), all.subList(from, until), Terminal.user());
    }
    var out = spec.commandLine().getOut();
    out.println(
        "Counts recorded: %,d, with %,d visits."
            .formatted(all.size(), all.stream().mapToLong(Visits::visits).sum()));
    out.flush();
    return 0;
  }

  private Visits one() {
    if (branch == null || day == null || count == null) {
      throw whichTenant.usageError("visits needs a FILE, or --branch, --day and --count");
    }
    try {
      return new Visits(branch, counter, day, hour, count);
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
  }
}
