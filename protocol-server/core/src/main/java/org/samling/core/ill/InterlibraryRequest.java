package org.samling.core.ill;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryState.Side;

/**
 * An interlibrary request in its current state.
 *
 * @param number its number, from 1 up among the tenant's
 * @param side whether the tenant lends or borrows
 * @param state its state
 * @param order the order
 * @param handling how it is handled here
 * @param placedAt when it was placed
 * @param changedAt when it came into its current state
 */
public record InterlibraryRequest(
    long number,
    Side side,
    InterlibraryState state,
    InterlibraryOrder order,
    Handling handling,
    Instant placedAt,
    Instant changedAt) {

  private static final Set<InterlibraryState> NOT_SHIPPED =
      EnumSet.of(
          InterlibraryState.SENT,
          InterlibraryState.EXPECT_TO_SUPPLY,
          InterlibraryState.WILL_SUPPLY);

  /**
   * Whether an order can be a repetition of this one's: it asks for the same record and service.
   */
  public boolean isRepeatedBy(InterlibraryOrder again) {
    var record = order.record();
    var other = again.record();
    return order.service() == again.service()
        && (record == null || other == null || isSame(record, other));
  }

  /**
   * The states to which it may go. A copy is not lent or returned; one that nobody was found for is
   * sent by naming somebody.
   */
  public Set<InterlibraryState> next() {
    var next = EnumSet.noneOf(InterlibraryState.class);
    next.addAll(state.next(side));
    if (state == InterlibraryState.REQUESTED && handling.peer() == null) {
      next.remove(InterlibraryState.SENT);
    }
    if (order.service() == Service.COPY) {
      next.removeAll(InterlibraryState.OF_LOANS);
    }
    return next;
  }

  /**
   * Whether a message of the other library can put it in a state: one that may follow, or that of
   * an item that was sent before the lender read that it was cancelled.
   */
  public boolean mayBecome(InterlibraryState to) {
    return next().contains(to)
        || (side == Side.BORROWING
            && state == InterlibraryState.CANCELLED
            && to == InterlibraryState.SHIPPED);
  }

  /** Whether it waits for an item of which its lender never said that it was sent. */
  public boolean isNotShipped() {
    return side == Side.BORROWING && NOT_SHIPPED.contains(state);
  }

  /** Whether it is in a final state. */
  public boolean isOver() {
    return next().isEmpty();
  }

  /** A copy without the patron. */
  public InterlibraryRequest withoutPatron() {
    return new InterlibraryRequest(
        number, side, state, order.withoutPatron(), handling, placedAt, changedAt);
  }

  private static boolean isSame(WantedRecord record, WantedRecord other) {
    return record.key().equals(other.key());
  }

  /**
   * How a request is handled here.
   *
   * @param branch the code of the branch that handles it, or null where none was named
   * @param hold its hold, or null
   * @param item the barcode of the item supplied, or null where there is none yet
   * @param peer the other library, where it is notified of changes, or null
   * @param terms the lender's terms
   */
  public record Handling(
      @Nullable String branch,
      @Nullable UUID hold,
      @Nullable String item,
      @Nullable Peer peer,
      SupplyTerms terms) {}

  /**
   * An event of a request: it was placed, or went from one state to another.
   *
   * @param at when
   * @param who the account that did it, or the name of a staff member
   * @param state the request's state after it
   * @param note a note about it, or null
   * @param message the message that caused it, or null where none did
   */
  public record Event(
      Instant at,
      String who,
      InterlibraryState state,
      @Nullable String note,
      @Nullable String message) {}
}
