package org.samling.cli.stock;

import java.time.LocalDate;
import org.samling.cli.common.Day;
import org.samling.cli.common.TenantCommand;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code periodicals not-published}: records that an issue was not published. */
@Command(
    name = "not-published",
    mixinStandardHelpOptions = true,
    description =
        "Records that an issue was not published, so that it is neither expected nor late.")
final class NotPublishedCommand extends TenantCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "The subscription.")
  private String name;

  @Parameters(
      index = "1",
      converter = Day.class,
      paramLabel = "DAY",
      description = "The day on which the issue was expected.")
  private LocalDate day;

  @Option(names = "--undo", description = "Expect the issue after all.")
  private boolean isUndone;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  NotPublishedCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var issue =
        store
            .periodicals()
            .published(tenant.id(), name, day, isUndone)
            .orElseThrow(() ->
                whichTenant.usageError(
                    "there is no issue of %s that was expected on %s and has not arrived"
                        .formatted(name, day)));
    var out = spec.commandLine().getOut();
    out.println(IssueTable.line(issue));
    out.flush();
    return 0;
  }
}
