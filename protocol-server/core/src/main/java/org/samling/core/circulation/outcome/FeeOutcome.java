package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/**
 * The outcome of changing what a patron owes. Amounts are in minor units of the tenant's currency.
 */
public sealed interface FeeOutcome extends Outcome {

  /**
   * The fee was charged.
   *
   * @param at when it was decided
   * @param entryId the ledger entry
   * @param debt what the patron owes now; less than 0 is credit
   */
  record Charged(Instant at, UUID entryId, long debt) implements FeeOutcome {}

  /**
   * A payment was taken.
   *
   * @param at when it was decided
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
   * Fees or credit were changed.
   *
   * @param at when it was decided
   * @param shares the change to each fee; a share without a fee is credit
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
   * @param open what is still owed of the fee; without a fee, how much credit the patron has
   */
  record Share(@Nullable UUID fee, long amount, long open) {}

  /**
   * Nothing was changed.
   *
   * @param at when it was decided
   * @param reason why
   * @param why what the refusal rests on
   */
  record Refused(Instant at, RefusalReason reason, DecisionReason why)
      implements FeeOutcome, Refusal {}
}
