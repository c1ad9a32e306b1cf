package org.samling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.samling.library.Version;
import org.samling.testing.GoldenFile;

/** The help of every command. */
class CommandLineTest {

  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z0-9-]+)  ");

  private static String help(String... arguments) {
    var said = new StringWriter();
    assertThat(Samling.run(new PrintWriter(said), arguments)).isZero();
    return said.toString().replace(Version.text(), "<version>");
  }

  @Test
  void everyCommandAndOptionIsAsItIsKept() {
    var all = help("--help");
    var text = new StringBuilder(all);
    var commands = all.substring(all.indexOf("Commands:"));
    COMMAND
        .matcher(commands)
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(
            name -> text.append("\n== ").append(name).append('\n').append(help(name, "--help")));
    GoldenFile.check("command-line.txt", text.toString());
  }
}
