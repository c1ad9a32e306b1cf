package org.samling.cli.desk;

import java.util.List;
import org.samling.cli.common.CommandSender;
import org.samling.cli.common.TenantCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shelve}: puts items that were set aside on the hold shelf. */
@Command(
    name = "shelve",
    mixinStandardHelpOptions = true,
    description = {
      "Puts items that are set aside on the hold shelf of --branch: each hold gets a pickup number and a deadline, and the patron is notified (docs/circulation.md).",
      "Needed if hold.shelve-at-checkin is false; \"lists hold-shelf\" shows the items to be shelved. Shelving an item again changes nothing."
    })
public final class ShelveCommand extends TenantCommand {

  @Parameters(arity = "1..*", paramLabel = "ITEM", description = "The items, by their barcodes.")
  private List<String> items = List.of();

  @Option(
      names = "--branch",
      required = true,
      paramLabel = "B",
      description = "The pickup location.")
  private String branch;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ShelveCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    whichTenant.checkBranch(policy, branch);
    var sender = new CommandSender(store, tenant.id(), branch);
    var out = spec.commandLine().getOut();
    var refused = 0;
    for (var item : items) {
      switch (sender.outcome(new HoldCommand.ShelveHold(sender.origin(), item))) {
        case HoldOutcome.Changed(_, _, _, _, HoldFacts.Shelf shelf, _, _) ->
            out.println(
                "%-14s  number %d, until %s"
                    .formatted(item, shelf.number(), policy.day(shelf.until())));
        case HoldOutcome.Refused(_, var reason, var why) -> {
          out.println("%-14s  refused: %s, by %s".formatted(item, reason.words(), why));
          refused++;
        }
        case HoldOutcome.Changed _,
            HoldOutcome.Placed _,
            HoldOutcome.PlacedTogether _,
            HoldOutcome.Cancelled _ ->
            throw new IllegalStateException("asked to shelve " + item + ", it is not on the shelf");
      }
    }
    out.flush();
    return refused == 0 ? 0 : 1;
  }
}
