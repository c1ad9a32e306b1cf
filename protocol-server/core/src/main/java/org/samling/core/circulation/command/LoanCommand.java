package org.samling.core.circulation.command;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.organisation.ReturnHandling;

/** Something that changes a loan. */
public sealed interface LoanCommand<O extends Outcome> extends Command<O> {

  /**
   * Lend an item to a patron; or a set, with all its items or none.
   *
   * @param origin where it comes from
   * @param patron the patron's identifier
   * @param item the item's barcode, or the set's
   * @param renewIfOnLoan whether a loan of the item that the patron already has is renewed instead
   *     of refused
   * @param asRecorded how the loan was made elsewhere, or null for one that is made now
   * @param by an identifier of the person who borrows for a group, or null where only the patron's
   *     own was read
   */
  record Checkout(
      Origin origin,
      String patron,
      String item,
      boolean renewIfOnLoan,
      @Nullable AsRecorded asRecorded,
      @Nullable String by)
      implements LoanCommand<CheckoutOutcome> {

    /** By the patron's own identifier. */
    public Checkout(
        Origin origin,
        String patron,
        String item,
        boolean renewIfOnLoan,
        @Nullable AsRecorded asRecorded) {
      this(origin, patron, item, renewIfOnLoan, asRecorded, null);
    }
  }

  /**
   * How a loan was already made while the library could not be asked, or in another system. Such a
   * loan is not refused by policy: the thing is in the patron's hands. The rule it breaks is
   * recorded with it.
   *
   * @param at when it was made; a time after now counts as now
   * @param due when it is due, or null to count from {@code at}
   * @param renewals how often it was renewed since
   */
  record AsRecorded(Instant at, @Nullable Instant due, int renewals) {}

  /**
   * Take an item back; or a set, as {@link org.samling.core.policy.Setting#SET_RETURN_WHOLE} says.
   *
   * @param origin where it comes from
   * @param item the item's barcode, or the set's
   * @param at when it was handed in; a time after now counts as now, one before the loan as the
   *     loan's begin
   * @param handling what the machine does with it
   */
  record Checkin(Origin origin, String item, Instant at, ReturnHandling handling)
      implements LoanCommand<CheckinOutcome> {

    /** At a place where nothing is said of that. */
    public Checkin(Origin origin, String item, Instant at) {
      this(origin, item, at, ReturnHandling.USUAL);
    }
  }

  /**
   * Take back a set, but for what is missing of it.
   *
   * @param origin where it comes from
   * @param item the set's barcode
   * @param missing the barcodes of its items that did not come with it
   * @param at when it was handed in; as for one item
   */
  record CheckinSet(Origin origin, String item, List<String> missing, Instant at)
      implements LoanCommand<CheckinOutcome> {

    /** Copies the list. */
    public CheckinSet {
      missing = List.copyOf(missing);
      if (missing.size() > SetFacts.MAX_ITEMS) {
        throw new IllegalArgumentException(
            "a set has at most %d items".formatted(SetFacts.MAX_ITEMS));
      }
    }
  }

  /**
   * Take back an item that another tenant took in: end its loan, and know it to be on its way home.
   * What happened to the item since is not undone by it.
   *
   * @param origin where it comes from; the branch where the item belongs
   * @param item the item's barcode
   * @param tenant the code of the tenant that took it in
   * @param branch the code of that tenant's branch
   * @param at when it was handed in there; a time after now counts as now, one before the loan as
   *     the loan's begin
   * @param recorded when the other tenant recorded that; a loan that began later is another
   */
  record CheckinElsewhere(
      Origin origin, String item, String tenant, String branch, Instant at, Instant recorded)
      implements LoanCommand<LoanOutcome> {}

  /**
   * Lengthen a loan; or those of a set, all or none.
   *
   * @param origin where it comes from
   * @param patron the identifier of the patron who has it
   * @param item the item's barcode, or the set's
   */
  record Renew(Origin origin, String patron, String item) implements LoanCommand<CheckoutOutcome> {}

  /**
   * Undo a loan or renewal that was just made: the terminal failed to write the item's tag. What
   * the loan changed is as it was, its hold included.
   *
   * @param origin where it comes from; the branch where the loan was made
   * @param patron the identifier of the patron who has it, or null where the terminal names none
   * @param item the item's barcode
   */
  record UndoCheckout(Origin origin, @Nullable String patron, String item)
      implements LoanCommand<LoanOutcome> {}

  /**
   * Undo a return that was just made: the loan goes on, nobody's hold was filled, nothing is on its
   * way, and nothing was charged.
   *
   * @param origin where it comes from; the branch where the item was returned
   * @param patron an identifier of the patron who had it, or null where none is named
   * @param item the item's barcode
   */
  record UndoCheckin(Origin origin, @Nullable String patron, String item)
      implements LoanCommand<LoanOutcome> {

    /** Of a return of whoever had the item. */
    public UndoCheckin(Origin origin, String item) {
      this(origin, null, item);
    }
  }

  /**
   * Ask for a loan back before it is due.
   *
   * @param origin where it comes from
   * @param item the item's barcode
   */
  record Recall(Origin origin, String item) implements LoanCommand<LoanOutcome> {}

  /**
   * No longer ask for a loan back before it is due: it is due when it was before, or later where
   * that was changed since.
   *
   * @param origin where it comes from
   * @param item the item's barcode
   */
  record CancelRecall(Origin origin, String item) implements LoanCommand<LoanOutcome> {}

  /**
   * Record that a patron says that the item was returned. The loan goes on until it is found.
   *
   * @param origin where it comes from
   * @param patron the identifier of the patron who has it
   * @param item the item's barcode
   */
  record ClaimReturned(Origin origin, String patron, String item)
      implements LoanCommand<LoanOutcome> {}

  /**
   * Record that an item is lost. Where it is on loan, its price is charged and the loan goes on
   * until it is found or written off.
   *
   * @param origin where it comes from
   * @param item the item's barcode
   */
  record DeclareLost(Origin origin, String item) implements LoanCommand<LoanOutcome> {}

  /**
   * Set the due date of a loan by hand.
   *
   * @param origin where it comes from
   * @param patron the identifier of the patron who has it
   * @param item the item's barcode
   * @param day the day on which it is due, at its end; not before the loan
   */
  record ChangeDueDate(Origin origin, String patron, String item, LocalDate day)
      implements LoanCommand<LoanOutcome> {}

  /**
   * Bring the due date of a loan into line with the calendar and the stop switch as they stand now.
   *
   * @param origin where it comes from; the branch where the loan was made
   * @param item the item's barcode
   */
  record Reschedule(Origin origin, String item) implements LoanCommand<LoanOutcome> {}

  /**
   * Tell of a loan that it is overdue, once for each step of lateness that it reaches.
   *
   * @param origin where it comes from; the branch where the loan was made
   * @param item the item's barcode
   */
  record MarkOverdue(Origin origin, String item) implements LoanCommand<LoanOutcome> {}
}
