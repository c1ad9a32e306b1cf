package org.samling.core.circulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.NoteKind;
import org.samling.core.policy.Unit;

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
  record LoanClosed(LoanFacts loan, Instant at, String branch) implements Effect {}

  /**
   * A loan ends at another tenant's branch.
   *
   * @param loan the loan as it was
   * @param at when the item was handed in
   * @param elsewhere the other tenant's code and the branch's, as {@code tenant/branch}
   */
  record LoanClosedElsewhere(LoanFacts loan, Instant at, String elsewhere) implements Effect {}

  /**
   * A loan is told of afterwards that is over already: it was never the item's open loan here.
   *
   * @param loan the loan
   * @param broken the rules that it broke
   * @param end how it ended
   */
  record LoanRecorded(LoanFacts loan, List<Why> broken, LoanEnd end) implements Effect {

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
  record LoanCorrected(LoanFacts loan, LoanEnd end, Instant at) implements Effect {}

  /**
   * A machine tells of something that it did while the library could not be asked.
   *
   * @param transaction what it tells
   */
  record OfflineRecorded(OfflineTransaction transaction) implements Effect {}

  /**
   * A return or renewal that was told of before belongs to another loan, or to none.
   *
   * @param transaction the transaction
   * @param itemId the item
   * @param loan the loan that it ends or lengthens, or null while none is known
   * @param dueBefore for a renewal when that loan was due before any that was done offline, else
   *     null
   * @param at when that was found
   */
  record OfflineAssigned(
      UUID transaction, UUID itemId, @Nullable UUID loan, @Nullable Instant dueBefore, Instant at)
      implements Effect {}

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
   * @param branch the code of the branch where the return is undone
   */
  record LoanReopened(LoanFacts loan, Instant at, String branch) implements Effect {}

  /** What is kept of a patron changes. */
  sealed interface PatronEffect extends Effect {

    /** The patron. */
    UUID patronId();
  }

  /**
   * A patron's own particulars change.
   *
   * @param patronId the patron
   * @param what what changes, as words
   * @param patron the patron as they are now
   * @param details the patron's details as they are now
   * @param at when
   */
  record PatronChanged(
      UUID patronId, List<String> what, PatronFacts patron, PatronDetails details, Instant at)
      implements PatronEffect {

    /** Copies the words. */
    public PatronChanged {
      what = List.copyOf(what);
    }
  }

  /**
   * A patron is barred.
   *
   * @param patronId the patron
   * @param code why
   * @param note what staff should know, or null
   * @param until the last day on which it bars, or null
   * @param cardRetained whether a machine kept the card
   * @param at when
   */
  record PatronBlocked(
      UUID patronId,
      BlockCode code,
      @Nullable String note,
      @Nullable LocalDate until,
      boolean cardRetained,
      Instant at)
      implements PatronEffect {}

  /**
   * A block is taken away.
   *
   * @param patronId the patron
   * @param code which
   * @param at when
   */
  record PatronUnblocked(UUID patronId, BlockCode code, Instant at) implements PatronEffect {}

  /**
   * A patron may no longer go into the libraries of a place by themselves.
   *
   * @param patronId the patron
   * @param place the tenant, an agency or a branch
   * @param note why, for staff
   * @param until the last day on which it holds, or null
   * @param at when
   */
  record AdmissionWithdrawn(
      UUID patronId, Unit place, String note, @Nullable LocalDate until, Instant at)
      implements PatronEffect {}

  /**
   * A patron may go in again.
   *
   * @param patronId the patron
   * @param place of what place it was said that they may not
   * @param at when
   */
  record AdmissionRestored(UUID patronId, Unit place, Instant at) implements PatronEffect {}

  /**
   * An identifier no longer identifies, or does again.
   *
   * @param patronId whose
   * @param kind what it is
   * @param key by what it is kept
   * @param blocked why it no longer identifies, or null where it does
   * @param at when
   */
  record IdentifierChanged(
      UUID patronId, IdentifierKind kind, String key, @Nullable String blocked, Instant at)
      implements PatronEffect {}

  /**
   * None of a patron's identifiers identifies any more.
   *
   * @param patronId whose
   * @param blocked why
   * @param at when
   */
  record IdentifiersBlocked(UUID patronId, String blocked, Instant at) implements PatronEffect {}

  /**
   * A patron is nobody's guardian any more.
   *
   * @param patronId the patron
   * @param at when
   */
  record WardsReleased(UUID patronId, Instant at) implements PatronEffect {}

  /**
   * A consent is given or taken back.
   *
   * @param patronId by whom
   * @param consent to what
   * @param isGiven whether it holds now
   * @param at when
   */
  record ConsentChanged(UUID patronId, Consent consent, boolean isGiven, Instant at)
      implements PatronEffect {}

  /**
   * It can no longer be told what a patron had on loan before.
   *
   * @param patronId the patron
   * @param at when
   */
  record LoanHistoryErased(UUID patronId, Instant at) implements PatronEffect {}

  /**
   * Staff write a note.
   *
   * @param patronId about whom
   * @param noteId the note
   * @param kind for what it is written
   * @param text what it says
   * @param by who wrote it
   * @param at when
   */
  record NoteAdded(UUID patronId, UUID noteId, NoteKind kind, String text, String by, Instant at)
      implements PatronEffect {}

  /**
   * Staff take a note away.
   *
   * @param patronId about whom it was
   * @param noteId the note
   * @param at when
   */
  record NoteRemoved(UUID patronId, UUID noteId, Instant at) implements PatronEffect {}

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
   * An item came into the library's hands, and that ends no loan that is known.
   *
   * @param itemId the item
   * @param branch the code of the branch where it did
   * @param at when
   */
  record ItemCameIn(UUID itemId, String branch, Instant at) implements Effect {}

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
   * @param from the code of the branch where it belonged before
   * @param returnedLoan the loan that the return ended, or null
   * @param at when
   */
  record ItemFloated(
      UUID itemId, String branch, String from, @Nullable UUID returnedLoan, Instant at)
      implements Effect {}

  /**
   * An item belongs again where it did before it was returned, for its return is undone.
   *
   * @param itemId the item
   * @param branch the code of the branch
   * @param reopenedLoan the loan that goes on
   * @param at when
   */
  record ItemFloatUndone(UUID itemId, String branch, UUID reopenedLoan, Instant at)
      implements Effect {}

  /**
   * An item of another tenant was handed in.
   *
   * @param barcode what is printed on it
   * @param owner the code of the tenant whose it is
   * @param branch the code of the branch where it was handed in
   * @param at when it was handed in
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
   * Something is noted of an item.
   *
   * @param itemId the item
   * @param properties the note, or null where there is none any more
   * @param at when
   */
  record ItemDescribed(UUID itemId, @Nullable String properties, Instant at) implements Effect {}

  /**
   * An item is named, belongs or consists otherwise than before.
   *
   * @param itemId the item
   * @param barcode what is printed on it now
   * @param home the code of the branch where it belongs now
   * @param location where it stands in its branch now, or null
   * @param stock what it is as a piece of stock now
   * @param at when
   */
  record ItemRevised(
      UUID itemId,
      String barcode,
      String home,
      @Nullable String location,
      StockFacts stock,
      Instant at)
      implements Effect {

    /** An item that is revised in what it is as a piece of stock. */
    static ItemRevised of(ItemFacts item, StockFacts stock, Instant at) {
      return new ItemRevised(item.id(), item.barcode(), item.home(), item.location(), stock, at);
    }
  }

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
   * A partner has a number for a hold.
   *
   * @param hold the hold
   * @param reference the number; one that was another hold's before is this one's
   */
  record HoldReferenced(UUID hold, HoldReference reference) implements Effect {}

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

  /** Something changes about bookings, sets or groups. */
  sealed interface BookingEffect extends Effect {}

  /**
   * A booking is made, comes further, or ends.
   *
   * @param booking the booking as it is now
   * @param at when
   */
  record BookingChanged(BookingFacts booking, Instant at) implements BookingEffect {}

  /**
   * Items are lent as one from now on, or no longer.
   *
   * @param set the set as it is now
   * @param added the items that were put into it
   * @param removed the items that were taken out of it
   * @param at when
   */
  record SetPut(SetFacts set, List<UUID> added, List<UUID> removed, Instant at)
      implements BookingEffect {

    /** Copies the lists. */
    public SetPut {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }

  /**
   * The items of a set are lent each by itself again.
   *
   * @param set the set as it was
   * @param at when
   */
  record SetDissolved(SetFacts set, Instant at) implements BookingEffect {}

  /**
   * A group has other members, or is another class.
   *
   * @param group the group as it is now
   * @param at when
   */
  record GroupChanged(GroupFacts group, Instant at) implements BookingEffect {}

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
