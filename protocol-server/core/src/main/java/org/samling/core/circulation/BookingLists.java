package org.samling.core.circulation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;

/**
 * The port for the lists from which staff handle bookings and sets. It changes nothing; each list
 * shows the store as it is now.
 */
public interface BookingLists {

  /**
   * Lists bookings, earliest start first.
   *
   * @param asked the filter
   * @param after the last booking of the previous page; null for the first page
   * @param limit the most to return
   */
  List<Booked> bookings(TenantId tenant, BookingFilter asked, @Nullable Place after, int limit);

  /** The first page of bookings. */
  default List<Booked> bookings(TenantId tenant, BookingFilter asked, int limit) {
    return bookings(tenant, asked, null, limit);
  }

  /**
   * A position in the list.
   *
   * @param from the booking's first day
   * @param booking its id
   */
  record Place(LocalDate from, UUID booking) {}

  /**
   * A filter for bookings.
   *
   * @param patron an identifier of the patron who booked, or null for all
   * @param pickup the code of the pickup branch, or null for all
   * @param from the first day of interest: not those that end before; or null
   * @param isOpen whether to list open bookings only
   * @param until the last day of interest: not those that begin later; or null
   */
  record BookingFilter(
      @Nullable String patron,
      @Nullable String pickup,
      @Nullable LocalDate from,
      boolean isOpen,
      @Nullable LocalDate until) {

    /** A filter for bookings of any time. */
    public BookingFilter(@Nullable String patron, @Nullable String pickup, boolean isOpen) {
      this(patron, pickup, null, isOpen, null);
    }

    /** The same for bookings that touch a period; null leaves that end open. */
    public BookingFilter during(@Nullable LocalDate first, @Nullable LocalDate last) {
      return new BookingFilter(patron, pickup, first, isOpen, last);
    }
  }

  /**
   * A booking.
   *
   * @param booking the booking, with its terms
   * @param title the title, or the set's name
   * @param record the title's key, or null where it is a set
   */
  record Booked(BookingFacts booking, String title, @Nullable RecordKey record) {

    /** Its position in the list. */
    public Place place() {
      return new Place(booking.terms().from(), booking.id());
    }
  }

  /**
   * Promised copies that are not expected to be available, and bookings with too few copies.
   *
   * @param limit the most to return
   */
  List<Trouble> troubles(TenantId tenant, int limit);

  /**
   * A problem with a booking for staff to look at.
   *
   * @param title the title, or the set's name
   * @param patronName who booked
   * @param from its first day
   * @param copy the copy that will not be available, or null where the booking has too few copies
   * @param status that copy's status, or null
   * @param due when it is due, or null
   */
  record Trouble(
      UUID booking,
      String title,
      String patronName,
      LocalDate from,
      @Nullable String copy,
      @Nullable ItemStatus status,
      @Nullable LocalDate due) {}

  /**
   * The pull list for bookings: copies on a branch's shelves for bookings that start soon.
   *
   * @param branch the code of the branch
   * @param until the latest start day to include
   * @param limit the most to return
   */
  List<ToFetch> toFetch(TenantId tenant, String branch, LocalDate until, int limit);

  /**
   * A copy to be pulled from the shelf.
   *
   * @param copy its barcode
   * @param location its shelving location, or null
   * @param callNumber its call number, or null
   * @param booking the booking it is for
   * @param patronName who booked
   * @param from when the booking begins
   * @param pickup the code of the pickup branch
   */
  record ToFetch(
      String copy,
      String title,
      @Nullable String location,
      @Nullable String callNumber,
      UUID booking,
      String patronName,
      LocalDate from,
      String pickup) {}

  /**
   * For each day: how many copies a title has, and how many are booked or on loan.
   *
   * @param from the first day
   * @param until the last day, at most a year after
   * @return the days, or an empty list if there is no such title
   */
  List<Day> calendar(TenantId tenant, RecordKey record, LocalDate from, LocalDate until);

  /**
   * One day in a title's calendar.
   *
   * @param copies how many copies there are that are lent individually, not as part of a set
   * @param booked how many of them are promised or fetched
   * @param onLoan how many others are on loan and not due before
   */
  record Day(LocalDate day, int copies, int booked, int onLoan) {}

  /**
   * Open bookings whose last day has passed and that still have copies promised.
   *
   * @param limit the most to return
   */
  List<DueBooking> over(TenantId tenant, int limit);

  /**
   * Open bookings with a promised copy that will not be available.
   *
   * @param limit the most to return
   */
  List<DueBooking> unfit(TenantId tenant, int limit);

  /**
   * A booking that needs action.
   *
   * @param pickup the code of the pickup branch
   */
  record DueBooking(UUID booking, String pickup) {}

  /**
   * The sets of a tenant, by barcode.
   *
   * @param after the last barcode of the previous page; empty for the first page
   * @param limit the most to return
   */
  List<SetListed> sets(TenantId tenant, String after, int limit);

  /** All sets of a tenant, by barcode. */
  default List<SetListed> sets(TenantId tenant) {
    return sets(tenant, "", Integer.MAX_VALUE);
  }

  /**
   * A set.
   *
   * @param barcode what is printed on it
   * @param name what it is called
   * @param items how many items it has
   * @param onLoan how many of them are on loan
   */
  record SetListed(String barcode, String name, int items, int onLoan) {}

  /** The items of a set, by barcode; none where there is no such set. */
  List<SetItem> items(TenantId tenant, String set);

  /**
   * An item of a set.
   *
   * @param barcode what is printed on it
   * @param status its status
   * @param at the code of the branch where it is
   * @param borrower a card of the patron who has it, or null
   * @param due when it is due, or null
   */
  record SetItem(
      String barcode,
      String title,
      ItemStatus status,
      String at,
      @Nullable String borrower,
      @Nullable LocalDate due) {}
}
