package org.samling.routes.z3950;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Cancellation;
import org.samling.z3950.ber.Octets;

/**
 * The cancellable operations of one connection (Z39.50-2003, 3.2.6.3): the one that is running, and
 * those that wait for it. An operation is identified by its referenceId, or by having none.
 *
 * <p>APDUs arrive on the event loop; the connection's thread begins and ends them in the same
 * order.
 */
final class Z3950Operations {

  /** The most cancellations that may wait for their operations. */
  private static final int MOST_WAITING = 64;

  /**
   * For each referenceId, the number of the last APDU to cancel, counted from the connection's
   * first.
   */
  private final Map<Optional<Octets>, Long> cancelled = new HashMap<>();

  private long countArrival;
  private long begun;
  private @Nullable Running running;

  private record Running(Optional<Octets> referenceId, Cancellation cancellation) {}

  /** Counts an APDU that arrived and will be begun. */
  synchronized void countArrival() {
    countArrival++;
  }

  /** Cancels the operations with this referenceId that have arrived. */
  synchronized void cancel(@Nullable Octets referenceId) {
    var name = Optional.ofNullable(referenceId);
    if (running != null && running.referenceId().equals(name)) {
      running.cancellation().request();
    }
    if (countArrival > begun && (cancelled.size() < MOST_WAITING || cancelled.containsKey(name))) {
      cancelled.put(name, countArrival);
    }
  }

  /** Begins the next APDU. */
  synchronized Cancellation begin(@Nullable Octets referenceId) {
    begun++;
    var name = Optional.ofNullable(referenceId);
    var cancellation = new Cancellation();
    var upTo = cancelled.get(name);
    if (upTo != null && begun <= upTo) {
      cancellation.request();
    }
    running = new Running(name, cancellation);
    return cancellation;
  }

  /** Ends the APDU that was begun. */
  synchronized void end() {
    running = null;
    cancelled.values().removeIf(upTo -> upTo <= begun);
  }
}
