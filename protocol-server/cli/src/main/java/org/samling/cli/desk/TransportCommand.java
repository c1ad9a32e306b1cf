package org.samling.cli.desk;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code transport}: how items travel, with a subcommand for each subject. */
@Command(
    name = "transport",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows and changes the rules by which items travel: between branches, into the bins of sorting machines, and home from other tenants (docs/transport.md).",
      "${sys:samling.command} lists shows items in transit."
    },
    subcommands = {FloatingGroupsCommand.class, SortRulesCommand.class, AgreementsCommand.class})
public final class TransportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  TransportCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }
}
