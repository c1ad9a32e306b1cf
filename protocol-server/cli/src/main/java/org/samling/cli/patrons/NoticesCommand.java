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
      "Shows notices to patrons, and changes their texts and patrons' preferences (docs/notices.md).",
      "Settings decide which notices are sent, and when: ${sys:samling.command} settings --tenant T list notice."
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
