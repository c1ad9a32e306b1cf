package org.samling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.library.Version;
import org.samling.testing.GoldenFile;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of every command, and of every verb of those that ask a server. */
class CommandLineTest {

  /** The mixin with the options that all commands share which ask a server. */
  private static final String SERVER = "server";

  private static String help(String... arguments) {
    var said = new StringWriter();
    assertThat(Samling.run(new PrintWriter(said), arguments)).isZero();
    return said.toString().replace(Version.text(), "<version>");
  }

  @Test
  void everyCommandAndOptionIsAsItIsKept() {
    var text = new StringBuilder(help("--help"));
    text.append("\n== what all commands share that ask a server, as one has it\n")
        .append(help("agencies", "list", "--help"));
    Samling.whole()
        .getSubcommands()
        .forEach((name, command) -> {
          text.append("\n== ").append(name).append('\n').append(help(name, "--help"));
          command
              .getSubcommands()
              .forEach((verb, asking) -> {
                var asksServer = asking.getCommandSpec().mixins().containsKey(SERVER);
                text.append("\n-- %s %s\n".formatted(name, verb))
                    .append(asksServer ? own(asking) : help(name, verb, "--help"));
              });
        });
    GoldenFile.check("command-line.txt", text.toString());
  }

  /** What a verb's help has that no other's has; an asterisk marks what must be given. */
  private static String own(CommandLine verb) {
    var spec = verb.getCommandSpec();
    var shared = new ArrayList<>(spec.mixins().get(SERVER).options());
    spec.options().stream()
        .filter(option -> option.usageHelp() || option.versionHelp())
        .forEach(shared::add);
    shared.forEach(spec::remove);
    spec.usageMessage().requiredOptionMarker('*');
    verb.setHelpSectionKeys(
        List.of(
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST));
    return verb.getUsageMessage(Ansi.OFF);
  }
}
