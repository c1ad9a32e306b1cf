package org.samling.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.testing.TestCounts;

/**
 * A primary with an empty library and its streaming standbys, on loopback. It uses only the
 * embedded binaries, which lack {@code pg_basebackup}: a standby starts as a copy of the files of a
 * stopped server, which takes a tenth of the time of a backup.
 *
 * <p>Each server keeps its port when it is stopped and started again.
 */
public final class ReplicatedPostgres implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final List<Server> servers = new ArrayList<>();

  private final Map<String, String> parameters;

  private ReplicatedPostgres(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** Starts a primary, which is server 0, and a number of standbys, which are servers 1 and up. */
  public static ReplicatedPostgres start(int standbys) throws IOException {
    var directories = new ArrayList<Path>();
    for (var i = 0; i <= standbys; i++) {
      directories.add(TestPostgres.newDataDirectory());
    }
    return start(directories, Map.of());
  }

  /**
   * Starts a primary and standbys in directories that do not exist yet.
   *
   * @param parameters server parameters of all of them, in addition to those of tests
   */
  public static ReplicatedPostgres start(List<Path> directories, Map<String, String> parameters)
      throws IOException {
    var cluster = new ReplicatedPostgres(parameters);
    try {
      var primary = cluster.server(directories.getFirst());
      TestPostgres.putCluster(primary.directory);
      primary.start();
      for (var directory : directories.subList(1, directories.size())) {
        cluster.addStandby(directory);
      }
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private Server server(Path directory) {
    var server = new Server(directory, servers.size(), parameters);
    servers.add(server);
    return server;
  }

  private void addStandby(Path directory) throws IOException {
    server(directory).follow(servers.getFirst());
  }

  /** Server 0 is the first primary; tests decide the roles of the others. */
  public Server get(int number) {
    return servers.get(number);
  }

  /** The JDBC URL of a database, with all servers in order. */
  public String url(String database) {
    return servers.stream()
        .map(server -> "127.0.0.1:" + server.port)
        .collect(Collectors.joining(",", "jdbc:postgresql://", "/" + database));
  }

  /** Stops and deletes everything. */
  @Override
  public void close() {
    for (var server : servers) {
      server.crash();
      TestPostgres.discard(server.directory);
    }
  }

  /** One of the servers. */
  public static final class Server {

    private final Path directory;
    private final String name;
    private final Map<String, String> parameters;
    private int port;
    private @Nullable EmbeddedPostgres running;
    private List<ProcessHandle> frozen = List.of();

    private Server(Path directory, int number, Map<String, String> more) {
      this.directory = directory;
      this.name = "standby" + number;
      this.parameters = new HashMap<>(TestPostgres.PARAMETERS);
      this.parameters.putAll(
          Map.of("wal_level", "replica", "max_wal_senders", "10", "wal_keep_size", "64MB"));
      this.parameters.putAll(more);
    }

    /** Recreates it as a standby of another server, which is stopped briefly, and starts it. */
    public void follow(Server primary) throws IOException {
      if (Files.exists(directory)) {
        crash();
        TestPostgres.discard(directory);
      }
      primary.copyTo(directory);
      Files.createFile(EmbeddedPostgres.data(directory).resolve("standby.signal"));
      parameters.put(
          "primary_conninfo",
          "host=127.0.0.1 port=%d user=%s password=%s application_name=%s"
              .formatted(
                  primary.port, primary.superuser().user(), primary.superuser().password(), name));
      start();
    }

    /** Starts it in its last role: a standby until it was promoted. */
    public void start() throws IOException {
      TestCounts.POSTGRES_SERVERS.add();
      var started =
          EmbeddedPostgres.start(
              new EmbeddedPostgres.Settings(
                  directory, port, parameters, TestPostgres.binaries(TestPostgres.base())));
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

    /** Stops it immediately, like a power failure. */
    public void crash() {
      thaw();
      var server = running;
      if (server != null) {
        EmbeddedPostgres.stopAtOnce(
            new EmbeddedPostgres.Settings(directory, port, parameters, binaries()));
        stop();
      }
    }

    /** Starts it if it has ended by itself. */
    public void startIfEnded() throws IOException {
      if (running().pid().isEmpty()) {
        stop();
        start();
      }
    }

    /** Suspends all its processes (SIGSTOP), like a machine that hangs. */
    public void freeze() throws IOException {
      var server = ProcessHandle.of(running().pid().orElseThrow()).orElseThrow();
      frozen = List.of(server);
      signal("STOP"); // it can't start any more processes
      frozen = Stream.concat(Stream.of(server), server.descendants()).toList();
      signal("STOP");
    }

    /** Resumes its processes. */
    public void thaw() {
      signal("CONT");
      frozen = List.of();
    }

    private void signal(String signal) {
      if (frozen.isEmpty()) {
        return;
      }
      var command = new ArrayList<>(List.of("kill", "-" + signal));
      frozen.forEach(process -> command.add(Long.toString(process.pid())));
      try {
        // Some may have ended meanwhile, which makes kill complain.
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Path binaries() {
      try {
        return TestPostgres.binaries(TestPostgres.base());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Promotes a standby to primary, whether or not there is another one. */
    public void promote() throws SQLException, InterruptedException {
      // A statement that waited for the promotion would block the replay that it depends on.
      execute("select pg_promote(false)");
      var end = Instant.now().plus(PATIENCE);
      while (text("select pg_is_in_recovery()").equals("t")) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException(directory + " was not promoted");
        }
        Thread.sleep(10);
      }
    }

    /** Waits until it has replayed everything that another has written. */
    public void awaitReplayOf(Server primary) throws SQLException, InterruptedException {
      var written = primary.text("select pg_current_wal_flush_lsn()");
      var end = Instant.now().plus(PATIENCE);
      while (text("select pg_last_wal_replay_lsn() >= '%s'".formatted(written)).equals("f")) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException("%s never replayed %s".formatted(directory, written));
        }
        Thread.sleep(10);
      }
    }

    /** Copies its files; it is stopped briefly. */
    public Path backUp() throws IOException {
      var copy = TestPostgres.newDataDirectory();
      copyTo(copy);
      return copy;
    }

    private void copyTo(Path target) throws IOException {
      stop();
      TestPostgres.copy(directory, target);
      start();
    }

    /**
     * Restores it to the time of a backup, by PostgreSQL's recovery from an archive, as a primary
     * with the same port.
     *
     * @param backup the backup, which is consumed
     */
    public void restore(Path backup) throws IOException {
      crash();
      TestPostgres.discard(directory);
      Files.move(backup, directory);
      Files.createFile(EmbeddedPostgres.data(directory).resolve("recovery.signal"));
      parameters.put("restore_command", "false"); // there is no more log than in the backup
      start();
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

    private EmbeddedPostgres.Credentials superuser() {
      return EmbeddedPostgres.superuser(directory);
    }

    /** Connects to the library's database as superuser. */
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(
          url(TestCluster.TEMPLATE), superuser().user(), superuser().password());
    }

    /** Returns a text from the library's database, bypassing all restrictions. */
    public String text(String sql) throws SQLException {
      try (var connection = connect();
          var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    }

    /** Executes SQL in the library's database, bypassing all restrictions. */
    public void execute(String sql) throws SQLException {
      try (var connection = connect();
          var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
