package org.samling.postgres.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One embedded PostgreSQL for all tests of a JVM, under {@code target/}, with a fresh cluster. It
 * is started at first use and stopped and deleted when the JVM ends; those that earlier, killed
 * JVMs left are stopped and deleted first. A test class takes a database of its own.
 */
public final class TestPostgres {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  private static final class Holder {
    private static final EmbeddedPostgres SERVER = startServer();
  }

  public static EmbeddedPostgres server() {
    return Holder.SERVER;
  }

  /** Creates an empty database and returns its JDBC URL. */
  public static String newDatabase() throws SQLException {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = connect(server().url("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return server().url(name);
  }

  /** Creates a copy of a database that nobody is connected to and returns its JDBC URL. */
  public static String copyDatabase(String url, String name, String owner) throws SQLException {
    var of = url.substring(url.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
    try (Connection connection = connect(server().url("postgres"));
        var statement = connection.createStatement()) {
      statement.execute(
          "create database %s template %s strategy file_copy owner %s".formatted(name, of, owner));
    }
    return server().url(name);
  }

  /** Drops a database if it is there, also from under who is connected to it still. */
  public static void dropDatabase(String name) throws SQLException {
    try (Connection connection = connect(server().url("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("drop database if exists %s with (force)".formatted(name));
    }
  }

  /** Starts another server in a directory of its own, which the caller deletes. */
  public static EmbeddedPostgres startAnother(Path directory, int port) throws IOException {
    return EmbeddedPostgres.start(
        new EmbeddedPostgres.Settings(
            directory, port, Map.of("shared_buffers", "64MB"), binaries(base())));
  }

  /** Where another server may keep its data. */
  public static Path directoryForAnother() throws IOException {
    return Files.createDirectories(base().resolve("clusters"))
        .resolve(ProcessHandle.current().pid() + "-" + DATABASES.incrementAndGet());
  }

  /** Deletes a server's directory. */
  public static void discard(Path directory) {
    delete(directory);
  }

  /** Connects as superuser. */
  public static Connection connect(String url) throws SQLException {
    var superuser = server().superuser();
    return DriverManager.getConnection(url, superuser.user(), superuser.password());
  }

  /** Where tests put clusters and the programs: {@code target}, if PostgreSQL can run there. */
  static Path base() throws IOException {
    try {
      return usable(Path.of("target", "postgres"));
    } catch (EmbeddedPostgresException _) {
      // A checkout of root's may be closed to the server's user.
      String user = System.getProperty("user.name");
      return usable(Path.of(System.getProperty("java.io.tmpdir"), "samling-test-" + user));
    }
  }

  private static Path usable(Path base) throws IOException {
    Path directory = Files.createDirectories(base).toRealPath();
    ServerUser.find(Binaries.unpack(binaries(directory)), directory);
    return directory;
  }

  static Path binaries(Path base) {
    return base.resolve("postgresql");
  }

  private static EmbeddedPostgres startServer() {
    // Another test JVM that starts at this moment would take our directory for one that was left.
    try (var alone = FileChannel.open(base().resolve("starting"), CREATE, WRITE);
        var _ = alone.lock()) {
      Path base = base();
      Path clusters = Files.createDirectories(base.resolve("clusters"));
      try (var leftOver = Files.list(clusters)) {
        for (Path directory : leftOver.toList()) {
          discard(directory, binaries(base));
        }
      }
      Path directory = clusters.resolve(Long.toString(ProcessHandle.current().pid()));
      var server =
          EmbeddedPostgres.start(
              new EmbeddedPostgres.Settings(
                  directory,
                  0,
                  // Processes are killed here, and machines never: nothing has to reach the disk.
                  Map.of("shared_buffers", "64MB", "max_connections", "100", "fsync", "off"),
                  binaries(base)));
      ShutdownSequence.add(
          "the tests' PostgreSQL",
          () -> {
            stopAtOnce(directory, binaries(base));
            delete(directory);
          });
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops and deletes the server of a killed JVM, and leaves that of a living one alone. */
  private static void discard(Path directory, Path binaries) throws IOException {
    try (var _ = DirectoryLock.take(directory)) {
      stopAtOnce(directory, binaries);
      Binaries.delete(directory);
    } catch (EmbeddedPostgresException _) {
      // Another test JVM is at work there.
    }
  }

  /** Stops a server whose data are not wanted any more: it need not write them out. */
  private static void stopAtOnce(Path directory, Path binaries) {
    try {
      Path unpacked = Binaries.unpack(binaries);
      var cluster = new Cluster(directory, unpacked, ServerUser.find(unpacked, directory));
      cluster.stop(Cluster.Shutdown.IMMEDIATE, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try {
      Binaries.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
