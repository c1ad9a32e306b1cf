package org.samling.routes.z3950;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Cancellation;
import org.samling.z3950.ber.Octets;

/**
 * The operations of one connection, as far as they can be cancelled (Z39.50-2003, 3.2.6.3): the one
 * that runs, and those that wait for it. An operation is named by its referenceId, or by having
 * none.
 *
 * <p>APDUs arrive on the event loop, and are begun and ended in the same order by the connection's
 * thread.
 */
final class Z3950Operations {

  /** The most cancellations that wait for their operations. */
  private static final int MOST_WAITING = 64;

  /** Up to which APDU, counted from the first of the connection, operations are cancelled. */
  private final Map<Optional<Octets>, Long> cancelled = new HashMap<>();

  private long arrived;
  private long begun;
  private @Nullable Running running;

  private record Running(Optional<Octets> referenceId, Cancellation cancellation) {}

  /** An APDU arrived that will be begun. */
  synchronized void arrived() {
    arrived++;
  }

  /** Cancels what has this name and arrived before. */
  synchronized void cancel(@Nullable Octets referenceId) {
    var name = Optional.ofNullable(referenceId);
    if (running != null && running.referenceId().equals(name)) {
      running.cancellation().request();
    }
    if (arrived > begun && (cancelled.size() < MOST_WAITING || cancelled.containsKey(name))) {
      cancelled.put(name, arrived);
    }
  }

  /** The next APDU is begun. */
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

  /** What was begun is answered. */
  synchronized void end() {
    running = null;
    cancelled.values().removeIf(upTo -> upTo <= begun);
  }
}
