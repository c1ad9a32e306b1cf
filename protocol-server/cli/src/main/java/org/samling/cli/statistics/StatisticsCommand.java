package org.samling.cli.statistics;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code statistics}: usage statistics, with a subcommand for each kind of query. */
@Command(
    name = "statistics",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Prints statistics of what the library has done, by fixed definitions (docs/statistics.md).",
      "Whatever is not yet counted is counted first; a running server does so every minute."
    },
    subcommands = {
      StatisticsFiguresCommand.class,
      StatisticsYearCommand.class,
      StatisticsVisitsCommand.class,
      StatisticsSeriesCommand.class
    })
public final class StatisticsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StatisticsCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }
}
