package org.samling.postgres.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.samling.core.StoreException;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.requests.Deadline;
import org.samling.core.requests.ResourceLimit;
import org.samling.core.requests.Step;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.PolicyCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of a tenant's circulation on this node. Commands that arrive while a batch
 * commits form the next batch; there is no timer, so a single command does not wait.
 *
 * <p>Every command gets its outcome, or a fault that says what is known, by its own deadline or
 * that of the calling thread, whatever the database does. "Nothing was done" is promised only where
 * the key was looked up and the server has rolled back the transaction.
 *
 * <p>Safe for use by many threads.
 */
public final class TenantWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TenantWriter.class);
  private static final String LATE = "it was not begun before its deadline";

  private final TenantId tenant;
  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final WriteHealth health;
  private final int largest;
  private final Duration answerWithin;
  private final InstantSource clock;
  private final BlockingQueue<Waiting<?>> queue;
  private final Thread thread;
  private final Object idle = new Object();
  private volatile boolean closing;

  /** Whether the thread waits for a command, and may be interrupted; guarded by {@link #idle}. */
  private boolean isIdle;

  /**
   * A waiting command.
   *
   * @param since when it arrived
   * @param until when its caller stops waiting, in {@link System#nanoTime}, which clock changes
   *     don't affect
   */
  private record Waiting<O extends Outcome>(
      Command<O> command,
      CompletableFuture<O> outcome,
      @Nullable CurrentRequest request,
      Instant since,
      long until) {

    @SuppressWarnings(
        "unchecked") // a command's outcome is of its own type, also when it is remembered under its
    // key
    void complete(Outcome value) {
      outcome.complete((O) value);
    }

    void fail(StoreException e) {
      outcome.completeExceptionally(e);
    }

    void fail(StoreException.Kind kind, String message) {
      fail(new StoreException(kind, message, null));
    }

    boolean isLate() {
      return left(until).isNegative();
    }

    @Nullable String name() {
      return request == null ? null : request.name();
    }

    /** Records the wait until this time, and how many commands were run together. */
    void took(Instant begin, int together) {
      if (request != null) {
        request.took(new Step("queue", since, Duration.between(since, begin), 1));
        request.took(new Step("write", begin, Duration.between(begin, Instant.now()), together));
      }
    }
  }

  public TenantWriter(
      TenantId tenant,
      Database database,
      PolicyCache policies,
      PatronKeys keys,
      DatabaseSettings settings,
      WriteHealth health,
      InstantSource clock) {
    this.tenant = tenant;
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.health = health;
    this.largest = settings.batch();
    this.answerWithin = settings.answerWithin();
    this.clock = clock;
    this.queue = new ArrayBlockingQueue<>(settings.queue(), true);
    this.thread = Thread.ofPlatform().daemon().name("writer-" + tenant).start(this::write);
  }

  public <O extends Outcome> CompletableFuture<O> submit(Command<O> command) {
    var outcome = new CompletableFuture<O>();
    var left = left(command);
    var waiting =
        new Waiting<>(
            command,
            outcome,
            CurrentRequest.now(),
            Instant.now(),
            System.nanoTime() + left.toNanos());
    if (waiting.isLate()) {
      waiting.fail(StoreException.Kind.BUSY, LATE);
    } else if (closing) {
      waiting.fail(StoreException.Kind.BUSY, "the library is closing");
    } else if (!queue.offer(waiting)) {
      ResourceLimit.COMMANDS.reach();
      waiting.fail(StoreException.Kind.BUSY, "too many commands are waiting");
    } else if (closing && queue.remove(waiting)) {
      waiting.fail(StoreException.Kind.BUSY, "the library is closing");
    }
    return outcome
        .orTimeout(left.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(fault -> {
          throw new CompletionException(fault instanceof TimeoutException ? late(waiting) : fault);
        });
  }

  /** How much longer the caller waits for a command's outcome. */
  private Duration left(Command<?> command) {
    var own = Duration.between(clock.instant(), command.origin().deadline());
    var ofThread = Deadline.left();
    return ofThread != null && ofThread.compareTo(own) < 0 ? ofThread : own;
  }

  /** The time left until a moment of {@link System#nanoTime}. */
  private static Duration left(long until) {
    return Duration.ofNanos(until - System.nanoTime());
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }

  private StoreException late(Waiting<?> waiting) {
    return queue.remove(waiting)
        ? new StoreException(StoreException.Kind.BUSY, LATE, null)
        : new StoreException(StoreException.Kind.UNKNOWN, "it was not done in time", null);
  }

  private void write() {
    while (!closing || !queue.isEmpty()) {
      try {
        var first = next();
        if (first != null) {
          var batch = new ArrayList<Waiting<?>>();
          batch.add(first);
          queue.drainTo(batch, largest - 1);
          write(inTime(batch));
        }
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException e) {
        LOG.error("tenant {}: the writer failed and continues", tenant, e);
      }
    }
  }

  /**
   * Waits for a command without ever waking up in between: there are as many writers as tenants.
   * Null where none comes any more.
   */
  private @Nullable Waiting<?> next() throws InterruptedException {
    synchronized (idle) {
      if (closing) {
        return queue.poll();
      }
      isIdle = true;
    }
    try {
      return queue.take();
    } finally {
      synchronized (idle) {
        isIdle = false;
        var _ = Thread.interrupted(); // by close(), where a command came at the same moment
      }
    }
  }

  private static List<Waiting<?>> inTime(List<Waiting<?>> batch) {
    var inTime = new ArrayList<Waiting<?>>();
    for (var waiting : batch) {
      if (waiting.isLate()) {
        waiting.fail(StoreException.Kind.BUSY, LATE);
      } else {
        inTime.add(waiting);
      }
    }
    return inTime;
  }

  /**
   * Writes a batch. The first attempt gets half of the time: if its connection is dead, there is
   * time left to find out on another one what became of the batch.
   */
  private void write(List<Waiting<?>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    var begun = clock.instant();
    var until = end(batch);
    var first = attempt(batch, begun, left(until).dividedBy(2));
    if (first == null) {
      return;
    }
    LOG.warn(
        "tenant {}: a batch of {} failed and is retried one by one: {}; its requests were {}",
        tenant,
        batch.size(),
        first.cause().toString(),
        batch.stream().map(Waiting::name).filter(Objects::nonNull).toList());
    for (var waiting : batch) {
      var left = left(earlier(until, waiting.until()));
      var again =
          left.isPositive()
              ? attempt(List.of(waiting), begun, left)
              : new Failure(first.cause(), false);
      if (again != null) {
        LOG.warn(
            "tenant {}: a command of the request {} failed: {}",
            tenant,
            waiting.name(),
            again.cause().toString());
        health.failed(again.cause());
        waiting.fail(
            new StoreException(
                again.kind(), "the database failed: " + again.cause().getMessage(), again.cause()));
      }
    }
  }

  /**
   * When to give up on a batch: when no caller waits any more, and never later than for one
   * command.
   */
  private long end(List<Waiting<?>> batch) {
    var now = System.nanoTime();
    var longest = batch.stream().mapToLong(w -> w.until() - now).max().orElseThrow();
    return now + Math.min(longest, answerWithin.toNanos());
  }

  /**
   * Why an attempt failed.
   *
   * @param isUndone whether nothing is recorded under the commands' keys, and nothing will be
   */
  private record Failure(Exception cause, boolean isUndone) {

    StoreException.Kind kind() {
      if (!isUndone) {
        return StoreException.Kind.UNKNOWN;
      }
      var kind = cause instanceof SQLException e ? Database.kind(e) : StoreException.Kind.UNKNOWN;
      return kind == StoreException.Kind.UNKNOWN ? StoreException.Kind.UNAVAILABLE : kind;
    }
  }

  /**
   * Runs a batch and completes it, or returns why not and completes nothing.
   *
   * @param since when its commands were first run
   * @param limit how long it may take
   */
  private @Nullable Failure attempt(List<Waiting<?>> waiting, Instant since, Duration limit) {
    var commands = new ArrayList<Command<?>>();
    waiting.forEach(w -> commands.add(w.command()));
    var batch = new Batch(tenant, commands, keys, since).within(limit).by(clock);
    var isUndone = new AtomicBoolean();
    try {
      var begin = Instant.now();
      var outcomes =
          database.on(
              limit,
              connection -> {
                try {
                  return batch.run(connection, policies);
                } catch (SQLException | RuntimeException e) {
                  isUndone.set(batch.wasLookedUp() && isRolledBack(connection));
                  throw e;
                }
              });
      if (batch.hasChanged()) {
        health.succeeded();
      }
      for (var i = 0; i < outcomes.size(); i++) {
        waiting.get(i).took(begin, outcomes.size());
        waiting.get(i).complete(outcomes.get(i));
      }
      return null;
    } catch (SQLException | RuntimeException e) {
      return new Failure(e, isUndone.get());
    }
  }

  /**
   * Whether a transaction was open until now and is rolled back, as the server itself says. The
   * error that it sent proves nothing: its last one before it goes down may be that the disk is
   * full, and the commit may be there when it is back.
   */
  private static boolean isRolledBack(Connection connection) {
    try {
      var wasOpen =
          connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
      connection.rollback();
      return wasOpen;
    } catch (SQLException _) {
      return false;
    }
  }

  /** Takes no more commands, writes those that wait, and ends. */
  @Override
  public void close() {
    closing = true;
    synchronized (idle) {
      if (isIdle) {
        thread.interrupt();
      }
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
