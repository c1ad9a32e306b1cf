package org.samling.postgres.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.samling.testing.TestCounts;
import org.samling.testing.TestDirectories;

/**
 * One embedded PostgreSQL for all tests of a JVM: a copy of the build's {@link TestCluster}. It is
 * started on first use, and stopped and deleted when the JVM ends; servers left by killed JVMs are
 * stopped and deleted first.
 *
 * <p>The property {@value #PROGRAMS} names the directory of an installed PostgreSQL, such as
 * /usr/lib/postgresql/15, whose programs are used instead of those bundled with Samling.
 */
public final class TestPostgres {

  /** A system property. */
  public static final String PROGRAMS = "samling.test.postgres";

  private static final @Nullable String INSTALLED = System.getProperty(PROGRAMS);

  /** Tests kill processes, but never machines: nothing has to reach the disk. */
  static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("shared_buffers", "64MB"),
          Map.entry("max_connections", "120"),
          Map.entry("fsync", "off"),
          Map.entry("full_page_writes", "off"),
          Map.entry("wal_level", "minimal"),
          Map.entry("max_wal_senders", "0"),
          Map.entry("checkpoint_timeout", "1h"),
          // Statistics of a table that one test filled would be used for the empty one of the next.
          Map.entry("autovacuum", "off"),
          Map.entry("jit", "off"));

  /**
   * Whether the cluster has passwords from which a key is derived in one step, and not in 4,096:
   * each connection does it anew, and tests open thousands. PostgreSQL 15 can't.
   */
  static final boolean HAS_CHEAP_PASSWORDS = INSTALLED == null || !INSTALLED.endsWith("/15");

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final AtomicInteger SERVERS = new AtomicInteger();

  private TestPostgres() {}

  private static final class Holder {
    private static final EmbeddedPostgres SERVER = startServer();
  }

  /** The server for the tests of this JVM. */
  public static EmbeddedPostgres server() {
    return Holder.SERVER;
  }

  /** Creates an empty database and returns its JDBC URL. */
  public static String newDatabase() throws SQLException {
    return createDatabase("");
  }

  /** Creates a copy of a database without connections and returns its JDBC URL. */
  public static String copyDatabase(String name) throws SQLException {
    return createDatabase(" template %s strategy file_copy".formatted(name));
  }

  private static String createDatabase(String how) throws SQLException {
    var name = "test" + DATABASES.incrementAndGet();
    execute("create database " + name + how);
    TestCounts.DATABASES.add();
    return server().url(name);
  }

  /** Drops a database if it exists, terminating any connections to it. */
  public static void dropDatabase(String url) throws SQLException {
    execute("drop database if exists %s with (force)".formatted(name(url)));
  }

  /** The database name in a JDBC URL. */
  public static String name(String url) {
    return url.substring(url.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect(server().url("postgres"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Starts another server in a directory of its own, with a copy of the cluster if there is none,
   * and with the durability of a real library's server.
   */
  public static EmbeddedPostgres startAnother(Path directory, int port) throws IOException {
    if (!Files.exists(directory)) {
      putCluster(directory);
    }
    TestCounts.POSTGRES_SERVERS.add();
    return EmbeddedPostgres.start(
        new EmbeddedPostgres.Settings(
            directory, port, Map.of("shared_buffers", "64MB"), binaries(base())));
  }

  /**
   * Copies a cluster with an empty library, and PostgreSQL's programs, to where a server with the
   * embedded database expects them; it would otherwise take ten seconds to create them.
   *
   * @param directory the directory, which does not exist yet
   */
  public static void putCluster(Path directory) throws IOException {
    Path base = base();
    try (var alone = FileChannel.open(base.resolve("starting"), CREATE, WRITE);
        var _ = alone.lock()) {
      ReplicatedServer.copy(TestCluster.directory(base), directory);
    }
    putPrograms(directory);
  }

  /**
   * Copies PostgreSQL's programs to where a server with the embedded database expects them; it
   * would otherwise take five seconds to unpack them.
   */
  public static void putPrograms(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.createSymbolicLink(EmbeddedPostgres.programs(directory), binaries(base()));
  }

  /** A data directory for another server. The caller deletes it. */
  public static Path newDataDirectory() throws IOException {
    return Files.createDirectories(base().resolve("clusters"))
        .resolve(ProcessHandle.current().pid() + "-" + SERVERS.incrementAndGet());
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

  /** The directory for clusters and programs: within the build, if PostgreSQL can run there. */
  static Path base() throws IOException {
    try {
      return usable(TestDirectories.shared().resolve(name()));
    } catch (EmbeddedPostgresException _) {
      // A checkout owned by root may not be readable by the server's user.
      String user = System.getProperty("user.name");
      return usable(Path.of(System.getProperty("java.io.tmpdir"), "samling-test-" + user, name()));
    }
  }

  /** A cluster of one version does not work with another. */
  private static String name() {
    return INSTALLED == null ? "postgres" : "postgres-" + Path.of(INSTALLED).getFileName();
  }

  private static Path usable(Path base) throws IOException {
    Path directory = Files.createDirectories(base).toRealPath();
    if (INSTALLED != null) {
      link(Files.createDirectories(binaries(directory)).resolve(Binaries.VERSION), INSTALLED);
    }
    ServerUser.find(Binaries.unpack(binaries(directory)), directory);
    return directory;
  }

  /** Puts installed programs where the bundled ones would be. */
  private static void link(Path place, String installed) throws IOException {
    try {
      Files.createSymbolicLink(place, Path.of(installed));
    } catch (FileAlreadyExistsException _) {
      // an earlier JVM did it
    }
  }

  static Path binaries(Path base) {
    return base.resolve("postgresql");
  }

  /** Whether the JVM that created a directory has ended; its server may remain for a while. */
  private static boolean isAbandoned(Path directory) {
    var name = directory.getFileName().toString();
    var maker = name.replaceFirst("-.*", "");
    return name.equals(
            Long.toString(ProcessHandle.current().pid())) // of an earlier process with our id
        || !maker.matches("\\d+")
        || ProcessHandle.of(Long.parseLong(maker)).isEmpty();
  }

  private static EmbeddedPostgres startServer() {
    // Another test JVM that starts now would take our directory for an abandoned one.
    try {
      Path base = base();
      try (var alone = FileChannel.open(base.resolve("starting"), CREATE, WRITE);
          var _ = alone.lock()) {
        Path clusters = Files.createDirectories(base.resolve("clusters"));
        try (var leftOver = Files.list(clusters)) {
          for (Path directory : leftOver.filter(TestPostgres::isAbandoned).toList()) {
            discard(directory, binaries(base));
          }
        }
        Path directory = clusters.resolve(Long.toString(ProcessHandle.current().pid()));
        ReplicatedServer.copy(TestCluster.directory(base), directory);
        var server =
            EmbeddedPostgres.start(
                new EmbeddedPostgres.Settings(directory, 0, PARAMETERS, binaries(base)));
        TestCounts.POSTGRES_SERVERS.add();
        ShutdownSequence.add(
            "the tests' PostgreSQL",
            () -> {
              stopAtOnce(directory, binaries(base));
              delete(directory);
            });
        return server;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops and deletes the server of a killed JVM, and leaves that of a running one alone. */
  private static void discard(Path directory, Path binaries) throws IOException {
    try (var _ = DirectoryLock.take(directory)) {
      stopAtOnce(directory, binaries);
      Binaries.delete(directory);
    } catch (EmbeddedPostgresException _) {
      // Another test JVM is using it.
    }
  }

  /** Stops a server whose data are no longer needed: it need not write them to disk. */
  private static void stopAtOnce(Path directory, Path binaries) {
    EmbeddedPostgres.stopAtOnce(new EmbeddedPostgres.Settings(directory, 0, Map.of(), binaries));
  }

  private static void delete(Path directory) {
    try {
      Binaries.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
