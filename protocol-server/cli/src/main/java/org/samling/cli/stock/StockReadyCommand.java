package org.samling.cli.stock;

import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import picocli.CommandLine.Command;

/** {@code stock ready}: makes received items ready to be lent. */
@Command(
    name = "ready",
    mixinStandardHelpOptions = true,
    description = {
      "Records at --branch that received items are ready for loan, and shows where each goes: to the first hold, to its shelf, or home.",
      "Repeating a list changes nothing."
    })
final class StockReadyCommand extends ItemListCommand {

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockReadyCommand() {}

  @Override
  ItemCommand command(Origin origin, String line) {
    return new ItemCommand.ReadyItem(origin, line);
  }

  @Override
  String done() {
    return "ready";
  }
}
