package org.samling.cli.stock;

import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import picocli.CommandLine.Command;

/** {@code stock restore}: brings withdrawn items back into the collection. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Restores withdrawn items to the collection, within stock.undo-days.")
final class StockRestoreCommand extends ItemListCommand {

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockRestoreCommand() {}

  @Override
  ItemCommand command(Origin origin, String line) {
    return new ItemCommand.RestoreItem(origin, line);
  }

  @Override
  String done() {
    return "restored";
  }
}
