package org.samling.bench.measure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary directory for a bench's libraries, deleted when closed. When the process is stopped
 * (Ctrl-C), child processes and the databases in it are stopped first, since nothing else would:
 * PostgreSQL is a daemon.
 */
public final class Scratch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

  /** The maximum depth of an embedded database's directory below it. */
  private static final int DEEPEST = 4;

  private static final int ATTEMPTS = 20;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

  private final Path directory;
  private final Thread hook = new Thread(this::abandon, "bench-abandon");
  private volatile boolean abandoned;

  private Scratch(Path directory) {
    this.directory = directory;
  }

  /** Makes a directory that PostgreSQL's user can access as well. */
  public static Scratch make() throws IOException {
    var directory = Files.createTempDirectory("samling-bench-").toRealPath();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    var scratch = new Scratch(directory);
    Runtime.getRuntime().addShutdownHook(scratch.hook);
    return scratch;
  }

  /** The directory. */
  public Path directory() {
    return directory;
  }

  /** Makes an empty directory in it. */
  public Path fresh(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  /** Deletes a directory in it, with everything in that. */
  public void discard(Path one) throws IOException {
    delete(one);
  }

  /**
   * Whether the process is being stopped: work in progress then fails, and nothing may be started.
   */
  public boolean isStopping() {
    return abandoned;
  }

  /**
   * The bench's own threads keep running meanwhile and may start something: hence several attempts.
   */
  private void abandon() {
    abandoned = true;
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      // Interrupted work logs errors for as long as this takes.
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
    }
    for (var attempt = 1; Files.exists(directory) && attempt <= ATTEMPTS; attempt++) {
      try {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        databases().forEach(EmbeddedPostgres::stopAtOnce);
        delete(directory);
      } catch (IOException | RuntimeException e) {
        if (attempt == ATTEMPTS) {
          LOG.error("{} could not be deleted: {}", directory, e.toString());
        }
        pause();
      }
    }
  }

  private List<EmbeddedPostgres.Settings> databases() throws IOException {
    try (var found = Files.walk(directory, DEEPEST)) {
      return found
          .filter(d -> Files.isDirectory(EmbeddedPostgres.data(d)))
          .map(d -> new EmbeddedPostgres.Settings(d, 0, Map.of()))
          .toList();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_ATTEMPTS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (var path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      return; // the hook is running and deletes it
    }
    delete(directory);
  }
}
