package org.samling.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine;

/** Runs commands about the first tenant of the test library. */
public final class TenantCommands {

  private TenantCommands() {}

  /** Runs a command that has to end with 0; what it says. */
  public static String run(TenantCommand command, PostgresStore store, String... arguments) {
    return run(0, command, store, arguments);
  }

  /** The same, and it has to end with a code. */
  public static String run(
      int code, TenantCommand command, PostgresStore store, String... arguments) {
    var said = new StringWriter();
    var line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    line.parseArgs(
        Stream.concat(Stream.of(arguments), Stream.of("--tenant", "north")).toArray(String[]::new));
    assertThat(command.run(store)).as(said.toString()).isEqualTo(code);
    return said.toString();
  }
}
