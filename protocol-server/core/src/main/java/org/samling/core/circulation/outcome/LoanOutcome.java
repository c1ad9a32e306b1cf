package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcome of changing a loan in ways other than lending, renewing or returning. */
public sealed interface LoanOutcome extends Outcome {

  /**
   * It was done.
   *
   * @param at when it was decided
   * @param loanId the loan, or null where the item was not on loan
   * @param due when it is due now, or null where it is no longer on loan
   * @param warning what staff should know of the new due date, or null
   */
  record Changed(
      Instant at,
      @Nullable UUID loanId,
      ItemView item,
      @Nullable Instant due,
      @Nullable DecisionReason warning)
      implements LoanOutcome {

    /** A change without a warning. */
    public Changed(Instant at, @Nullable UUID loanId, ItemView item, @Nullable Instant due) {
      this(at, loanId, item, due, null);
    }
  }

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param barcode the barcode in the command
   * @param item the item, or null where there is none with this barcode
   * @param why what the refusal rests on
   */
  record Refused(
      Instant at, RefusalReason reason, String barcode, @Nullable ItemView item, DecisionReason why)
      implements LoanOutcome, Refusal {}
}
