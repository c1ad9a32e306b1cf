package org.samling.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.embedded.TestPostgres;

/**
 * A PostgreSQL server whose commits wait for a missing standby for as long as a test likes: nothing
 * fails, and no commit completes.
 */
public final class MissingStandby implements AutoCloseable {

  private static final long PAUSE_NANOS = 5_000_000;

  private final Path cluster;

  /** The server. */
  public final EmbeddedPostgres server;

  /** The library on the server; it must be closed before the server. */
  public final TestLibrary library;

  /** Starts the server; at first commits do not wait. */
  public MissingStandby() throws IOException {
    cluster = TestPostgres.newDataDirectory();
    server = TestPostgres.startAnother(cluster, 0);
    library = new TestLibrary(server, server.url(TestCluster.TEMPLATE), 64);
  }

  /** Makes commits wait from now on. */
  public void makeCommitsWait() throws SQLException {
    standbys("FIRST 1 (sb)");
    var writer =
        Thread.startVirtualThread(() -> {
          try (var connection = connect();
              var statement = connection.createStatement()) {
            do { // a commit may be under way before all processes have reread the setting
              statement.execute("select pg_logical_emit_message(true, 'standby', '')");
            } while (isAwaited(connection));
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    try (var connection = connect();
        var statement = connection.createStatement()) {
      while (writer.isAlive()) {
        try (var row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where wait_event = 'SyncRep'")) {
          row.next();
          if (row.getInt(1) > 0) {
            return;
          }
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    throw new IllegalStateException("commits do not wait");
  }

  private static boolean isAwaited(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("show synchronous_standby_names")) {
      row.next();
      return !row.getString(1).isEmpty();
    }
  }

  /** Releases the waiting commits. */
  public void releaseCommits() throws SQLException {
    standbys("");
  }

  private void standbys(String names) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("alter system set synchronous_standby_names = '" + names + "'");
      statement.execute("select pg_reload_conf()");
    }
  }

  private Connection connect() throws SQLException {
    var superuser = server.superuser();
    return DriverManager.getConnection(
        server.url("postgres"), superuser.user(), superuser.password());
  }

  @Override
  public void close() throws SQLException {
    releaseCommits();
    library.close();
    server.close();
    TestPostgres.discard(cluster);
  }
}
