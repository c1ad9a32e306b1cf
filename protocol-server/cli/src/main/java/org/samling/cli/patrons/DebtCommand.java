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
      "Hands fees over to a debtor system, takes what it says, compares the two, and shows payments that are made online (docs/debt.md).",
      "What one patron was charged and paid is shown by ${sys:samling.command} statement."
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
