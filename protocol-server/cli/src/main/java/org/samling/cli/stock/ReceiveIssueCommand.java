package org.samling.cli.stock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.DestinationWords;
import org.samling.cli.common.Homes;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.stock.Periodicals;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code periodicals receive}: receives an issue. */
@Command(
    name = "receive",
    mixinStandardHelpOptions = true,
    description = {
      "Records that an issue has arrived. It becomes an item with its volume, year and number, and goes to the first hold, or to its shelf.",
      "Without --volume, --year or --issue it is the first issue expected. Repeating it with the same barcode changes nothing."
    })
final class ReceiveIssueCommand extends TenantCommand {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Parameters(index = "0", paramLabel = "NAME", description = "The subscription.")
  private String name;

  @Parameters(index = "1", paramLabel = "BARCODE", description = "The barcode of the issue.")
  private String barcode;

  @Option(names = "--volume", paramLabel = "V", description = "Its volume.")
  private @Nullable String volume;

  @Option(names = "--year", paramLabel = "Y", description = "Its year.")
  private @Nullable String year;

  @Option(names = "--issue", paramLabel = "N", description = "Its number.")
  private @Nullable String issue;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "The branch where it arrived (default: the branch where it belongs).")
  private @Nullable String branch;

  @Option(
      names = "--in-process",
      description =
          "The issue is still being processed; ${sys:samling.command} stock ready releases it for loan.")
  private boolean isInProcess;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ReceiveIssueCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    if (branch != null) {
      whichTenant.checkBranch(store.inquiries().policy(tenant.id()), branch);
    }
    if (barcode.isBlank() || barcode.length() > ItemCommand.ReceiveItem.MAX_BARCODE) {
      throw whichTenant.usageError(
          "a barcode has 1 to %d characters".formatted(ItemCommand.ReceiveItem.MAX_BARCODE));
    }
    var out = spec.commandLine().getOut();
    var receipt =
        store
            .periodicals()
            .receive(tenant.id(), name, Enumeration.of(volume, year, issue), barcode);
    return switch (receipt) {
      case Periodicals.Received(var received, var isNew) -> {
        out.println(IssueTable.line(received) + (isNew ? "" : " (already received)"));
        if (!isInProcess) {
          ready(store, tenant).ifPresent(out::println);
        }
        out.flush();
        yield 0;
      }
      case Periodicals.NotExpected() ->
          throw whichTenant.usageError(
              "no such issue of %s is expected; %s periodicals issues %s lists the expected ones"
                  .formatted(name, Homes.command(), name));
      case Periodicals.BarcodeTaken() ->
          throw whichTenant.usageError(
              "another item already has the barcode %s".formatted(barcode));
    };
  }

  private Optional<String> ready(PostgresStore store, Tenant tenant) {
    var at =
        branch == null
            ? store.inquiries().item(tenant.id(), barcode).orElseThrow().item().home()
            : branch;
    var outcome =
        new Commands(store, DEADLINE)
            .outcome(
                new ItemCommand.ReadyItem(
                    new Origin(
                        tenant.id(),
                        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                        Terminal.user(),
                        at,
                        Instant.now().plus(DEADLINE)),
                    barcode));
    return switch (outcome) {
      case ItemOutcome.Changed(_, _, var destination) ->
          Optional.ofNullable(destination).map(ReceiveIssueCommand::to);
      case ItemOutcome.Refused(_, var reason, _, var why) ->
          Optional.of("not ready: %s, by %s".formatted(reason, why));
    };
  }

  private static String to(Destination destination) {
    return "It goes " + DestinationWords.of(destination) + ".";
  }
}
