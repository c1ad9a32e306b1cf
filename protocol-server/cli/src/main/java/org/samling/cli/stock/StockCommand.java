package org.samling.cli.stock;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stock}: what comes into the collection, moves within it and leaves it. */
@Command(
    name = "stock",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Manages the collection (docs/stock.md): orders, stocktaking, weeding, relocation, and items of several parts.",
      "Items are given as barcodes, as arguments or one a line in a file; --dry-run shows what would happen to each."
    },
    subcommands = {
      StockOrderCommand.class,
      StockReceiveCommand.class,
      StockReadyCommand.class,
      StockCountCommand.class,
      StockWeedCommand.class,
      StockWithdrawCommand.class,
      StockRestoreCommand.class,
      StockRelocateCommand.class,
      StockPartsCommand.class
    })
public final class StockCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StockCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }
}
