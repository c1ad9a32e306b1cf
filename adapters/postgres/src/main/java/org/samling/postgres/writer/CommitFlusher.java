package org.samling.postgres.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.LastingConnection;
import org.samling.postgres.connection.Replication;
import org.samling.postgres.rows.Pipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes commits durable that returned before the disk had them: for all tenants' writers of a node
 * together, one flush after another. A flush is a transaction of its own, which commits as durably
 * as the database and {@code store.synchronous-commit} say. The log has an order, so whatever was
 * committed before is then as durable, on the standbys, too.
 *
 * <p>That proves nothing of a commit on a server that has crashed since: after it a flush succeeds,
 * and the commit is gone. So a commit may run ahead only while this has a connection to the same
 * run of the same server, and only a flush on that very connection, which no crash survives, makes
 * it durable. Otherwise it is uncertain, and its writer looks for it under its key.
 *
 * <p>Safe for use by many threads.
 */
public final class CommitFlusher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommitFlusher.class);

  /** One that was unused for longer may have been cut off by a firewall without a word. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** A connection, with the run of the server that it is to. */
  static final class Line {

    private final LastingConnection connection;
    private final Instant serverStarted;
    private volatile long usedAt = System.nanoTime();

    private Line(LastingConnection connection, Instant serverStarted) {
      this.connection = connection;
      this.serverStarted = serverStarted;
    }

    private boolean isFor(Instant started) {
      return serverStarted.equals(started) && System.nanoTime() - usedAt <= IDLE.toNanos();
    }
  }

  /** Hears what became of a commit, on the thread that flushes. */
  interface Unflushed {

    /** It is as durable as any. */
    void isDurable();

    /** Nobody knows whether it is there. */
    void isUncertain(Exception cause);
  }

  /** What the thread is to do. */
  private sealed interface Task {}

  /** A commit that waits. */
  private record Commit(Line line, Unflushed unflushed) implements Task {}

  /** A run of the server, for whose commits there is no line. */
  private record Connect(Instant serverStarted) implements Task {}

  private record End() implements Task {}

  private final Database database;
  private final Duration limit;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>(); // writers have few each
  private final AtomicBoolean isConnecting = new AtomicBoolean();
  private final AtomicInteger atWork = new AtomicInteger();
  private final Thread thread;
  private volatile @Nullable Line line;

  /** Connects once a writer asks for it. */
  public CommitFlusher(Database database, DatabaseSettings settings) {
    this.database = database;
    // The other half is for finding out what became of the commits, as with those of a writer.
    this.limit = settings.answerWithin().dividedBy(2);
    this.thread = Thread.ofPlatform().daemon().name("commit-flusher").start(this::run);
  }

  /** A writer begins with a batch. */
  void begun() {
    atWork.incrementAndGet();
  }

  /** A writer's batch that had {@link #begun} is durable, or has failed. */
  void ended() {
    atWork.decrementAndGet();
  }

  /** Whether batches of other tenants are under way, too: one flush serves all of them. */
  boolean isShared() {
    return atWork.get() > 1;
  }

  /**
   * What can make a commit durable that is yet to come; null where nothing can, so that it has to
   * wait for the disk itself.
   *
   * @param serverStarted when the server was started that it will be on, by its own account
   */
  @Nullable Line line(Instant serverStarted) {
    var current = line;
    if (current != null && current.isFor(serverStarted)) {
      return current;
    }
    if (isConnecting.compareAndSet(false, true)) {
      tasks.add(new Connect(serverStarted));
    }
    return null;
  }

  /** Has a commit flushed that has returned, with the line that there was before. */
  void flush(Line before, Unflushed commit) {
    tasks.add(new Commit(before, commit));
  }

  private void run() {
    var isEnding = false;
    while (!isEnding) {
      try {
        var waiting = new ArrayList<Task>();
        waiting.add(tasks.take());
        tasks.drainTo(waiting);
        flush(waiting);
        for (var task : waiting) {
          if (task instanceof Connect(var serverStarted)) {
            connect(serverStarted);
          }
          isEnding |= task instanceof End;
        }
      } catch (InterruptedException _) {
        isEnding = true;
      } catch (RuntimeException e) {
        LOG.error("the flusher of commits failed and continues", e);
      }
    }
    disconnect();
  }

  private void flush(List<Task> waiting) {
    var current = line;
    var ours = new ArrayList<Unflushed>();
    for (var task : waiting) {
      if (task instanceof Commit(var before, var unflushed)) {
        if (before == current) {
          ours.add(unflushed);
        } else {
          unflushed.isUncertain(new SQLException("the server may have crashed since", "08006"));
        }
      }
    }
    if (current == null || ours.isEmpty()) {
      return;
    }
    try {
      current.connection.within(
          limit,
          connection -> {
            new Pipeline().add(Replication.AWAIT_STANDBYS).commit(connection);
            return null;
          });
    } catch (SQLException | RuntimeException e) {
      disconnect();
      ours.forEach(commit -> commit.isUncertain(e));
      return;
    }
    current.usedAt = System.nanoTime();
    ours.forEach(Unflushed::isDurable);
  }

  private void connect(Instant serverStarted) {
    var current = line;
    if (current != null && current.isFor(serverStarted)) {
      isConnecting.set(false); // who asked had looked before there was one
      return;
    }
    disconnect();
    try {
      var connection = database.keep();
      try {
        line = new Line(connection, connection.within(limit, CommitFlusher::serverStarted));
      } finally {
        if (line == null) {
          connection.close();
        }
      }
    } catch (SQLException | RuntimeException e) {
      LOG.info(
          "commits wait for the disk one by one, since there is no connection to flush them: {}",
          e.toString());
    } finally {
      isConnecting.set(false);
    }
  }

  private static Instant serverStarted(Connection connection) throws SQLException {
    var pipeline = new Pipeline();
    var started = pipeline.one(Instant.class, "select pg_postmaster_start_time()");
    pipeline.commit(connection);
    return started.get();
  }

  private void disconnect() {
    var current = line;
    line = null;
    if (current != null) {
      current.connection.close();
    }
  }

  /** Flushes what waits, and ends. */
  @Override
  public void close() {
    tasks.add(new End());
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
