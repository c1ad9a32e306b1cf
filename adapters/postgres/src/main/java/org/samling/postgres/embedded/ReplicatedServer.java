package org.samling.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A primary, or a streaming standby of one, on loopback: for benches and tests of failover. It uses
 * only the embedded binaries, which lack {@code pg_basebackup}: a standby starts as a copy of the
 * files of a stopped server, which takes a tenth of the time of a backup.
 *
 * <p>It keeps its port when it is stopped and started again. Used by one thread at a time.
 */
public class ReplicatedServer implements AutoCloseable {

  private static final Map<String, String> REPLICATION =
      Map.of("wal_level", "replica", "max_wal_senders", "10", "wal_keep_size", "64MB");

  private final Path directory;
  private final Path binaries;
  private final String name;
  private final Map<String, String> parameters;
  private int port;
  private @Nullable EmbeddedPostgres running;

  /**
   * A server, not yet started.
   *
   * @param directory its directory, with a cluster in it unless it is to {@link #follow} another
   * @param binaries the directory of the programs, as in {@link EmbeddedPostgres.Settings}
   * @param name the name by which a primary's {@code synchronous_standby_names} knows it
   * @param parameters server parameters, but for those that replication needs
   */
  public ReplicatedServer(
      Path directory, Path binaries, String name, Map<String, String> parameters) {
    this.directory = directory;
    this.binaries = binaries;
    this.name = name;
    this.parameters = new HashMap<>(parameters);
    this.parameters.putAll(REPLICATION);
  }

  /** Recreates it as a standby of another server, which is stopped briefly, and starts it. */
  public void follow(ReplicatedServer primary) throws IOException {
    if (Files.exists(directory)) {
      crash();
      Binaries.delete(directory);
    }
    primary.copyTo(directory);
    Files.createFile(EmbeddedPostgres.data(directory).resolve("standby.signal"));
    put(
        "primary_conninfo",
        "host=127.0.0.1 port=%d user=%s password=%s application_name=%s"
            .formatted(
                primary.port, primary.superuser().user(), primary.superuser().password(), name));
    start();
  }

  /** Sets a server parameter from the next start on. */
  protected void put(String parameter, String value) {
    parameters.put(parameter, value);
  }

  /** Starts it in its last role: a standby until it was promoted. */
  public void start() throws IOException {
    var started =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(directory, port, parameters, binaries));
    running = started;
    port = started.port();
  }

  /** Shuts it down cleanly: standbys receive everything that was written before. */
  public void stop() {
    var server = running;
    if (server != null) {
      server.close();
      running = null;
    }
  }

  /** Stops it immediately, like a power failure. Does nothing where it is stopped. */
  public void crash() {
    var server = running;
    if (server != null) {
      server.crash();
      running = null;
    }
  }

  /** Promotes a standby to primary, whether or not there is another one, and waits for that. */
  public void promote() {
    running().promote();
  }

  /** Copies its files to a directory that is not there yet; it is stopped briefly. */
  protected void copyTo(Path target) throws IOException {
    stop();
    copy(directory, target);
    start();
  }

  /** Copies a directory tree with owners and permissions. */
  static void copy(Path from, Path to) throws IOException {
    var cp = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
    try {
      if (cp.waitFor() != 0 || !Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(from + " could not be copied to " + to);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The directory with its files. */
  public Path directory() {
    return directory;
  }

  /** Its port on 127.0.0.1, even while it is stopped. */
  public int port() {
    return port;
  }

  /** The JDBC URL of a database of this server alone. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /** The server, while it is running. */
  public EmbeddedPostgres running() {
    var server = running;
    if (server == null) {
      throw new IllegalStateException(directory + " is not running");
    }
    return server;
  }

  /** Its superuser, even while it is stopped. */
  public EmbeddedPostgres.Credentials superuser() {
    return EmbeddedPostgres.superuser(directory);
  }

  /** Stops it at once; its files stay. */
  @Override
  public void close() {
    crash();
  }
}
