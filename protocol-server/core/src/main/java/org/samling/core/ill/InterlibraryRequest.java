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
 * An interlibrary request as it stands.
 *
 * @param number its number, from 1 up among the tenant's
 * @param side whether the tenant lends or borrows
 * @param state how it stands
 * @param order what was asked for
 * @param handling who handles it here, and with what
 * @param placedAt when that was
 * @param changedAt when it came to stand as it does
 */
public record InterlibraryRequest(
    long number,
    Side side,
    InterlibraryState state,
    InterlibraryOrder order,
    Handling handling,
    Instant placedAt,
    Instant changedAt) {

  /**
   * Whether an order can be this one that came again: it asks for the same record and the same
   * service.
   */
  public boolean isAskedForBy(InterlibraryOrder again) {
    var record = order.record();
    var other = again.record();
    return order.service() == again.service()
        && (record == null || other == null || isSame(record, other));
  }

  /** The states to which it may go: a copy stays where it comes to, and no loan is made of it. */
  public Set<InterlibraryState> next() {
    var next = EnumSet.noneOf(InterlibraryState.class);
    next.addAll(state.next(side));
    if (order.service() == Service.COPY) {
      next.removeAll(InterlibraryState.OF_LOANS);
    }
    return next;
  }

  /** Whether nothing follows any more. */
  public boolean isOver() {
    return next().isEmpty();
  }

  /** The same without for whom it is. */
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
   * @param hold the hold that was made for it, or null
   * @param item the barcode of the item that goes, or null where none went yet
   * @param peer the other library, where it is told what becomes of the request, or null
   */
  public record Handling(
      @Nullable String branch, @Nullable UUID hold, @Nullable String item, @Nullable Peer peer) {}

  /**
   * Something that happened to a request: it was placed, or went from one state to another.
   *
   * @param at when
   * @param who the account that did it, or the name of who works here
   * @param state how the request stood after it
   * @param note what was said about it, or null
   * @param message the message that brought it, or null where none did
   */
  public record Event(
      Instant at,
      String who,
      InterlibraryState state,
      @Nullable String note,
      @Nullable String message) {}
}
