package org.samling.postgres.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
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
 * The only writer of a tenant's circulation on this node. Commands that arrive while a batch is
 * written form the next batch; there is no timer, so a single command does not wait.
 *
 * <p>A batch does not wait for the disk where others follow it, of this tenant or another: its
 * commit returns at once, the next batch begins, and the {@link CommitFlusher} tells when the
 * callers may hear of their outcomes, refusals included. Where nobody follows, the batch's own
 * commit is durable, which is sooner.
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
  private final CommitFlusher flusher;
  private final int largest;
  private final Duration answerWithin;
  private final InstantSource clock;
  private final BlockingQueue<Entry> queue;

  /** A permit for the batch that is written, and each that is not durable yet. */
  private final Semaphore ahead;

  private final int batchesAhead;

  private final Queue<Doubtful> doubtful = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  /** What wakes the writer. */
  private sealed interface Entry {}

  /** Something other than a command is to be looked for. */
  private record WakeUp() implements Entry {}

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
      long until)
      implements Entry {

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

  /**
   * A batch that may or may not be written.
   *
   * @param begun when it was first run
   * @param until when to give up on it, in {@link System#nanoTime}
   * @param cause why nobody knows
   */
  private record Doubtful(List<Waiting<?>> batch, Instant begun, long until, Exception cause) {}

  public TenantWriter(
      TenantId tenant,
      Database database,
      PolicyCache policies,
      PatronKeys keys,
      DatabaseSettings settings,
      WriteHealth health,
      CommitFlusher flusher,
      InstantSource clock) {
    this.tenant = tenant;
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.health = health;
    this.flusher = flusher;
    this.largest = settings.batch();
    this.answerWithin = settings.answerWithin();
    this.clock = clock;
    this.batchesAhead = settings.batchesAhead();
    this.ahead = new Semaphore(batchesAhead + 1);
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
    while (!isDone()) {
      try {
        ahead.acquire();
        var isKept = false;
        try {
          isKept = writeNext();
        } finally {
          if (!isKept) {
            ahead.release();
          }
        }
      } catch (InterruptedException _) {
        closing = true;
      } catch (RuntimeException e) {
        LOG.error("tenant {}: the writer failed and continues", tenant, e);
      }
    }
  }

  private boolean isDone() {
    return closing
        && queue.isEmpty()
        && ahead.availablePermits() > batchesAhead
        && doubtful.isEmpty();
  }

  /**
   * Waits for something to do, and does it.
   *
   * @return whether it is a batch that is not durable yet, which keeps its permit
   */
  private boolean writeNext() throws InterruptedException {
    var found = doubtful.poll();
    if (found != null) {
      retry(found);
      return false;
    }
    var entries = new ArrayList<Entry>();
    entries.add(queue.take());
    queue.drainTo(entries, largest - 1);
    return write(inTime(entries));
  }

  private static List<Waiting<?>> inTime(List<Entry> entries) {
    var inTime = new ArrayList<Waiting<?>>();
    for (var entry : entries) {
      if (entry instanceof Waiting<?> waiting) {
        if (waiting.isLate()) {
          waiting.fail(StoreException.Kind.BUSY, LATE);
        } else {
          inTime.add(waiting);
        }
      }
    }
    return inTime;
  }

  /**
   * Writes a batch. The first attempt gets half of the time: if its connection is dead, there is
   * time left to find out on another one what became of the batch.
   *
   * @return whether it is written and not durable yet
   */
  private boolean write(List<Waiting<?>> batch) {
    if (batch.isEmpty()) {
      return false;
    }
    var begun = clock.instant();
    var until = end(batch);
    var half = left(until).dividedBy(2);
    flusher.begun();
    var first = attempt(batch, begun, half, this::lineWhereOthersFollow);
    if (first instanceof Ahead(var line, var decided)) {
      flusher.flush(line, new AwaitingFlush(decided, begun, until));
      return true;
    }
    flusher.ended();
    if (first instanceof Failure failure) {
      retry(new Doubtful(batch, begun, until, failure.cause()));
    }
    return false;
  }

  /** What flushes a commit later, where others follow it; null where it does so itself. */
  private CommitFlusher.@Nullable Line lineWhereOthersFollow(Instant serverStarted) {
    var isFollowed =
        !queue.isEmpty() || ahead.availablePermits() < batchesAhead || flusher.isShared();
    return isFollowed && batchesAhead > 0 ? flusher.line(serverStarted) : null;
  }

  /** A batch whose commit has returned, while its callers wait until it is durable. */
  private final class AwaitingFlush implements CommitFlusher.Unflushed {

    private final Decided decided;
    private final Instant begun;
    private final long until;

    private AwaitingFlush(Decided decided, Instant begun, long until) {
      this.decided = decided;
      this.begun = begun;
      this.until = until;
    }

    @Override
    public void isDurable() {
      complete(decided);
      release();
    }

    @Override
    public void isUncertain(Exception cause) {
      doubtful.add(new Doubtful(decided.batch(), begun, until, cause));
      release();
    }

    private void release() {
      flusher.ended();
      ahead.release();
      if (closing || !doubtful.isEmpty()) {
        queue.offer(new WakeUp()); // where there is no room it is awake
      }
    }
  }

  /** Runs the commands of a batch one by one, which finds what is there already. */
  private void retry(Doubtful found) {
    var batch = found.batch();
    LOG.warn(
        "tenant {}: a batch of {} failed and is retried one by one: {}; its requests were {}",
        tenant,
        batch.size(),
        found.cause().toString(),
        batch.stream().map(Waiting::name).filter(Objects::nonNull).toList());
    for (var waiting : batch) {
      var left = left(earlier(found.until(), waiting.until()));
      var again =
          left.isPositive()
              ? attempt(List.of(waiting), found.begun(), left, _ -> null)
              : new Failure(found.cause(), false);
      if (again instanceof Failure failure) {
        LOG.warn(
            "tenant {}: a command of the request {} failed: {}",
            tenant,
            waiting.name(),
            failure.cause().toString());
        health.failed(failure.cause());
        waiting.fail(
            new StoreException(
                failure.kind(),
                "the database failed: " + failure.cause().getMessage(),
                failure.cause()));
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

  /** How an attempt to write a batch ended. */
  private sealed interface Attempt {}

  /** It is written, durably, and its callers have heard of it. */
  private record Durable() implements Attempt {}

  /** It is written, and its callers hear of it once a flush has made it durable. */
  private record Ahead(CommitFlusher.Line line, Decided decided) implements Attempt {}

  /**
   * It failed, and its callers have heard of nothing.
   *
   * @param isUndone whether nothing is recorded under the commands' keys, and nothing will be
   */
  private record Failure(Exception cause, boolean isUndone) implements Attempt {

    StoreException.Kind kind() {
      if (!isUndone) {
        return StoreException.Kind.UNKNOWN;
      }
      var kind = cause instanceof SQLException e ? Database.kind(e) : StoreException.Kind.UNKNOWN;
      return kind == StoreException.Kind.UNKNOWN ? StoreException.Kind.UNAVAILABLE : kind;
    }
  }

  /**
   * A batch with its outcomes.
   *
   * @param begin when the attempt began that it was written in
   */
  private record Decided(
      List<Waiting<?>> batch, List<Outcome> outcomes, Instant begin, boolean hasChanged) {}

  /**
   * Runs a batch, and completes it where it is durable.
   *
   * @param since when its commands were first run
   * @param limit how long it may take
   */
  private Attempt attempt(
      List<Waiting<?>> waiting, Instant since, Duration limit, Batch.LaterFlush later) {
    var commands = new ArrayList<Command<?>>();
    waiting.forEach(w -> commands.add(w.command()));
    var batch = new Batch(tenant, commands, keys, since).within(limit).by(clock).flushed(later);
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
      var decided = new Decided(waiting, outcomes, begin, batch.hasChanged());
      var line = batch.flushedBy();
      if (line != null) {
        return new Ahead(line, decided);
      }
      complete(decided);
      return new Durable();
    } catch (SQLException | RuntimeException e) {
      return new Failure(e, isUndone.get());
    }
  }

  private void complete(Decided decided) {
    if (decided.hasChanged()) {
      health.succeeded();
    }
    var together = decided.batch().size();
    for (var i = 0; i < together; i++) {
      decided.batch().get(i).took(decided.begin(), together);
      decided.batch().get(i).complete(decided.outcomes().get(i));
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
    queue.offer(new WakeUp()); // where there is no room it is awake
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
