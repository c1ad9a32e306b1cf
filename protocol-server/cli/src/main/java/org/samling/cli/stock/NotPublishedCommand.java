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
    description = "Records that an issue was not published: it is neither expected nor late.")
final class NotPublishedCommand extends TenantCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "The subscription.")
  private String name;

  @Parameters(
      index = "1",
      converter = Day.class,
      paramLabel = "DAY",
      description = "The day on which the issue is expected.")
  private LocalDate day;

  @Option(names = "--undo", description = "It is expected after all.")
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
                whichTenant.wrong(
                    "no issue of %s is expected on %s, and has not come".formatted(name, day)));
    var out = spec.commandLine().getOut();
    out.println(IssueTable.line(issue));
    out.flush();
    return 0;
  }
}
