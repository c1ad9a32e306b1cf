package org.samling.operations.bookings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.BookingLists.Day;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What staff work through for bookings: what is wrong, what is to be fetched, what is free. */
public final class WorkLists {

  /** The most characters of a branch's code or a title's number. */
  private static final int NAME = 100;

  private WorkLists() {}

  /**
   * A page of what needs attention.
   *
   * @param troubles the bookings, earliest start first
   * @param next what the next page comes after
   */
  public record Troubles(List<Trouble> troubles, @Means(Paging.NEXT) @Nullable String next) {}

  /** A promised copy that is not expected back in time, or a booking with too few copies. */
  public record Trouble(
      @Means("the number of the booking") UUID booking,
      @Means("the first day") LocalDate from,
      @Means("the barcode of the copy; null where the booking has too few copies")
          @Nullable String copy,
      @Means("the status of the copy") @Nullable ItemStatus status,
      @Means("the day on which the copy is due") @Nullable LocalDate due,
      @Means("the title, or the name of the set") String title,
      String patronName) {

    static Trouble of(BookingLists.Trouble trouble) {
      return new Trouble(
          trouble.booking(),
          trouble.from(),
          trouble.copy(),
          trouble.status(),
          trouble.due(),
          trouble.title(),
          trouble.patronName());
    }
  }

  /** Whose shelves, and for which bookings. */
  public record Shelves(
      @Means("the code of the branch of the shelves") @Size(max = NAME) String branch,
      @Means("for bookings that begin within so many days; default: 14")
          @Min(0) @Max(Terms.MAX_DAYS) @Nullable Integer days) {}

  /**
   * A page of a list of copies to fetch.
   *
   * @param copies the copies, by the first day, the location and the call number
   * @param next what the next page comes after
   */
  public record FetchList(List<CopyToFetch> copies, @Means(Paging.NEXT) @Nullable String next) {}

  /** A copy to fetch from its shelf. */
  public record CopyToFetch(
      @Means("the barcode") String copy,
      @Nullable String location,
      @Nullable String callNumber,
      String title,
      @Means("the first day of the booking") LocalDate from,
      @Means("the code of the branch where it is to be picked up") String pickup,
      String patronName,
      @Means("the number of the booking") UUID booking) {

    static CopyToFetch of(BookingLists.ToFetch copy) {
      return new CopyToFetch(
          copy.copy(),
          copy.location(),
          copy.callNumber(),
          copy.title(),
          copy.from(),
          copy.pickup(),
          copy.patronName(),
          copy.booking());
    }
  }

  /** Which title, and which days. */
  public record WhichDays(
      @Means("source:number of the title") @Size(max = NAME) String record,
      @Means("the first day; default: today") @Nullable LocalDate from,
      @Means("the last day; default: 30 days after the first") @Nullable LocalDate until) {}

  /** How many copies of a title are free. */
  public record Calendar(@Means("without gaps, earliest first") List<Period> periods) {

    /** Consecutive days with the same figures make one period. */
    static Calendar of(List<Day> days) {
      var periods = new ArrayList<Period>();
      var begin = 0;
      for (var i = 1; i <= days.size(); i++) {
        if (i == days.size() || !isAlike(days.get(begin), days.get(i))) {
          periods.add(Period.of(days.get(begin), days.get(i - 1)));
          begin = i;
        }
      }
      return new Calendar(periods);
    }

    private static boolean isAlike(Day one, Day other) {
      return one.copies() == other.copies()
          && one.booked() == other.booked()
          && one.onLoan() == other.onLoan();
    }
  }

  /** A period in which the figures stay the same. */
  public record Period(
      LocalDate from,
      @Means("the last day") LocalDate until,
      @Means("how many copies are lent singly, not as part of a set") int copies,
      @Means("how many of them are promised or fetched") int booked,
      @Means("how many others are on loan and not due before") int onLoan,
      int free) {

    static Period of(Day first, Day last) {
      return new Period(
          first.day(),
          last.day(),
          first.copies(),
          first.booked(),
          first.onLoan(),
          Math.max(0, first.copies() - first.booked() - first.onLoan()));
    }
  }
}
