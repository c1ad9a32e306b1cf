package org.samling.cli.stock;

import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.policy.LendingPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stock withdraw}: withdraws items from the collection. */
@Command(
    name = "withdraw",
    mixinStandardHelpOptions = true,
    description = {
      "Withdraws items from the collection. Items that are on loan, in transit or set aside are refused, and so is the last item that can fill a hold.",
      "Try it with --dry-run first. For stock.undo-days, ${sys:samling.command} stock restore takes them back."
    })
final class StockWithdrawCommand extends ItemListCommand {

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "R",
      description = "The reason, at most 200 characters.")
  private String reason;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockWithdrawCommand() {}

  @Override
  void check(LendingPolicy policy) {
    if (reason.isBlank() || reason.length() > ItemCommand.WithdrawItem.MAX_REASON) {
      throw whichTenant.usageError(
          "--reason must have 1 to %d characters".formatted(ItemCommand.WithdrawItem.MAX_REASON));
    }
  }

  @Override
  ItemCommand command(Origin origin, String line) {
    return new ItemCommand.WithdrawItem(origin, line, reason);
  }

  @Override
  String done() {
    return "withdrawn";
  }
}
