package org.samling.operations.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.BookingLists.Booked;
import org.samling.core.circulation.command.BookingCommand.PlaceBookings;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.facts.BookingState;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on bookings take and return. */
public final class Bookings {

  /** The most characters of a card number, a title's number, a barcode or a branch's code. */
  private static final int NAME = 100;

  private Bookings() {}

  /** Which bookings are listed. */
  public record Filter(
      @Means("a card of the patron who booked") @Size(max = NAME) @Nullable String patron,
      @Means("the code of the branch where they are to be picked up") @Size(max = NAME) @Nullable String pickup,
      @Means("whether past bookings are listed too") @Nullable Boolean all,
      @Means("only bookings that last until this day or longer") @Nullable LocalDate from,
      @Means("only bookings that begin on this day or before") @Nullable LocalDate until) {}

  /**
   * A page of bookings.
   *
   * @param bookings the bookings, earliest start first
   * @param next what the next page comes after
   */
  public record Listed(
      List<Booking> bookings,
      @Means(Paging.NEXT) @Nullable String next,
      @Means("false if there is more than this") boolean complete) {}

  /** A booking in a list. */
  public record Booking(
      UUID booking,
      BookingState state,
      String patronName,
      String title,
      @Means("source:number of the title; null for a set") @Nullable String record,
      @Means("the barcode of the set; null for a title") @Nullable String set,
      @JsonUnwrapped Agreed agreed,
      @JsonUnwrapped Progress progress) {

    static Booking of(Booked booked) {
      var booking = booked.booking();
      return new Booking(
          booking.id(),
          booking.state(),
          booking.patronName(),
          booked.title(),
          booked.record() == null ? null : booked.record().toString(),
          booking.set(),
          Agreed.of(booking.terms()),
          Progress.of(booking));
    }
  }

  /** What was agreed when it was booked. */
  public record Agreed(
      LocalDate from,
      @Means("the last day") LocalDate until,
      @Means("the code of a branch") String pickup,
      @Means("the fewest copies that are of use") int minimum,
      @Means("the number of copies asked for") int copies,
      @Means("whether copies that come in are lent at once") boolean forward) {

    static Agreed of(Terms terms) {
      return new Agreed(
          terms.from(),
          terms.until(),
          terms.pickup(),
          terms.minimum(),
          terms.preferred(),
          terms.isForwarded());
    }
  }

  /** How far it has come. */
  public record Progress(
      @Means("how many copies are promised and not yet on loan") long promised,
      long onLoan,
      int returned) {

    static Progress of(BookingFacts booking) {
      var lent = booking.copies().stream().filter(BookingFacts.Copy::isLent).count();
      return new Progress(booking.copies().size() - lent, lent, booking.returned());
    }
  }

  /** What is to be booked. */
  public record Wanted(
      @Means("a card number") @Size(max = NAME) String patron,
      @Means("source:number") @Size(max = PlaceBookings.MAX_LINES) @Nullable List<@Size(max = NAME) String> titles,
      @Means("barcodes") @Size(max = PlaceBookings.MAX_LINES) @Nullable List<@Size(max = NAME) String> sets,
      @Means("of each title; default: 1") @Min(1) @Max(Terms.MAX_COPIES) @Nullable Integer copies,
      @Means("the smallest number that is acceptable; default: as copies")
          @Min(1) @Max(Terms.MAX_COPIES) @Nullable Integer minimum,
      LocalDate from,
      @Means("the last day") LocalDate until,
      @Means("the code of a branch; default: the patron's own") @Size(max = NAME) @Nullable String pickup,
      @Means("the code of the only branch whose copies are used") @Size(max = NAME) @Nullable String copiesOf,
      @Means("whether copies that come in are lent at once") @Nullable Boolean forward) {}

  /** What was booked, or can be, in the order in which it was asked for. */
  public record Promised(List<Promise> bookings) {

    static Promised of(BookingOutcome.Placed placed, boolean isBooked) {
      return new Promised(
          placed.bookings().stream()
              .map(promise ->
                  new Promise(
                      isBooked ? promise.booking() : null, promise.what(), promise.copies()))
              .toList());
    }
  }

  /** What a booking has been promised. */
  public record Promise(
      @Means("the number of the booking; left out where nothing was booked")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable UUID booking,
      @Means("the title's source:number, or the set's barcode") String what,
      @Means("the barcodes of the copies; others may replace them before they are picked up")
          List<String> copies) {}

  /** Which booking. */
  public record WhichBooking(@Means("the number of the booking") String booking) {}

  /** The period to which a booking is to move. */
  public record Move(
      @Means("the number of the booking") String booking,
      LocalDate from,
      @Means("the last day") LocalDate until) {}

  /** A booking that was moved. */
  public record Moved(
      UUID booking,
      BookingState state,
      @Means("how many copies it has, promised and on loan") int copies) {

    static Moved of(BookingOutcome.Changed changed) {
      return new Moved(changed.booking(), changed.state(), changed.copies());
    }
  }

  /** Why nothing was booked. */
  public record Refusal(RefusalReason reason, List<Conflict> conflicts) {

    static Refusal of(BookingOutcome.Refused refused) {
      return new Refusal(refused.reason(), refused.conflicts().stream().map(Conflict::of).toList());
    }
  }

  /** Why a title or set is not available. */
  public record Conflict(
      @Means("the title's source:number, or the set's barcode") String what,
      @Means("the fewest copies that are of use") int minimum,
      @Means("how many are available") int free,
      @Means("what makes the others unavailable") List<InTheWay> inTheWay) {

    static Conflict of(BookingOutcome.Conflict conflict) {
      return new Conflict(
          conflict.what(),
          conflict.minimum(),
          conflict.free(),
          conflict.inTheWay().stream().map(InTheWay::of).toList());
    }
  }

  /** What makes a copy unavailable. */
  public record InTheWay(
      @Means("the barcode") String copy,
      BookingOutcome.Kind kind,
      @Means("the last day") @Nullable LocalDate until) {

    static InTheWay of(BookingOutcome.InTheWay way) {
      return new InTheWay(way.copy(), way.kind(), way.until());
    }
  }
}
