package org.samling.cli.stock;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code periodicals}: subscriptions, and the issues that are expected. */
@Command(
    name = "periodicals",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Manages subscriptions of periodicals, and their expected, received and late issues (docs/stock.md).",
    subcommands = {
      SubscribeCommand.class,
      IssuesCommand.class,
      ReceiveIssueCommand.class,
      NotPublishedCommand.class,
      LateIssuesCommand.class
    })
public final class PeriodicalsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  PeriodicalsCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }
}
