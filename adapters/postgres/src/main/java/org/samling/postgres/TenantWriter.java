package org.samling.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.Outcome;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.requests.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a tenant's circulation on this node. Commands that come while a batch commits
 * are the next batch; there is no timer, so one that comes alone does not wait.
 *
 * <p>Safe for use by many threads.
 */
final class TenantWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TenantWriter.class);

  private final TenantId tenant;
  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final int largest;
  private final BlockingQueue<Waiting<?>> queue;
  private final Thread thread;
  private volatile boolean closing;

  private record Waiting<O extends Outcome>(
      Command<O> command,
      CompletableFuture<O> outcome,
      @Nullable CurrentRequest request,
      Instant since) {

    @SuppressWarnings(
        "unchecked") // a command's outcome is of its own type, also when it is remembered under its
    // key
    void complete(Outcome value) {
      outcome.complete((O) value);
    }

    void fail(StoreException e) {
      outcome.completeExceptionally(e);
    }

    @Nullable String name() {
      return request == null ? null : request.name();
    }

    /** It waited until then, and was done with others. */
    void took(Instant begin, int together) {
      if (request != null) {
        request.took(new Step("queue", since, Duration.between(since, begin), 1));
        request.took(new Step("write", begin, Duration.between(begin, Instant.now()), together));
      }
    }
  }

  TenantWriter(
      TenantId tenant,
      Database database,
      PolicyCache policies,
      PatronKeys keys,
      DatabaseSettings settings) {
    this.tenant = tenant;
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.largest = settings.batch();
    this.queue = new ArrayBlockingQueue<>(settings.queue(), true);
    this.thread = Thread.ofPlatform().daemon().name("writer-" + tenant).start(this::write);
  }

  <O extends Outcome> CompletableFuture<O> submit(Command<O> command) {
    var outcome = new CompletableFuture<O>();
    var waiting = new Waiting<>(command, outcome, CurrentRequest.now(), Instant.now());
    if (closing || !queue.offer(waiting)) {
      waiting.fail(
          new StoreException(
              StoreException.Kind.BUSY,
              closing ? "the library is closing" : "too many commands are waiting",
              null));
    } else if (closing && queue.remove(waiting)) {
      waiting.fail(new StoreException(StoreException.Kind.BUSY, "the library is closing", null));
    }
    return outcome;
  }

  private void write() {
    while (!closing || !queue.isEmpty()) {
      try {
        var first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          var batch = new ArrayList<Waiting<?>>();
          batch.add(first);
          queue.drainTo(batch, largest - 1);
          write(inTime(batch));
        }
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException e) {
        LOG.error("tenant {}: the writer met a fault and goes on", tenant, e);
      }
    }
  }

  private List<Waiting<?>> inTime(List<Waiting<?>> batch) {
    var now = Instant.now();
    var inTime = new ArrayList<Waiting<?>>();
    for (var waiting : batch) {
      if (waiting.command().origin().deadline().isBefore(now)) {
        waiting.fail(new StoreException(StoreException.Kind.BUSY, "the deadline has passed", null));
      } else {
        inTime.add(waiting);
      }
    }
    return inTime;
  }

  private void write(List<Waiting<?>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    var attempt = attempt(batch);
    if (attempt == null) {
      return;
    }
    LOG.warn(
        "tenant {}: a batch of {} failed and is run again one by one: {}; it was of the requests {}",
        tenant,
        batch.size(),
        attempt.cause().toString(),
        batch.stream().map(Waiting::name).filter(Objects::nonNull).toList());
    for (var waiting : batch) {
      var again = attempt(List.of(waiting));
      if (again != null) {
        LOG.warn(
            "tenant {}: a command of the request {} failed: {}",
            tenant,
            waiting.name(),
            again.cause().toString());
        // Where the first attempt may have been committed, only a look under the key tells; it
        // failed.
        var unknown = attempt.ambiguous() || again.ambiguous();
        waiting.fail(
            new StoreException(
                unknown ? StoreException.Kind.UNKNOWN : again.kind(),
                "the database failed: " + again.cause().getMessage(),
                again.cause()));
      }
    }
  }

  private record Failure(Exception cause, boolean ambiguous) {

    StoreException.Kind kind() {
      return cause instanceof SQLException e ? Database.kind(e) : StoreException.Kind.UNAVAILABLE;
    }
  }

  /** Runs a batch and completes it; or says why not, and completes nothing. */
  private @Nullable Failure attempt(List<Waiting<?>> waiting) {
    var commands = new ArrayList<Command<?>>();
    waiting.forEach(w -> commands.add(w.command()));
    var batch = new Batch(tenant, commands, keys);
    try {
      var begin = Instant.now();
      var outcomes = database.on(connection -> batch.run(connection, policies));
      for (var i = 0; i < outcomes.size(); i++) {
        waiting.get(i).took(begin, outcomes.size());
        waiting.get(i).complete(outcomes.get(i));
      }
      return null;
    } catch (SQLException e) {
      return new Failure(e, batch.wasWriting() && connectionLost(e));
    } catch (RuntimeException e) {
      return new Failure(e, false);
    }
  }

  /**
   * Whether the connection was lost, so that it can't be told what the server made of what was
   * sent.
   */
  private static boolean connectionLost(SQLException e) {
    var state = e.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57P0");
  }

  /** Takes no more commands, writes those that wait, and ends. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
