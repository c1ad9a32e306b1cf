package org.samling.cli.statistics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Sheet;
import org.samling.cli.common.TenantCommand;
import org.samling.core.statistics.Statistics.YearOfBranch;
import org.samling.postgres.PostgresStore;
import org.samling.routes.jobs.StatisticsUpkeep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code statistics year}: the figures that the national report asks for. */
@Command(
    name = "year",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a year's figures for the national report, for each branch and in total (docs/statistics.md).",
      "Undone transactions are subtracted; a renewal is not a loan."
    })
final class StatisticsYearCommand extends TenantCommand {

  private static final String ALL = "all";

  private static final List<String> COLUMNS =
      List.of(
          "year",
          "branch",
          "loans",
          "childrens-loans",
          "renewals",
          "returns",
          "holds",
          "stock",
          "childrens-stock",
          "accessions",
          "withdrawals",
          "visits");

  @Parameters(
      arity = "0..1",
      paramLabel = "YEAR",
      description = "The year (default: the current one).")
  private @Nullable Integer year;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "F",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); json is an object on each line.")
  private Sheet.Form format;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StatisticsYearCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var now = Instant.now();
    var asked = year == null ? now.atZone(tenant.zone()).getYear() : year;
    if (asked < 1800 || asked > 2200) {
      throw whichTenant.usageError("YEAR must be between 1800 and 2200");
    }
    var statistics = store.statistics();
    StatisticsUpkeep.run(tenant, statistics, now);
    var branches = statistics.year(tenant.id(), asked);
    var sheet = new Sheet(COLUMNS);
    branches.forEach(b -> sheet.add(row(asked, b)));
    sheet.add(row(asked, branches.stream().reduce(YearOfBranch.none(ALL), YearOfBranch::plus)));
    sheet.print(format, spec.commandLine().getOut());
    return 0;
  }

  private static List<Object> row(int year, YearOfBranch b) {
    return List.of(
        year,
        b.branch(),
        b.loans(),
        b.childrensLoans(),
        b.renewals(),
        b.returns(),
        b.holds(),
        b.stock(),
        b.childrensStock(),
        b.accessions(),
        b.withdrawals(),
        b.visits());
  }
}
