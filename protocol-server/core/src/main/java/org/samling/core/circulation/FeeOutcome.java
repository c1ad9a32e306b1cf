package org.samling.core.circulation;

import java.time.Instant;
import java.util.UUID;

/** What came of charging a fee. */
public sealed interface FeeOutcome extends Outcome {

  /**
   * The patron owes it.
   *
   * @param at when it was decided
   * @param entryId the entry in the ledger
   * @param debt what the patron owes now, in minor units of the tenant's currency
   */
  record Charged(Instant at, UUID entryId, long debt) implements FeeOutcome {}

  /**
   * Nothing was charged.
   *
   * @param at when it was decided
   * @param reason why
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, Why why) implements FeeOutcome, Refusal {}
}
