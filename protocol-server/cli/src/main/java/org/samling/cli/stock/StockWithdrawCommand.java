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
      "Takes items out of the collection. What is on loan, on its way or set aside is refused, and so is the last item that can serve somebody who waits.",
      "Try it with --dry-run first. For stock.undo-days, ${sys:samling.command} stock restore takes them back."
    })
final class StockWithdrawCommand extends ItemListCommand {

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "R",
      description = "Why, at most 200 characters.")
  private String reason;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockWithdrawCommand() {}

  @Override
  void check(LendingPolicy policy) {
    if (reason.isBlank() || reason.length() > ItemCommand.WithdrawItem.MAX_REASON) {
      throw whichTenant.wrong(
          "--reason has 1 to %d characters".formatted(ItemCommand.WithdrawItem.MAX_REASON));
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
