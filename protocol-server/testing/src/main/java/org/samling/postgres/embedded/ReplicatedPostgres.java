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
import org.samling.testing.TestCounts;

/** A primary with an empty library and its streaming standbys, on loopback. */
public final class ReplicatedPostgres implements AutoCloseable {

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
      TestPostgres.putCluster(primary.directory());
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

  private Server server(Path directory) throws IOException {
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
        .map(server -> "127.0.0.1:" + server.port())
        .collect(Collectors.joining(",", "jdbc:postgresql://", "/" + database));
  }

  /** Stops and deletes everything. */
  @Override
  public void close() {
    for (var server : servers) {
      server.crash();
      TestPostgres.discard(server.directory());
    }
  }

  /** One of the servers. */
  public static final class Server extends ReplicatedServer {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private List<ProcessHandle> frozen = List.of();

    private Server(Path directory, int number, Map<String, String> more) throws IOException {
      super(
          directory,
          TestPostgres.binaries(TestPostgres.base()),
          "standby" + number,
          withThoseOfTests(more));
    }

    private static Map<String, String> withThoseOfTests(Map<String, String> more) {
      var all = new HashMap<>(TestPostgres.PARAMETERS);
      all.putAll(more);
      return all;
    }

    @Override
    public void start() throws IOException {
      TestCounts.POSTGRES_SERVERS.add();
      super.start();
    }

    @Override
    public void crash() {
      thaw();
      super.crash();
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

    /** Copies its files; it is stopped briefly. */
    public Path backUp() throws IOException {
      var copy = TestPostgres.newDataDirectory();
      copyTo(copy);
      return copy;
    }

    /**
     * Restores it to the time of a backup, by PostgreSQL's recovery from an archive, as a primary
     * with the same port.
     *
     * @param backup the backup, which is consumed
     */
    public void restore(Path backup) throws IOException {
      crash();
      TestPostgres.discard(directory());
      Files.move(backup, directory());
      Files.createFile(EmbeddedPostgres.data(directory()).resolve("recovery.signal"));
      put("restore_command", "false"); // there is no more log than in the backup
      start();
    }

    /** Waits until it has replayed everything that another has written. */
    public void awaitReplayOf(Server primary) throws SQLException, InterruptedException {
      var written = primary.text("select pg_current_wal_flush_lsn()");
      var end = Instant.now().plus(PATIENCE);
      while (text("select pg_last_wal_replay_lsn() >= '%s'".formatted(written)).equals("f")) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException("%s never replayed %s".formatted(directory(), written));
        }
        Thread.sleep(10);
      }
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
