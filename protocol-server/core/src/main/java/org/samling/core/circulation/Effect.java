package org.samling.core.circulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change that a decision asks the store to write. */
public sealed interface Effect {

  /**
   * A loan begins.
   *
   * @param loan the loan
   * @param broken the rules that it breaks because it was made elsewhere
   */
  record LoanOpened(LoanFacts loan, List<Why> broken) implements Effect {

    /** Copies the broken rules. */
    public LoanOpened {
      broken = List.copyOf(broken);
    }
  }

  /** Something about a loan changes, and the loan goes on. */
  sealed interface LoanChanged extends Effect {

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
  record LoanClosed(LoanFacts loan, Instant at, String branch) implements Effect {}

  /**
   * A loan ends as though it had never been made.
   *
   * @param loan the loan as it was
   * @param at when
   */
  record LoanUndone(LoanFacts loan, Instant at) implements Effect {}

  /**
   * A loan goes on as though the item had not been handed in.
   *
   * @param loan the loan as it is now
   * @param at when
   */
  record LoanReopened(LoanFacts loan, Instant at) implements Effect {}

  /**
   * An item stands elsewhere, or differently.
   *
   * @param itemId the item
   * @param status its status now
   * @param branch the code of the branch where it is, or to which it is on its way
   * @param holdId the hold it is set aside for, or null
   * @param returnedLoan the loan that ended with it, or null
   * @param at since when
   */
  record ItemMoved(
      UUID itemId,
      ItemStatus status,
      String branch,
      @Nullable UUID holdId,
      @Nullable UUID returnedLoan,
      Instant at)
      implements Effect {}

  /**
   * An item is sent to another branch.
   *
   * @param transit its way
   */
  record TransitBegun(TransitFacts transit) implements Effect {}

  /**
   * An item has arrived, or came into other hands on its way.
   *
   * @param itemId the item
   * @param at when
   */
  record TransitEnded(UUID itemId, Instant at) implements Effect {}

  /**
   * An item on its way lies in a transport crate.
   *
   * @param transitId its way
   * @param itemId the item
   * @param crate what is printed on the crate
   * @param at when
   */
  record TransitPacked(UUID transitId, UUID itemId, String crate, Instant at) implements Effect {}

  /**
   * An item of a floating group belongs from now on where it was returned.
   *
   * @param itemId the item
   * @param branch the code of the branch
   * @param at when
   */
  record ItemFloated(UUID itemId, String branch, Instant at) implements Effect {}

  /**
   * An item of another tenant was handed in.
   *
   * @param barcode what is printed on it
   * @param owner the code of the tenant whose it is
   * @param branch the code of the branch where it was handed in
   * @param at when
   */
  record OthersItemHandedIn(String barcode, String owner, String branch, Instant at)
      implements Effect {}

  /**
   * An item was looked for in vain.
   *
   * @param itemId the item
   * @param times how often in a row
   * @param status its status now
   * @param at when
   */
  record ItemNotFound(UUID itemId, int times, ItemStatus status, Instant at) implements Effect {}

  /**
   * A pickup number is given at a branch.
   *
   * @param branch the branch's code
   * @param number the number
   */
  record PickupNumberGiven(String branch, int number) implements Effect {}

  /**
   * A patron joins a queue.
   *
   * @param hold the hold
   */
  record HoldPlaced(HoldFacts hold) implements Effect {}

  /**
   * A hold comes further, or ends.
   *
   * @param hold the hold as it is now
   * @param at when
   */
  record HoldChanged(HoldFacts hold, Instant at) implements Effect {}

  /**
   * A loan was found to be overdue, for notices to tell of.
   *
   * @param loan the loan
   * @param step how many steps of lateness it has reached, from 1 on
   * @param at when
   */
  record LoanMarkedOverdue(LoanFacts loan, int step, Instant at) implements Effect {}

  /** Something is entered in the ledger. */
  sealed interface LedgerChanged extends Effect {}

  /**
   * A patron owes more.
   *
   * @param entryId the entry in the ledger
   * @param patronId the patron
   * @param type what it is for
   * @param amount how much, in minor units of the tenant's currency
   * @param itemId the item it is for, or null
   * @param loanId the loan it is for, or null
   * @param dueDay for being late the day on which the loan was due, else null
   * @param reason why, for the patron to read, or null
   * @param at when it arose
   * @param recorded when it was entered
   */
  record FeeCharged(
      UUID entryId,
      UUID patronId,
      FeeType type,
      long amount,
      @Nullable UUID itemId,
      @Nullable UUID loanId,
      @Nullable LocalDate dueDay,
      @Nullable String reason,
      Instant at,
      Instant recorded)
      implements LedgerChanged {}

  /**
   * Money came in; entries say what it settles.
   *
   * @param payment the payment
   * @param recorded when it was entered
   */
  record PaymentTaken(PaymentFacts payment, Instant recorded) implements LedgerChanged {}

  /**
   * Something becomes of a fee or a payment.
   *
   * @param entryId the entry in the ledger
   * @param patronId the patron
   * @param kind what it does
   * @param amount how much, in minor units of the tenant's currency; more than 0 makes the debt
   *     larger
   * @param fee the fee, or null for the part of a payment that settles none
   * @param paymentId the payment, or null where it is about none
   * @param loanId the loan whose return gives the fee up, or null
   * @param reason why, for people, or null
   * @param at when
   */
  record LedgerEntered(
      UUID entryId,
      UUID patronId,
      LedgerKind kind,
      long amount,
      @Nullable FeeEntry fee,
      @Nullable UUID paymentId,
      @Nullable UUID loanId,
      @Nullable String reason,
      Instant at)
      implements LedgerChanged {}

  /**
   * A fee, by the entry that made it.
   *
   * @param id the entry
   * @param recorded when it was made
   */
  record FeeEntry(UUID id, Instant recorded) {}
}
