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
      "Takes how many visited, from a file or from the options (docs/statistics.md).",
      "A FILE is CSV with the columns branch,day,visits and, where they are known, hour and counter. The same counter's count of the same time takes the place of the one before."
    })
final class StatisticsVisitsCommand extends TenantCommand {

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file; none for one count.")
  private @Nullable Path file;

  @Option(names = "--branch", paramLabel = "B", description = "For one count: the branch.")
  private @Nullable String branch;

  @Option(
      names = "--day",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For one count: the day.")
  private @Nullable LocalDate day;

  @Option(
      names = "--hour",
      paramLabel = "H",
      description = "For one count: the hour from 0 to 23 (default: the whole day).")
  private @Nullable Integer hour;

  @Option(
      names = "--counter",
      defaultValue = Visits.DOOR,
      paramLabel = "C",
      description = "For one count: what counted (default: ${DEFAULT-VALUE}).")
  private String counter;

  @Option(names = "--count", paramLabel = "N", description = "For one count: how many.")
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
        "%,d counts of %,d visits are there."
            .formatted(all.size(), all.stream().mapToLong(Visits::visits).sum()));
    out.flush();
    return 0;
  }

  private Visits one() {
    if (branch == null || day == null || count == null) {
      throw whichTenant.wrong("visits needs a FILE, or --branch, --day and --count");
    }
    try {
      return new Visits(branch, counter, day, hour, count);
    } catch (IllegalArgumentException e) {
      throw whichTenant.wrong(String.valueOf(e.getMessage()));
    }
  }
}
