package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.List;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.reason.Why;

/** Something about a loan changes. */
public sealed interface LoanEffect extends Effect {

  /**
   * A loan begins.
   *
   * @param broken the rules that it breaks because it was made elsewhere
   */
  record LoanOpened(LoanFacts loan, List<Why> broken) implements LoanEffect {

    /** Copies the broken rules. */
    public LoanOpened {
      broken = List.copyOf(broken);
    }
  }

  /** Something about a loan changes, and the loan goes on. */
  sealed interface LoanChanged extends LoanEffect {

    /** The loan as it is now. */
    LoanFacts loan();
  }

  /**
   * A loan is lengthened.
   *
   * @param loan the loan as it is now
   * @param at when
   */
  record LoanRenewed(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A renewal is undone.
   *
   * @param loan the loan as it is now
   * @param at when
   */
  record LoanRenewalUndone(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A loan is due on another day, without being renewed.
   *
   * @param loan the loan as it is now
   * @param at when
   */
  record LoanDueMoved(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A loan is asked back.
   *
   * @param loan the loan as it is now
   * @param at when
   */
  record LoanRecalled(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A loan is no longer asked back.
   *
   * @param loan the loan as it is now
   * @param at when
   */
  record LoanRecallCancelled(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * A patron says that the item was returned.
   *
   * @param loan the loan as it is now
   * @param at when
   */
  record LoanClaimedReturned(LoanFacts loan, Instant at) implements LoanChanged {}

  /**
   * The item is lost while it is on loan.
   *
   * @param loan the loan as it is now
   * @param at when
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
   * @param elsewhere the other tenant's code and the branch's, as {@code tenant/branch}
   */
  record LoanClosedElsewhere(LoanFacts loan, Instant at, String elsewhere) implements LoanEffect {}

  /**
   * A loan is told of afterwards that is over already: it was never the item's open loan here.
   *
   * @param broken the rules that it broke
   * @param end how it ended
   */
  record LoanRecorded(LoanFacts loan, List<Why> broken, LoanEnd end) implements LoanEffect {

    /** Copies the broken rules. */
    public LoanRecorded {
      broken = List.copyOf(broken);
    }
  }

  /**
   * A loan that is over was in truth due, or ended, otherwise: what happened in between was told
   * afterwards.
   *
   * @param loan the loan as it was in truth
   * @param end how it ended
   * @param at when that was told
   */
  record LoanCorrected(LoanFacts loan, LoanEnd end, Instant at) implements LoanEffect {}

  /**
   * A loan ends as though it had never been made.
   *
   * @param loan the loan as it was
   * @param at when
   */
  record LoanUndone(LoanFacts loan, Instant at) implements LoanEffect {}

  /**
   * A loan goes on as though the item had not been handed in.
   *
   * @param loan the loan as it is now
   * @param at when
   * @param branch the code of the branch where the return is undone
   */
  record LoanReopened(LoanFacts loan, Instant at, String branch) implements LoanEffect {}

  /**
   * A loan was found to be overdue, for notices to tell of.
   *
   * @param step how many steps of lateness it has reached, from 1 on
   * @param at when
   */
  record LoanMarkedOverdue(LoanFacts loan, int step, Instant at) implements LoanEffect {}
}
