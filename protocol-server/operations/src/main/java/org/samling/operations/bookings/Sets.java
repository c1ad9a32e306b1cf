package org.samling.operations.bookings;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.BookingLists.SetListed;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.core.policy.SortRule;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on sets take and return. */
public final class Sets {

  private static final int NAME = SetFacts.MAX_LENGTH;

  private Sets() {}

  /**
   * A page of sets.
   *
   * @param sets the sets, by barcode
   * @param next what the next page comes after
   */
  public record Listed(List<SetEntry> sets, @Means(Paging.NEXT) @Nullable String next) {}

  /** A set in a list. */
  public record SetEntry(@Means("the barcode") String set, String name, int items, int onLoan) {

    static SetEntry of(SetListed set) {
      return new SetEntry(set.barcode(), set.name(), set.items(), set.onLoan());
    }
  }

  /** Which set. */
  public record WhichSet(@Means("the barcode of the set") @Size(max = NAME) String set) {}

  /** A set with its items. */
  public record SetWithItems(
      @Means("the barcode") String set,
      String name,
      int items,
      int onLoan,
      List<SetItem> contents) {}

  /** An item of a set. */
  public record SetItem(
      @Means("the barcode") String item,
      String title,
      ItemStatus status,
      @Means("the code of the branch where it is") String branch,
      @Means("a card of the patron who has it") @Nullable String patron,
      @Means("the day on which it is due") @Nullable LocalDate due) {

    static SetItem of(BookingLists.SetItem item) {
      return new SetItem(
          item.barcode(), item.title(), item.status(), item.at(), item.borrower(), item.due());
    }
  }

  /** A set that is to be made or filled. */
  public record Contents(
      @Means("the barcode of the set, which no item has") @Size(max = NAME) String set,
      @Means("what it is called; needed for a new set") @Size(max = NAME) @Nullable String name,
      @Means("the barcodes of the items to add") @Size(max = SetFacts.MAX_ITEMS) @Nullable List<@Size(max = NAME) String> items) {}

  /** Items that are to be taken out of a set. */
  public record Removal(
      @Means("the barcode of the set") @Size(max = NAME) String set,
      @Means("the barcodes of the items") @Size(min = 1, max = SetFacts.MAX_ITEMS) List<@Size(max = NAME) String> items) {}

  /** An item that takes the place of another in a set. */
  public record Replacement(
      @Means("the barcode of the set") @Size(max = NAME) String set,
      @Means("the barcode of the item that is taken out") @Size(max = NAME) String item,
      @Means("the barcode of the item that is put in its place") @Size(max = NAME) String by) {}

  /** Where a set is to belong. */
  public record Move(
      @Means("the barcode of the set") @Size(max = NAME) String set,
      @Means("the code of the set's new branch") @Size(max = NAME) String branch) {}

  /** A set that was changed. */
  public record Changed(
      @Means("the barcode") String set,
      String name,
      @Means("the barcodes of its items; of a set that was dissolved, of those that it had")
          List<String> items,
      @Means("bookings of the set for which other copies are promised now")
          List<AffectedBooking> bookings) {

    static Changed of(SetOutcome.Changed changed) {
      return new Changed(
          changed.set(),
          changed.name(),
          changed.items(),
          changed.told().stream().map(AffectedBooking::of).toList());
    }
  }

  /** A booking of which the copies changed. */
  public record AffectedBooking(
      @Means("the number of the booking") UUID booking,
      String patronName,
      @Means("the first day") LocalDate from,
      @Means("how many copies it has, promised and on loan") int copies,
      @Means("how many were booked") int wanted) {

    static AffectedBooking of(SetOutcome.AffectedBooking booking) {
      return new AffectedBooking(
          booking.booking(),
          booking.patronName(),
          booking.from(),
          booking.copies(),
          booking.wanted());
    }
  }

  /** A set that comes back. */
  public record Checkin(
      @Means("the barcode of the set") @Size(max = NAME) String set,
      @Means("the code of the branch of the return") @Size(max = NAME) String branch,
      @Means("the barcodes of its items that did not come with it") @Size(max = SetFacts.MAX_ITEMS) @Nullable List<@Size(max = NAME) String> missing) {}

  /** A set that was taken back. */
  public record CheckedIn(
      @Means("the barcode") String set,
      String name,
      @Means("how many items it has") int items,
      @Means("the code of the branch where it goes") String branch,
      @Means("the barcodes of its items that are still on loan, lost or missing")
          List<String> missing,
      @Means("the items that came in") List<Returned> returned) {

    static CheckedIn of(CheckinOutcome.SetReturned outcome) {
      var set = outcome.set();
      return new CheckedIn(
          set.barcode(),
          set.name(),
          set.size(),
          outcome.branch(),
          set.missing(),
          outcome.returned().stream().map(Returned::of).toList());
    }
  }

  /** Where an item goes that came in with its set. */
  public record Returned(
      @Means("the barcode") String item,
      SortRule.Route destination,
      @Means("the code of the branch where it goes") String branch,
      @Means("who has booked it next") @Nullable String bookedBy) {

    static Returned of(CheckinOutcome.Returned returned) {
      var destination = returned.destination();
      return new Returned(
          returned.item().barcode(),
          destination.way(),
          destination.branch(),
          destination instanceof Destination.Booked booked ? booked.booker() : null);
    }
  }
}
