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
 * The port for what staff work off bookings and sets by. It changes nothing; each list is as the
 * store stands now.
 */
public interface BookingLists {

  /**
   * Bookings, those that begin first first.
   *
   * @param asked which
   * @param after the last of the page before; null for the first page
   * @param limit how many at most
   */
  List<Booked> bookings(TenantId tenant, Asked asked, @Nullable Place after, int limit);

  /** The first bookings. */
  default List<Booked> bookings(TenantId tenant, Asked asked, int limit) {
    return bookings(tenant, asked, null, limit);
  }

  /**
   * A place in the list.
   *
   * @param from the booking's first day
   * @param booking its number
   */
  record Place(LocalDate from, UUID booking) {}

  /**
   * Which bookings.
   *
   * @param patron an identifier of who booked, or null for all
   * @param pickup the code of the branch where they are fetched, or null for all
   * @param isOpen whether only those that are not over
   */
  record Asked(@Nullable String patron, @Nullable String pickup, boolean isOpen) {}

  /**
   * A booking.
   *
   * @param booking the booking, with its terms
   * @param title the title, or the set's name
   * @param record the title's key, or null where it is a set
   */
  record Booked(BookingFacts booking, String title, @Nullable RecordKey record) {

    /** Its place in the list. */
    public Place place() {
      return new Place(booking.terms().from(), booking.id());
    }
  }

  /**
   * Promised copies that will not be there as things stand, and bookings that have too few.
   *
   * @param limit how many at most
   */
  List<Trouble> troubles(TenantId tenant, int limit);

  /**
   * Something that somebody should look at.
   *
   * @param title the title, or the set's name
   * @param patronName who booked
   * @param from its first day
   * @param copy the copy that will not be there, or null where the booking has too few
   * @param status how that copy stands, or null
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
   * Copies on the shelves of a branch that are to be fetched for bookings which begin soon.
   *
   * @param branch the code of the branch
   * @param until until which day they begin
   * @param limit how many at most
   */
  List<ToFetch> toFetch(TenantId tenant, String branch, LocalDate until, int limit);

  /**
   * A copy that is to be fetched from the shelf.
   *
   * @param copy its barcode
   * @param location where it stands, or null
   * @param callNumber what it is shelved by, or null
   * @param booking for which booking
   * @param patronName who booked
   * @param from when the booking begins
   * @param pickup the code of the branch where it is fetched
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
   * How many copies of a title there are on days, and how many of them are booked or on loan.
   *
   * @param record the title
   * @param from the first day
   * @param until the last day, at most a year after
   * @return the days, or nothing where there is no such title
   */
  List<Day> calendar(TenantId tenant, RecordKey record, LocalDate from, LocalDate until);

  /**
   * A day of a title.
   *
   * @param copies how many copies there are that are lent each by itself
   * @param booked how many of them are promised or fetched
   * @param onLoan how many others are on loan and not due before
   */
  record Day(LocalDate day, int copies, int booked, int onLoan) {}

  /**
   * Open bookings whose last day has passed and that are promised something.
   *
   * @param limit how many at most
   */
  List<Due> over(TenantId tenant, int limit);

  /**
   * Open bookings to which something is promised that will not be there.
   *
   * @param limit how many at most
   */
  List<Due> unfit(TenantId tenant, int limit);

  /**
   * A booking about which something is to be done.
   *
   * @param pickup the code of the branch where it is fetched
   */
  record Due(UUID booking, String pickup) {}

  /**
   * The sets of a tenant, by barcode.
   *
   * @param after the barcode behind which they lie; empty for the first
   * @param limit how many at most
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
   * @param status where it stands
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
