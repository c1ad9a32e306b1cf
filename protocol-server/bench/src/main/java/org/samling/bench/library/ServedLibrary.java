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
import org.samling.bench.measure.Child;
import org.samling.bench.measure.LiveHeap;
import org.samling.bench.measure.ProcessTrees;
import org.samling.bench.measure.Superuser;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.library.config.Configuration;

/**
 * A library that is made for a bench and that a process of its own serves, as {@code serve} does,
 * so that what it costs shows.
 */
public final class ServedLibrary implements AutoCloseable {

  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final Pattern READY =
      Pattern.compile("(?m)^Ready  SIP2 \\S+:(\\d+) .*HTTP http://[^:]+:(\\d+)/");

  private static final String CONFIGURATION =
      """
      store: {embedded: {directory: library, port: 0}}
      keys: library/keys.properties
      index: {directory: index}
      sip2: {port: 0, idle-timeout: 24h, max-connections: 50000}
      z3950: {port: 0}
      http: {port: 0}
      """;

  private final Child process;
  private final Path directory;
  private final int sip2Port;
  private final int httpPort;

  private ServedLibrary(Child process, Path directory, int sip2Port, int httpPort) {
    this.process = process;
    this.directory = directory;
    this.sip2Port = sip2Port;
    this.httpPort = httpPort;
  }

  /** What else a library is to have, before it is served. */
  public interface Addition {
    void to(BenchServer server) throws SQLException;
  }

  /** The configuration in a directory, which is written there. */
  public static Path configuration(Path directory) throws IOException {
    return Files.writeString(directory.resolve("samling.yaml"), CONFIGURATION);
  }

  /**
   * Makes a library in whose way no limit stands.
   *
   * @param file its configuration
   * @return what its first tenant has
   */
  public static Stock make(Path file, Sizes sizes) throws IOException, SQLException {
    return make(file, sizes, _ -> {});
  }

  /** The same, with more in it. */
  public static Stock make(Path file, Sizes sizes, Addition addition)
      throws IOException, SQLException {
    var configuration = Configuration.load(file);
    try (var server = BenchServer.start(configuration)) {
      new LibraryGenerator(sizes, 1, LocalDate.now(ZoneOffset.UTC), (_, _) -> {})
          .make(server.library(), server.configuration());
      addition.to(server);
      try (var index = server.library().openIndex(configuration.index())) {
        index.catchUp(); // so that the server has nothing else to do while it is measured
      }
      // PostgreSQL would do it by itself, but only after a minute.
      server.superuser().execute("vacuum analyze");
      return BenchTenants.of(server).getFirst();
    }
  }

  /**
   * Starts the server and waits until it is ready.
   *
   * @param directory where what it prints is put
   * @param options further options of Java
   */
  public static ServedLibrary start(Path directory, Path configuration, String... options)
      throws IOException, InterruptedException {
    var process = Child.serve(directory, configuration, options);
    var deadline = System.nanoTime() + TO_START.toNanos();
    while (System.nanoTime() - deadline < 0) {
      process.mustRun();
      var ready = READY.matcher(process.printed());
      if (ready.find()) {
        return new ServedLibrary(
            process, directory, Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    process.close();
    throw new IllegalStateException("the server was not ready within " + TO_START);
  }

  /** Its process, with what it prints. */
  public Child process() {
    return process;
  }

  /** The port of SIP2. */
  public int sip2Port() {
    return sip2Port;
  }

  /** The port of HTTP. */
  public int httpPort() {
    return httpPort;
  }

  /** Its processes, but for those of PostgreSQL. */
  public ProcessTrees processes() {
    return new ProcessTrees(List.of(process.pid()));
  }

  /** Those of PostgreSQL. */
  public ProcessTrees store() throws IOException {
    return ProcessTrees.ofPostgres(directory.resolve("library"));
  }

  /** Who may do in its database what the application may not. */
  public Superuser superuser() {
    return Superuser.beside(directory.resolve("library"));
  }

  /** How many bytes of its heap are in use, once what nobody needs is collected. */
  public long liveHeap() throws IOException, InterruptedException {
    return LiveHeap.of(process.pid(), directory);
  }

  @Override
  public void close() {
    process.close();
  }
}
