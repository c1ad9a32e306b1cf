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
      "Records of how many parts items consist, each with a tag of its own (1 of 3, 2 of 3, 3 of 3), and which are missing.",
      "Kiosks warn of an item of which parts are missing when it is lent, and ring when it comes back."
    })
final class StockPartsCommand extends ItemListCommand {

  @Option(
      names = "--count",
      required = true,
      paramLabel = "N",
      description = "How many parts, from 1, which means one piece, to 99.")
  private int count;

  @Option(
      names = "--missing",
      split = ",",
      paramLabel = "N",
      description = "The numbers of the parts that are missing (default: none).")
  private @Nullable List<Integer> missing;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockPartsCommand() {}

  @Override
  void check(LendingPolicy policy) {
    if (count < 1 || count > Parts.MOST) {
      throw whichTenant.wrong("--count is from 1 to %d".formatted(Parts.MOST));
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
