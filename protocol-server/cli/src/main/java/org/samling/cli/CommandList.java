package org.samling.cli;

import java.util.Collection;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** The list of commands in the help: what asks a server, and what needs the machine itself. */
final class CommandList {

  private CommandList() {}

  /**
   * The list.
   *
   * @param asking the names of the commands that ask a server
   * @param local the names of the others
   */
  static String of(Help help, Collection<String> asking, Collection<String> local) {
    return "%nCommands for this machine:%n%s%nCommands that ask a server (COMMAND VERB --help tells more):%n%s"
        .formatted(part(help, local), part(help, asking));
  }

  private static String part(Help all, Collection<String> names) {
    var width = all.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
    var usage = all.commandSpec().usageMessage().width();
    var table =
        TextTable.forColumns(
            all.colorScheme(),
            new Column(width + 2, 2, Overflow.SPAN),
            new Column(usage - width - 2, 2, Overflow.WRAP));
    all.subcommands()
        .forEach((name, command) -> {
          if (names.contains(name)) {
            table.addRowValues(Ansi.AUTO.text(name), Ansi.AUTO.text(first(command)));
          }
        });
    return table.toString();
  }

  /** The first line of a command's description. */
  private static String first(Help command) {
    var description = command.commandSpec().usageMessage().description();
    return description.length == 0 ? "" : description[0].formatted();
  }
}
