package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.samling.testing.ChildJvm;
import org.samling.testing.LongRun;

/**
 * The real command line, told to end while it is at something: no PostgreSQL stays, nothing is said
 * of what was cut short, and the next start goes on from there. Ctrl-C reaches every process of the
 * terminal's foreground, SIGTERM the server only.
 */
class SignalTest {

  private static final int INTERRUPTED = 128 + 2;
  private static final int TERMINATED = 128 + 15;

  @Test
  void noPostgresqlStaysInWhicheverPhaseTheProcessIsToldToEnd() throws Exception {
    var config = ServerProcess.emptyConfiguration();
    var directory = Objects.requireNonNull(config.getParent()).toRealPath();
    var library = directory.resolve("library");
    var demo =
        List.of(
            "demo",
            "--data=" + library,
            "--sip2-port=0",
            "--z3950-port=0",
            "--http-port=0",
            "--pg-port=0");
    var serve = List.of("serve", "--config", config.toString());
    var pidFile = library.resolve("data/postmaster.pid");

    try (var run = new Run(directory, demo)) {
      run.untilLine("Unpacking PostgreSQL").terminate().mustEndWith(TERMINATED);
    }
    if (LongRun.IS_LONG) {
      end(directory, demo, run -> run.untilLine("Creating a PostgreSQL cluster"));
      end(directory, demo, run -> run.untilFile(pidFile));
    }
    try (var run = new Run(directory, demo)) {
      // Migrations run then.
      run.untilLine(" is ready on ").terminate().mustEndWith(TERMINATED);
    }
    if (LongRun.IS_LONG) {
      end(directory, demo, run -> run.untilLine("Loading the demonstration data"));
      end(directory, serve, run -> run.untilLine("Ready "));
    }
    try (var run = new Run(directory, serve)) {
      // Whoever is impatient does no harm.
      run.untilLine("Ready ").terminate().untilLine("stopping:").interrupt();
      run.mustEndWith(TERMINATED);
      assertThat(run.said())
          .containsSubsequence(
              "stopping:", "PostgreSQL is stopped", "RunningServer [shutdown] stopped");
    }
    ServerProcess.delete(config);
  }

  /** What a run is waited for. */
  private interface Phase {
    void await(Run run) throws Exception;
  }

  /** Ends a run in a phase by Ctrl-C, and in a long run of the tests another by SIGTERM. */
  private static void end(Path directory, List<String> arguments, Phase phase) throws Exception {
    try (var run = new Run(directory, arguments)) {
      phase.await(run);
      run.interrupt().mustEndWith(INTERRUPTED);
    }
    if (LongRun.IS_LONG) {
      try (var run = new Run(directory, arguments)) {
        phase.await(run);
        run.terminate().mustEndWith(TERMINATED);
      }
    }
  }

  /** One run of the command line, the leader of a process group of its own. */
  private static final class Run implements AutoCloseable {

    private final Path directory;
    private final Process process;
    private final BufferedReader lines;
    private final StringBuilder said = new StringBuilder();

    Run(Path directory, List<String> arguments) throws IOException {
      this.directory = directory;
      // What a script starts in the background ignores SIGINT, and so would all that it starts.
      var command = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
      var home = Path.of(System.getProperty("test-fixtures.dir")).getParent();
      command.addAll(ChildJvm.sharedCommand(Main.class, "-Dsamling.home=" + home));
      command.addAll(arguments);
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    Run untilLine(String part) throws IOException {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        if (line.contains(part)) {
          return this;
        }
      }
      throw new IllegalStateException("it ended before \"" + part + "\":\n" + said);
    }

    Run untilFile(Path file) throws InterruptedException {
      while (!Files.exists(file)) {
        assertThat(process.isAlive()).as(() -> "alive, before %s".formatted(file)).isTrue();
        TimeUnit.MILLISECONDS.sleep(1);
      }
      return this;
    }

    /** Ctrl-C. */
    Run interrupt() throws Exception {
      return signal("INT", "-" + process.pid());
    }

    Run terminate() throws Exception {
      return signal("TERM", Long.toString(process.pid()));
    }

    private Run signal(String name, String to) throws Exception {
      var kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + to).inheritIO().start();
      assertThat(kill.waitFor()).isZero();
      return this;
    }

    void mustEndWith(int exitCode) throws Exception {
      lines.lines().forEach(line -> said.append(line).append('\n'));
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(said::toString).isEqualTo(exitCode);
      assertThat(left()).isEmpty();
      assertThat(directory.resolve("library/data/postmaster.pid")).doesNotExist();
      assertThat(said).doesNotContain("WARN", "ERROR", "Exception", "samling:");
    }

    /** Processes of PostgreSQL: all have their programs or their data there. */
    private List<String> left() {
      return ProcessHandle.allProcesses()
          .flatMap(one -> one.info().commandLine().stream())
          .filter(command -> command.contains(directory + "/library/"))
          .toList();
    }

    String said() {
      return said.toString();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
