package org.samling.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.ChildJvm;
import org.samling.testing.ClassArchive;
import org.samling.testing.TestDirectories;

/**
 * The server as a process of its own, on the real command line.
 *
 * @param process the process
 * @param port its port for SIP2
 * @param z3950Port its port for Z39.50
 * @param httpPort its port for HTTP
 * @param log what it prints, while it runs
 */
record ServerProcess(Process process, int port, int z3950Port, int httpPort, StringWriter log) {

  private static final Pattern READY =
      Pattern.compile(
          "^Ready.*SIP2 127\\.0\\.0\\.1:(\\d+).*Z39\\.50 127\\.0\\.0\\.1:(\\d+).*HTTP https?://127\\.0\\.0\\.1:(\\d+)/");

  /**
   * A configuration in a directory of its own, with any free ports and the embedded database, which
   * has an empty library, and keys by which hashes cost next to nothing.
   */
  static Path configuration() throws IOException {
    var config = emptyConfiguration();
    var library = config.resolveSibling("library");
    TestPostgres.putCluster(library);
    Files.copy(TestLibrary.keys(), library.resolve("keys.properties"));
    return config;
  }

  /** The same without a library yet. */
  static Path emptyConfiguration() throws IOException {
    var config = TestDirectories.temporary().resolve("samling.yaml");
    Files.writeString(
        config,
        """
        store:
          # A busy machine makes a kiosk wait; tests of what happens then say so themselves.
          answer-within: 20s
          embedded:
            directory: library
            port: 0
        keys: library/keys.properties
        sip2:
          host: 127.0.0.1
          port: 0
        index:
          directory: index
        z3950:
          port: 0
        http:
          host: 127.0.0.1
          port: 0
        """);
    return config;
  }

  /** Deletes the directory of a configuration, with all that the server kept there. */
  static void delete(Path config) {
    TestDirectories.delete(Objects.requireNonNull(config.getParent()));
  }

  /** Starts {@code serve} and waits until it is ready. */
  static ServerProcess start(Path config, String... javaOptions) throws IOException {
    ClassArchive.want(Main.class, ServerProcess::trial);
    return start(config, ChildJvm.sharedCommand(Main.class, javaOptions));
  }

  /** A server with a library of its own, which is deleted when it ends. */
  private static Process trial(List<String> command) throws IOException {
    var config = configuration();
    var process = start(config, command).process();
    process.onExit().thenRun(() -> delete(config));
    return process;
  }

  private static ServerProcess start(Path config, List<String> command) throws IOException {
    command.addAll(List.of("serve", "--config", config.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var log = new StringWriter();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      log.write(line + '\n');
      var ready = READY.matcher(line);
      if (ready.find()) {
        Thread.ofVirtual().start(() -> copy(lines, log));
        return new ServerProcess(process, port(ready, 1), port(ready, 2), port(ready, 3), log);
      }
    }
    throw new IllegalStateException("the server ended: " + log);
  }

  private static void copy(BufferedReader lines, StringWriter log) {
    try {
      lines.lines().forEach(line -> log.write(line + '\n'));
    } catch (UncheckedIOException _) {
      // The process was killed.
    }
  }

  private static int port(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
