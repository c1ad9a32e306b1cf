package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;

/**
 * What came of changing what a patron owes. Amounts are in minor units of the tenant's currency.
 */
public sealed interface FeeOutcome extends Outcome {

  /**
   * The patron owes it.
   *
   * @param at when it was decided
   * @param entryId the entry in the ledger
   * @param debt what the patron owes now; less than 0 is credit
   */
  record Charged(Instant at, UUID entryId, long debt) implements FeeOutcome {}

  /**
   * A payment was taken.
   *
   * @param at when it was decided
   * @param paymentId the payment
   * @param taken how much of what was offered was taken
   * @param shares what it settles; a share without a fee is credit
   * @param debt what the patron owes now; less than 0 is credit
   */
  record Paid(Instant at, UUID paymentId, long taken, List<Share> shares, long debt)
      implements FeeOutcome {

    /** Copies the shares. */
    public Paid {
      shares = List.copyOf(shares);
    }
  }

  /**
   * Something became of fees.
   *
   * @param at when it was decided
   * @param shares what became of each; a share without a fee is credit
   * @param debt what the patron owes now; less than 0 is credit
   */
  record Changed(Instant at, List<Share> shares, long debt) implements FeeOutcome {

    /** Copies the shares. */
    public Changed {
      shares = List.copyOf(shares);
    }
  }

  /**
   * A part of an amount, and where it went.
   *
   * @param fee the fee, or null for credit
   * @param amount how much
   * @param open what is owed of the fee now; without a fee how much credit the patron has now
   */
  record Share(@Nullable UUID fee, long amount, long open) {}

  /**
   * Nothing was changed.
   *
   * @param at when it was decided
   * @param reason why
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, Why why) implements FeeOutcome, Refusal {}
}
