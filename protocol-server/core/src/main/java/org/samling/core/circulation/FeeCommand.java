package org.samling.core.circulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that changes what a patron owes. */
public sealed interface FeeCommand<O extends Outcome> extends Command<O> {

  /**
   * Charge a fee to a patron.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param type what it is for
   * @param amount how much, in minor units of the tenant's currency, more than 0
   * @param item the barcode of the item it is for, or null
   * @param reason why, for the patron to read, or null
   * @param at when it arose
   */
  record ChargeFee(
      Origin origin,
      String patron,
      FeeType type,
      long amount,
      @Nullable String item,
      @Nullable String reason,
      Instant at)
      implements FeeCommand<FeeOutcome> {}
}
