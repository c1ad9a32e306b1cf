package org.samling.cli.stock;

import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.policy.LendingPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stock relocate}: moves items to another branch or place. */
@Command(
    name = "relocate",
    mixinStandardHelpOptions = true,
    description = {
      "Moves items permanently to another branch, or to another location in their branch. Items on a shelf are sent to the new branch, unless --branch says that they are there already.",
      "Try it with --dry-run first."
    })
final class StockRelocateCommand extends ItemListCommand {

  @Option(names = "--to-branch", paramLabel = "B", description = "The branch, by its code.")
  private @Nullable String toBranch;

  @Option(
      names = "--to-location",
      paramLabel = "L",
      description =
          "The location in the branch, as \"department > location > sublocation\"; empty for none.")
  private @Nullable String toLocation;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockRelocateCommand() {}

  @Override
  void check(LendingPolicy policy) {
    if (toBranch == null && toLocation == null) {
      throw whichTenant.usageError("give --to-branch, --to-location or both");
    }
    if (toBranch != null) {
      whichTenant.checkBranch(policy, toBranch);
    }
  }

  @Override
  ItemCommand command(Origin origin, String line) {
    return new ItemCommand.RelocateItem(origin, line, toBranch, toLocation);
  }

  @Override
  String done() {
    return "relocated";
  }
}
