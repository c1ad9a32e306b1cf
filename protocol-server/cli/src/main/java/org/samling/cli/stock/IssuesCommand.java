package org.samling.cli.stock;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.Table;
import org.samling.cli.common.TenantCommand;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code periodicals issues}: issues that are expected, and issues that arrived. */
@Command(
    name = "issues",
    mixinStandardHelpOptions = true,
    description = "Lists the expected issues, by day; with --all also those received.")
final class IssuesCommand extends TenantCommand {

  private static final int LONGEST = 100_000;
  private static final int USUAL_DAYS = 60;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Only of this subscription (default: of all).")
  private @Nullable String name;

  @Option(
      names = "--until",
      converter = Day.class,
      paramLabel = "DAY",
      description = "Expected by this day (default: in the next 60 days).")
  private @Nullable LocalDate until;

  @Option(names = "--all", description = "Also those received and not published.")
  private boolean isAll;

  @Mixin private Table table;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  IssuesCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var last =
        until == null
            ? Instant.now().atZone(tenant.zone()).toLocalDate().plusDays(USUAL_DAYS)
            : until;
    var out = spec.commandLine().getOut();
    IssueTable.show(
        store.periodicals().issues(tenant.id(), name, last, !isAll, LONGEST),
        table,
        "There are no expected issues.",
        out);
    out.flush();
    return 0;
  }
}
