package org.samling.cli.patrons;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code debt}: what a debtor system collects and what is paid elsewhere. */
@Command(
    name = "debt",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Exchanges fees with a debtor system, reconciles the two, and manages online payments (docs/debt.md).",
      "${sys:samling.command} statement shows the charges and payments of one patron."
    },
    subcommands = {
      DebtExportCommand.class,
      DebtImportCommand.class,
      DebtReconcileCommand.class,
      DebtClaimsCommand.class,
      DebtPaymentsCommand.class,
      DebtRefundsCommand.class
    })
public final class DebtCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  DebtCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }
}
