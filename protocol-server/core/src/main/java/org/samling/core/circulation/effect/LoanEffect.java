package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.List;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.reason.DecisionReason;

/** A change to a loan. */
public sealed interface LoanEffect extends Effect {

  /**
   * A loan begins.
   *
   * @param broken the rules that it breaks because it was made elsewhere
   */
  record LoanOpened(LoanFacts loan, List<DecisionReason> broken) implements LoanEffect {

    /** Copies the broken rules. */
    public LoanOpened {
      broken = List.copyOf(broken);
    }
  }

  /** A change to a loan that stays open. */
  sealed interface LoanChanged extends LoanEffect {

    /** The loan as it is now. */
    LoanFacts loan();
  }

  /**
   * A loan is renewed.
   *
   * @param loan the loan as it is now
   */
  record LoanRenewed(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * The library that lent the item is asked for a longer loan; the loan stays as it is.
   *
   * @param loan the loan
   */
  record LenderAsked(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A renewal is undone.
   *
   * @param loan the loan as it is now
   */
  record LoanRenewalUndone(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A loan's due date changes without a renewal.
   *
   * @param loan the loan as it is now
   */
  record LoanDueMoved(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A loan is recalled.
   *
   * @param loan the loan as it is now
   */
  record LoanRecalled(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A recall is cancelled.
   *
   * @param loan the loan as it is now
   */
  record LoanRecallCancelled(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A patron says that the item was returned.
   *
   * @param loan the loan as it is now
   */
  record LoanClaimedReturned(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * The item is lost while it is on loan.
   *
   * @param loan the loan as it is now
   */
  record LoanLost(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A loan ends.
   *
   * @param loan the loan as it was
   * @param at when the item was handed in
   * @param branch the code of the branch where it was handed in
   */
  record LoanClosed(LoanFacts loan, Instant at, String branch) implements LoanEffect {}

  /**
   * A loan ends at another tenant's branch.
   *
   * @param loan the loan as it was
   * @param at when the item was handed in
   * @param elsewhere the other tenant's branch, as {@code tenant/branch}
   */
  record LoanClosedElsewhere(LoanFacts loan, Instant at, String elsewhere) implements LoanEffect {}

  /**
   * A loan that has already ended is reported afterwards: it was never the item's open loan here.
   *
   * @param broken the rules that it broke
   * @param end how it ended
   */
  record LoanRecorded(LoanFacts loan, List<DecisionReason> broken, LoanEnd end)
      implements LoanEffect {

    /** Copies the broken rules. */
    public LoanRecorded {
      broken = List.copyOf(broken);
    }
  }

  /**
   * The due date or end of an ended loan is corrected, because something that happened in between
   * was reported later.
   *
   * @param loan the corrected loan
   * @param end how it ended
   * @param at when that was reported
   */
  record LoanCorrected(LoanFacts loan, LoanEnd end, Instant at) implements LoanEffect {}

  /**
   * A loan is undone, as though it had never been made.
   *
   * @param loan the loan as it was
   */
  record LoanUndone(LoanFacts loan, Instant at) implements LoanEffect {}

  /**
   * A loan is reopened, as though the item had not been returned.
   *
   * @param loan the loan as it is now
   * @param branch the code of the branch where the return is undone
   */
  record LoanReopened(LoanFacts loan, Instant at, String branch) implements LoanEffect {}

  /**
   * A loan was found to be overdue, so that notices can be sent.
   *
   * @param step how many steps of lateness it has reached, from 1 on
   */
  record LoanMarkedOverdue(LoanFacts loan, int step, Instant at) implements LoanEffect {}
}
