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
 * A PostgreSQL server whose commits wait for a standby that is not there, for as long as a test
 * wants it: nothing fails, and nothing that is written ends.
 */
public final class LostStandby implements AutoCloseable {

  private static final long PAUSE_NANOS = 5_000_000;

  private final Path cluster;

  /** The server. */
  public final EmbeddedPostgres server;

  /** The library that is kept there, which is closed before the server. */
  public final TestLibrary library;

  /** Starts the server; at first commits wait for nobody. */
  public LostStandby() throws IOException {
    cluster = TestPostgres.directoryForAnother();
    server = TestPostgres.startAnother(cluster, 0);
    library = new TestLibrary(server, server.url(TestCluster.TEMPLATE), 64);
  }

  /** Has commits wait from now on. */
  public void lose() throws SQLException {
    standbys("FIRST 1 (sb)");
    var writer =
        Thread.startVirtualThread(() -> {
          try (var connection = connect();
              var statement = connection.createStatement()) {
            do { // a commit may be under way before all processes have heard of it
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

  /** Lets through what waits. */
  public void bringBack() throws SQLException {
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
    bringBack();
    library.close();
    server.close();
    TestPostgres.discard(cluster);
  }
}
