package org.samling.cli.stock;

import java.time.Instant;
import org.samling.cli.common.Table;
import org.samling.cli.common.TenantCommand;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code periodicals late}: late issues to be claimed. */
@Command(
    name = "late",
    mixinStandardHelpOptions = true,
    description = {
      "Lists late issues by supplier. The subscription sets after how many days from the expected or claimed date an issue is late.",
      "--claim records that they were claimed; they are listed again if they still do not arrive."
    })
final class LateIssuesCommand extends TenantCommand {

  private static final int LONGEST = 10_000;

  @Option(names = "--claim", description = "Record that the listed issues were claimed.")
  private boolean isClaimed;

  @Mixin private Table table;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  LateIssuesCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var now = Instant.now();
    var late =
        store.periodicals().late(tenant.id(), now.atZone(tenant.zone()).toLocalDate(), LONGEST);
    var out = spec.commandLine().getOut();
    IssueTable.show(late, table, "There are no late issues.", out);
    if (isClaimed) {
      store.periodicals().claim(tenant.id(), late, now);
    }
    out.flush();
    return 0;
  }
}
