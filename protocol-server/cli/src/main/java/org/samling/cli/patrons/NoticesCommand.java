package org.samling.cli.patrons;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notices}: notices to patrons, with a subcommand for each aspect. */
@Command(
    name = "notices",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows what patrons are told, and changes in what words and where (docs/notices.md).",
      "Of what and when they are told is said by settings: ${sys:samling.command} settings --tenant T list notice."
    },
    subcommands = {
      NoticesListCommand.class,
      NoticesTemplatesCommand.class,
      NoticePreferencesCommand.class,
      NoticesBouncesCommand.class,
      NoticesSendTestCommand.class
    })
public final class NoticesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  NoticesCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }
}
