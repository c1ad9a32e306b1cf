package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/**
 * A promotion to which what was acknowledged for some time may be lost, because commits did not
 * wait for the standby. The standby has a beginning of what the primary wrote: of each tenant the
 * last transactions are lost, and none before one that is there.
 *
 * @param from until then the standby had all that was acknowledged
 * @param until the promotion
 */
record Loss(Instant from, Instant until) {

  boolean allows(Exchange exchange) {
    var answered = exchange.answeredAt();
    return !answered.isBefore(from) && !answered.isAfter(until);
  }

  /**
   * Checks that it is an end that is lost.
   *
   * @param lost what one tenant's clients heard and is not there
   * @param kept what they heard and is there
   */
  void check(Collection<Exchange> lost, Collection<Exchange> kept, JumpingClock clock) {
    lost.stream()
        .filter(this::allows)
        .map(exchange -> exchange.decided(clock))
        .min(Comparator.naturalOrder())
        .ifPresent(first ->
            assertThat(kept)
                .map(exchange -> exchange.decided(clock))
                .filteredOn(decided -> !decided.isAfter(until))
                .as("what was decided before the promotion at %s, and is there", until)
                .allMatch(decided -> decided.isBefore(first)));
  }
}
