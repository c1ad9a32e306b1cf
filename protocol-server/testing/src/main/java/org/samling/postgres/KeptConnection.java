package org.samling.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a test's database that serves one question after another: opening one takes
 * longer than most answers. A new one is opened where a test terminated it.
 */
final class KeptConnection implements AutoCloseable {

  /** Opens a connection. */
  interface Opening {
    Connection open() throws SQLException;
  }

  /** Work on a connection; a transaction that it leaves open is rolled back. */
  interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  private static final int SECONDS_TO_ANSWER = 5;

  private final Opening opening;
  private @Nullable Connection kept;

  KeptConnection(Opening opening) {
    this.opening = opening;
  }

  synchronized <T extends @Nullable Object> T on(Work<T> work) {
    try {
      var connection = usable();
      try {
        return work.on(connection);
      } finally {
        if (!connection.isClosed() && !connection.getAutoCommit()) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection usable() throws SQLException {
    var connection = kept;
    if (connection != null && connection.isValid(SECONDS_TO_ANSWER)) {
      return connection;
    }
    if (connection != null) {
      connection.close();
    }
    connection = opening.open();
    kept = connection;
    return connection;
  }

  @Override
  public synchronized void close() {
    var connection = kept;
    kept = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
