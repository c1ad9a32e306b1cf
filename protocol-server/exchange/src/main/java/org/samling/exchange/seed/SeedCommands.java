package org.samling.exchange.seed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.exchange.seed.SeedContent.SeedBooking;
import org.samling.exchange.seed.SeedContent.SeedFee;
import org.samling.exchange.seed.SeedContent.SeedGroup;
import org.samling.exchange.seed.SeedContent.SeedHold;
import org.samling.exchange.seed.SeedContent.SeedLoan;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.exchange.seed.SeedReport.Tally;

/**
 * Submits commands, many at once, and counts their outcomes. They are decided, audited and
 * remembered like any others: one of an earlier load is recognised by its key and has no effect.
 */
final class SeedCommands {

  private static final int IN_FLIGHT = 256;
  private static final Duration PAUSE_WHEN_BUSY = Duration.ofMillis(50);
  private static final int ATTEMPTS_WHEN_BUSY = 1_000;

  private final Circulation circulation;
  private final Tally tally;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

  /** When the load began, by the system clock, which times the outcomes too. */
  private final Instant began = Instant.now();

  SeedCommands(Circulation circulation, Tally tally) {
    this.circulation = circulation;
    this.tally = tally;
  }

  /** A command under way. */
  private record Pending(
      Kind kind,
      SeedValue<?> placed,
      List<Object> identity,
      Function<CommandKey, Command<?>> command,
      CompletableFuture<? extends Outcome> outcome) {}

  /**
   * Submits a command; its outcome is counted now or later.
   *
   * @param kind what it creates
   * @param placed its position in the file
   * @param natural identifies it among those of its kind
   * @param command builds it from its key
   */
  void submit(
      Kind kind, SeedValue<?> placed, List<?> natural, Function<CommandKey, Command<?>> command) {
    if (pending.size() >= IN_FLIGHT) {
      settle(pending.removeFirst());
    }
    var identity = new ArrayList<Object>(List.of("seed", kind));
    identity.addAll(natural);
    pending.add(
        new Pending(
            kind, placed, identity, command, circulation.submit(command.apply(key(identity)))));
  }

  /** Waits for the commands under way, and counts their outcomes. */
  void settleAll() {
    while (!pending.isEmpty()) {
      settle(pending.removeFirst());
    }
  }

  private void settle(Pending sent) {
    var outcome = outcome(sent);
    var refusal = refusal(outcome);
    // A refusal in an earlier load is remembered, but its cause may be gone: it is submitted again.
    while (refusal != null && !isThere(refusal.reason()) && outcome.at().isBefore(began)) {
      sent.identity().add(outcome.at());
      outcome = outcome(again(sent));
      refusal = refusal(outcome);
    }
    if (refusal == null) {
      var kept = outcome.at().isBefore(began) ? 1 : 0;
      tally.done(sent.kind(), 1 - kept, kept);
    } else if (isThere(refusal.reason())) {
      tally.done(sent.kind(), 0, 1);
    } else {
      tally.refused(sent.kind(), problem(sent.placed(), refusal));
    }
  }

  private Pending again(Pending sent) {
    var command = sent.command().apply(key(sent.identity()));
    return new Pending(
        sent.kind(), sent.placed(), sent.identity(), sent.command(), circulation.submit(command));
  }

  private Outcome outcome(Pending sent) {
    var waiting = sent;
    for (var attempt = 1; ; attempt++) {
      try {
        return waiting.outcome().join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof StoreException fault)) {
          throw e;
        }
        if (fault.kind() != StoreException.Kind.BUSY || attempt == ATTEMPTS_WHEN_BUSY) {
          throw fault;
        }
        LockSupport.parkNanos(PAUSE_WHEN_BUSY.toNanos());
        waiting = again(sent);
      }
    }
  }

  private static CommandKey key(List<Object> identity) {
    return CommandKey.of(CommandKey.MAX_WINDOW, identity.toArray());
  }

  private static @Nullable Refusal refusal(Outcome outcome) {
    return outcome instanceof Refusal refusal ? refusal : null;
  }

  private static boolean isThere(RefusalReason reason) {
    return reason == RefusalReason.ON_LOAN_TO_SAME_PATRON || reason == RefusalReason.ALREADY_HELD;
  }

  /** The card in the request, because a refusal does not repeat it. */
  private static String card(Object entry) {
    return switch (entry) {
      case SeedLoan loan -> loan.patron();
      case SeedHold hold -> hold.patron();
      case SeedFee fee -> fee.patron();
      case SeedGroup group -> group.patron();
      case SeedBooking booking -> booking.patron();
      default -> throw new IllegalStateException("no patron in " + entry.getClass());
    };
  }

  private static String problem(SeedValue<?> placed, Refusal refusal) {
    var named = refusal.why().value();
    return switch (refusal.reason()) {
      case PATRON_UNKNOWN ->
          placed.problem(
              "patron",
              "no patron has the card \"%s\"; add the patron".formatted(card(placed.value())));
      case ITEM_UNKNOWN ->
          placed.problem("item", "no item has the barcode \"%s\"; add the item".formatted(named));
      case RECORD_UNKNOWN ->
          placed.problem("record", "the catalogue has no record %s; add it".formatted(named));
      case PATRON_BLOCKED -> refused(placed, "patron", "the patron is blocked", refusal.why());
      case PATRON_EXPIRED ->
          refused(placed, "patron", "the patron's right to borrow has expired", refusal.why());
      case DEBT_TOO_HIGH -> refused(placed, "patron", "the patron owes too much", refusal.why());
      case TOO_MANY_HOLDS ->
          refused(placed, "patron", "the patron has as many holds as allowed", refusal.why());
      case NO_ITEMS_FOR_LOAN ->
          refused(placed, "record", "no item of this title is lent", refusal.why());
      default -> refused(placed, "patron", refusal.reason().words(), refusal.why());
    };
  }

  private static String refused(
      SeedValue<?> placed, String key, String reason, DecisionReason why) {
    return placed.problem(key, "%s (%s)".formatted(reason, why));
  }
}
