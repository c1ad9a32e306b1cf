package org.samling.postgres.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends threads' work with the database when their time is up. A socket time-out counts from the
 * last byte, and PostgreSQL's own time-outs don't run while a commit waits for a standby or while
 * the server is out of reach; so the connection is aborted from here. What became of the statements
 * sent on it is then unknown.
 *
 * <p>PostgreSQL is never asked to cancel: a commit that is cancelled while it waits for a standby
 * reports success.
 */
final class TimeLimits implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TimeLimits.class);

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("database-limits").factory());

  TimeLimits() {
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * Limits the work of this thread from now on, until the limit is closed.
   *
   * @throws SQLException when no more work is accepted
   */
  Limit begin(Duration time) throws SQLException {
    try {
      return new Limit(time);
    } catch (RejectedExecutionException e) {
      throw new SQLException("the store is closed", e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** The limit of one thread. */
  final class Limit implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final Future<?> end;
    private @Nullable Connection connection;
    private boolean isClosed;
    private boolean isInterrupted;

    private Limit(Duration time) {
      end =
          clock.schedule(
              () -> Thread.startVirtualThread(this::end), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Sets the connection to abort; before that the thread, which waits for one, is interrupted.
     *
     * @throws SQLTimeoutException when the time was already up
     */
    synchronized void guard(Connection had) throws SQLTimeoutException {
      if (isInterrupted) {
        throw new SQLTimeoutException("no connection in time");
      }
      connection = had;
    }

    private synchronized void end() {
      if (isClosed) {
        return;
      }
      if (connection == null) {
        isInterrupted = true;
        thread.interrupt();
        return;
      }
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.warn("a connection could not be aborted: {}", e.toString());
      }
    }

    /** From here on the connection may be somebody else's. */
    @Override
    public synchronized void close() {
      isClosed = true;
      end.cancel(false);
      if (isInterrupted) {
        Thread.interrupted(); // it was meant for this work only
      }
    }
  }
}
