package org.samling.cli.stock;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.policy.LendingPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stock parts}: the parts of items. */
@Command(
    name = "parts",
    mixinStandardHelpOptions = true,
    description = {
      "Records how many parts an item has, each with its own tag (1 of 3, 2 of 3, 3 of 3), and which are missing.",
      "Kiosks show a warning when an item with missing parts is lent, and signal an alert when it is returned."
    })
final class StockPartsCommand extends ItemListCommand {

  @Option(
      names = "--count",
      required = true,
      paramLabel = "N",
      description = "The number of parts, 1 to 99; 1 for an item in one piece.")
  private int count;

  @Option(
      names = "--missing",
      split = ",",
      paramLabel = "N",
      description = "The numbers of the missing parts (default: none).")
  private @Nullable List<Integer> missing;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockPartsCommand() {}

  @Override
  void check(LendingPolicy policy) {
    if (count < 1 || count > Parts.MOST) {
      throw whichTenant.usageError("--count must be from 1 to %d".formatted(Parts.MOST));
    }
  }

  @Override
  ItemCommand command(Origin origin, String line) {
    return new ItemCommand.RecordParts(origin, line, count, missing == null ? List.of() : missing);
  }

  @Override
  String done() {
    return "recorded";
  }
}
