package org.samling.postgres.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection beside the pool that is never replaced by another: while it works, its server has
 * not been restarted, nor recovered from a crash, since it was opened. For one thread at a time.
 */
public final class LastingConnection implements AutoCloseable {

  private final Connection connection;
  private final TimeLimits limits;

  LastingConnection(Connection connection, TimeLimits limits) {
    this.connection = connection;
    this.limits = limits;
  }

  /**
   * Runs work, which ends its own transaction. After a failure the connection is of no use.
   *
   * @param limit how long it may take; the connection is aborted then
   */
  public <T extends @Nullable Object> T within(Duration limit, Database.Work<T> work)
      throws SQLException {
    try (var time = limits.begin(limit)) {
      time.guard(connection);
      return work.on(connection);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException _) {
      // It is of no use any more, and the server ends it.
    }
  }
}
