package org.samling.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.samling.cli.Samling;

/** Runs commands of the command line that ask a test's server, as its own user would. */
public final class ClientCommands {

  private final Path data;
  private final String tenant;

  /** Commands to a server on behalf of the first tenant of the test library. */
  public ClientCommands(TestServer server) {
    this(server, "north");
  }

  /** Commands to a server on behalf of a tenant. */
  public ClientCommands(TestServer server, String tenant) {
    this.data = server.directory();
    this.tenant = tenant;
  }

  /**
   * What a command did.
   *
   * @param code its exit code
   * @param said what it printed, its errors too
   */
  public record Ran(int code, String said) {

    /** What it printed, of a command that has to end with 0. */
    public String done() {
      if (code != 0) {
        throw new AssertionError("exit code %d: %s".formatted(code, said));
      }
      return said;
    }
  }

  /** Runs a command: {@code run("bookings", "list")}. */
  public Ran run(String... arguments) {
    var said = new StringWriter();
    var all =
        Stream.concat(
                Stream.of(arguments), Stream.of("--data", data.toString(), "--tenant", tenant))
            .toArray(String[]::new);
    var code = Samling.run(new PrintWriter(said), all);
    return new Ran(code, said.toString());
  }

  /** The lines that a command prints, of one that has to end with 0. */
  public List<String> lines(String... arguments) {
    return run(arguments).done().lines().toList();
  }
}
