package org.samling.cli.stock;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.ItemOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stock receive}: receives items that were on order. */
@Command(
    name = "receive",
    mixinStandardHelpOptions = true,
    description = {
      "Records that ordered items have arrived at --branch. They are in processing, and not lent yet.",
      "For an item with a new barcode, give both: ORDER=BARCODE, or in a file the two with a blank between them. Repeating a list changes nothing."
    })
final class StockReceiveCommand extends ItemListCommand {

  private static final Pattern BETWEEN = Pattern.compile("\\s*[=;\\t ]\\s*");

  @Option(names = "--ready", description = "Make them ready for loan at once.")
  private boolean isReady;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockReceiveCommand() {}

  @Override
  ItemCommand command(Origin origin, String line) {
    var parts = BETWEEN.split(line.strip(), -1);
    if (parts.length > 2 || parts[0].isEmpty()) {
      throw new IllegalArgumentException("is neither ORDER=BARCODE nor a single barcode");
    }
    return new ItemCommand.ReceiveItem(origin, parts[0], parts.length == 2 ? parts[1] : null);
  }

  @Override
  @Nullable ItemCommand next(Origin origin, ItemOutcome.Changed changed) {
    return isReady ? new ItemCommand.ReadyItem(origin, changed.item().barcode()) : null;
  }

  @Override
  String done() {
    return isReady ? "received and made ready" : "received";
  }
}
