package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.BookingState;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;

/** The outcome of making or changing bookings. */
public sealed interface BookingOutcome extends Outcome {

  /**
   * Everything that was asked for is booked.
   *
   * @param at when it was decided
   * @param bookings the bookings, in the order in which they were asked for
   */
  record Placed(Instant at, List<Promise> bookings) implements BookingOutcome {

    /** Copies the list. */
    public Placed {
      bookings = List.copyOf(bookings);
    }
  }

  /**
   * What a booking has been promised.
   *
   * @param what the title's key or the set's barcode
   * @param copies the barcodes of the copies; others may replace them before they are picked up
   */
  record Promise(UUID booking, String what, List<String> copies) {

    /** Copies the list. */
    public Promise {
      copies = List.copyOf(copies);
    }
  }

  /**
   * The change to the booking is in effect.
   *
   * @param at when it was decided
   * @param copies how many copies it has, promised or on loan
   */
  record Changed(Instant at, UUID booking, BookingState state, int copies)
      implements BookingOutcome {}

  /**
   * It was not done.
   *
   * @param at when it was decided
   * @param reason why
   * @param why what the refusal rests on
   * @param conflicts what was asked for and is not available
   */
  record Refused(Instant at, RefusalReason reason, DecisionReason why, List<Conflict> conflicts)
      implements BookingOutcome, Refusal {

    /** Copies the list. */
    public Refused {
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * Why a title or set is not available.
   *
   * @param what the title's key or the set's barcode
   * @param minimum the fewest copies that are of use
   * @param free how many are available
   * @param inTheWay what makes the others unavailable
   */
  record Conflict(String what, int minimum, int free, List<InTheWay> inTheWay) {

    /** Copies the list. */
    public Conflict {
      inTheWay = List.copyOf(inTheWay);
    }
  }

  /**
   * What makes a copy unavailable.
   *
   * @param copy its barcode
   * @param kind what it is
   * @param until the last day on which it is unavailable, or null where that is not known
   */
  record InTheWay(String copy, Kind kind, @Nullable LocalDate until) {}

  /** What can make a copy unavailable. */
  enum Kind {
    /** Another booking. */
    BOOKED,
    /** A loan. */
    ON_LOAN,
    /** An overdue loan. */
    OVERDUE,
    /** A hold that it is set aside for. */
    HELD,
    /** It is not lent, not ready, or not there. */
    NOT_FOR_LOAN
  }
}
