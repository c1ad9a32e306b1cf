package org.samling.exchange.cutover;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.samling.core.StoreException;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Refusal;

/**
 * Submits commands, many at once, and counts their outcomes. They are decided, audited and reported
 * like any others. What an earlier run moved is recognised from the store, not by their keys.
 */
final class CommandSubmitter {

  private static final int IN_FLIGHT = 256;
  private static final Duration PAUSE_WHEN_BUSY = Duration.ofMillis(50);
  private static final int ATTEMPTS_WHEN_BUSY = 1_000;

  private final CutoverPass pass;
  private final Kind kind;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

  CommandSubmitter(CutoverPass pass, Kind kind) {
    this.pass = pass;
    this.kind = kind;
  }

  private record Pending(
      RowValue<?> row,
      boolean isNew,
      Command<?> command,
      CompletableFuture<? extends Outcome> outcome) {}

  /**
   * Submits a command.
   *
   * @param row the row that the command is for
   * @param isNew whether the command creates something, rather than changing what exists
   * @param command builds the command from its key
   */
  void submit(RowValue<?> row, boolean isNew, Function<CommandKey, Command<?>> command) {
    if (pending.size() >= IN_FLIGHT) {
      settle(pending.removeFirst());
    }
    var key =
        CommandKey.of(CommandKey.MAX_WINDOW, "cutover", pass.run(), kind, row.file(), row.line());
    var made = command.apply(key);
    pending.add(new Pending(row, isNew, made, pass.ports().circulation().submit(made)));
  }

  /** Waits for the commands under way, and counts their outcomes. */
  void settleAll() {
    while (!pending.isEmpty()) {
      settle(pending.removeFirst());
    }
  }

  private void settle(Pending sent) {
    if (outcome(sent) instanceof Refusal refusal) {
      pass.report()
          .reject(
              kind,
              sent.row(),
              "row",
              "is refused: %s (%s)".formatted(refusal.reason().words(), refusal.why().rule()));
    } else if (sent.isNew()) {
      pass.report().added(kind, 1);
    } else {
      pass.report().changed(kind);
    }
  }

  private Outcome outcome(Pending sent) {
    var waiting = sent.outcome();
    for (var attempt = 1; ; attempt++) {
      try {
        return waiting.join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof StoreException fault)) {
          throw e;
        }
        if (fault.kind() != StoreException.Kind.BUSY || attempt == ATTEMPTS_WHEN_BUSY) {
          throw fault;
        }
        LockSupport.parkNanos(PAUSE_WHEN_BUSY.toNanos());
        waiting = pass.ports().circulation().submit(sent.command());
      }
    }
  }
}
