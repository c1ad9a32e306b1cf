package org.samling.core.circulation.facts;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment, and what it settles. Amounts are in minor units of the tenant's currency.
 *
 * @param patronId the patron whose debt it settles
 * @param amount how much was offered
 * @param reference the reference given where it was paid, or null
 * @param at when it was made
 * @param credit how much of it settles nothing yet
 * @param settles how much of it settles each fee, more than 0
 */
public record PaymentFacts(
    UUID id,
    UUID patronId,
    long amount,
    @Nullable String reference,
    Instant at,
    long credit,
    Map<UUID, Long> settles) {

  /** Copies the map, in its order. */
  public PaymentFacts {
    settles = Collections.unmodifiableMap(new LinkedHashMap<>(settles));
  }

  /** How much of it was taken and is still there. */
  public long taken() {
    return credit + settles.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The payment with this much more of it settling a fee, or held as credit where the fee is null.
   */
  public PaymentFacts settling(@Nullable UUID fee, long more) {
    if (fee == null) {
      return new PaymentFacts(id, patronId, amount, reference, at, credit + more, settles);
    }
    var changed = new LinkedHashMap<>(settles);
    changed.merge(fee, more, Long::sum);
    changed.values().removeIf(left -> left == 0);
    return new PaymentFacts(id, patronId, amount, reference, at, credit, changed);
  }
}
