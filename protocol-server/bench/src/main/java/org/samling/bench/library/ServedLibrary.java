package org.samling.bench.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.samling.bench.measure.ChildProcess;
import org.samling.bench.measure.LiveHeap;
import org.samling.bench.measure.ProcessTrees;
import org.samling.bench.measure.Superuser;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.library.config.Configuration;

/**
 * A library made for a bench and served by a process of its own, like {@code serve}, so that its
 * cost can be measured.
 */
public final class ServedLibrary implements AutoCloseable {

  /** What a server does by itself. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final Pattern READY =
      Pattern.compile(
          "(?m)^Ready  SIP2 \\S+:(\\d+) .*Z39\\.50 \\S+:(\\d+) .*HTTP http://[^:]+:(\\d+)/");

  private static final String CONFIGURATION =
      """
      store: {embedded: {directory: library, port: 0}, answer-within: %ds}
      keys: library/keys.properties
      index: {directory: index}
      sip2: {port: 0, idle-timeout: 24h, max-connections: 50000}
      z3950: {port: 0}
      http: {port: 0}
      """;

  private final ChildProcess process;
  private final Path directory;
  private final Ports ports;

  private record Ports(int sip2, int z3950, int http) {}

  private ServedLibrary(ChildProcess process, Path directory, Ports ports) {
    this.process = process;
    this.directory = directory;
    this.ports = ports;
  }

  /** Adds more to a library before it is served. */
  public interface Addition {
    void to(BenchServer server) throws SQLException;
  }

  /** What a bench takes from a library that was just made. */
  public interface Taken<T> {
    T from(BenchServer server) throws SQLException;
  }

  /** Writes the configuration of a library in a directory. */
  public static Path configuration(Path directory) throws IOException {
    return configuration(directory, ANSWER_WITHIN);
  }

  /** The same, of one whose server gives up an answer after another time than usual. */
  public static Path configuration(Path directory, Duration answerWithin) throws IOException {
    return Files.writeString(
        directory.resolve("samling.yaml"), CONFIGURATION.formatted(answerWithin.toSeconds()));
  }

  /**
   * Makes a library without limits.
   *
   * @param file its configuration
   * @return the stock of its first tenant
   */
  public static Stock make(Path file, Sizes sizes) throws IOException, SQLException {
    return make(file, sizes, _ -> {});
  }

  /**
   * What a library does once with new calendars is done: for thousands of branches it takes some
   * minutes, in which the server would not be measured alone.
   */
  private static final String CALENDARS_APPLIED =
      "update closing set applied = true; update branch set weekdays_changed_at = null";

  /** The same, with an addition. */
  public static Stock make(Path file, Sizes sizes, Addition addition)
      throws IOException, SQLException {
    return make(file, sizes, addition, server -> BenchTenants.of(server).getFirst());
  }

  /** The same; returns what is taken from the library when all is made. */
  public static <T> T make(Path file, Sizes sizes, Addition addition, Taken<T> taken)
      throws IOException, SQLException {
    var configuration = Configuration.load(file);
    try (var server = BenchServer.start(configuration)) {
      new LibraryGenerator(sizes, 1, LocalDate.now(ZoneOffset.UTC), (_, _) -> {})
          .make(server.library(), server.configuration());
      addition.to(server);
      try (var index = server.library().openIndex(configuration.index())) {
        index.catchUp(); // so that the server is otherwise idle while it is measured
      }
      server.superuser().execute(CALENDARS_APPLIED);
      // PostgreSQL would do that by itself, but only after a minute.
      server.superuser().execute("vacuum analyze");
      return taken.from(server);
    }
  }

  /**
   * Starts the server and waits until it is ready.
   *
   * @param directory the directory for its output
   * @param options further JVM options
   */
  public static ServedLibrary start(Path directory, Path configuration, String... options)
      throws IOException, InterruptedException {
    var process = ChildProcess.serve(directory, configuration, options);
    var deadline = System.nanoTime() + TO_START.toNanos();
    while (System.nanoTime() - deadline < 0) {
      process.requireRunning();
      var ready = READY.matcher(process.printed());
      if (ready.find()) {
        return new ServedLibrary(
            process,
            directory,
            new Ports(
                Integer.parseInt(ready.group(1)),
                Integer.parseInt(ready.group(2)),
                Integer.parseInt(ready.group(3))));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    process.close();
    throw new IllegalStateException("the server was not ready within " + TO_START);
  }

  /** Its process, with its output. */
  public ChildProcess process() {
    return process;
  }

  /** The SIP2 port. */
  public int sip2Port() {
    return ports.sip2();
  }

  /** The port for Z39.50. */
  public int z3950Port() {
    return ports.z3950();
  }

  /** The HTTP port. */
  public int httpPort() {
    return ports.http();
  }

  /** Its processes, except PostgreSQL's. */
  public ProcessTrees processes() {
    return new ProcessTrees(List.of(process.pid()));
  }

  /** PostgreSQL's processes. */
  public ProcessTrees store() throws IOException {
    return ProcessTrees.ofPostgres(directory.resolve("library"));
  }

  /** Runs statements in its database that the application is not allowed. */
  public Superuser superuser() {
    return Superuser.beside(directory.resolve("library"));
  }

  /** The bytes of its heap in use after garbage collection. */
  public long liveHeap() throws IOException, InterruptedException {
    return LiveHeap.of(process.pid(), directory);
  }

  @Override
  public void close() {
    process.close();
  }
}
