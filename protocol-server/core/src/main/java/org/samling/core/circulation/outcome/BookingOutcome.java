package org.samling.core.circulation.outcome;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.BookingState;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;

/** What came of booking, or of changing what is booked. */
public sealed interface BookingOutcome extends Outcome {

  /**
   * All of it is booked.
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
   * What is promised.
   *
   * @param what the title's key or the set's barcode
   * @param copies the barcodes of the copies; others may take their place before they are fetched
   */
  record Promise(UUID booking, String what, List<String> copies) {

    /** Copies the list. */
    public Promise {
      copies = List.copyOf(copies);
    }
  }

  /**
   * The booking is as was asked for.
   *
   * @param at when it was decided
   * @param state how far it has come
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
   * @param conflicts what was asked for and can't be had
   */
  record Refused(Instant at, RefusalReason reason, Why why, List<Conflict> conflicts)
      implements BookingOutcome, Refusal {

    /** Copies the list. */
    public Refused {
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * Why a title or set can't be had.
   *
   * @param what the title's key or the set's barcode
   * @param minimum how many copies are of use at least
   * @param free how many can be had
   * @param inTheWay what keeps the others
   */
  record Conflict(String what, int minimum, int free, List<InTheWay> inTheWay) {

    /** Copies the list. */
    public Conflict {
      inTheWay = List.copyOf(inTheWay);
    }
  }

  /**
   * What keeps a copy.
   *
   * @param copy its barcode
   * @param kind what it is
   * @param until the last day on which it does, or null where that is not known
   */
  record InTheWay(String copy, Kind kind, @Nullable LocalDate until) {}

  /** What can keep a copy. */
  enum Kind {
    /** Another booking. */
    BOOKED,
    /** A loan. */
    ON_LOAN,
    /** A loan that should have ended. */
    OVERDUE,
    /** A hold for which it is set aside. */
    HELD,
    /** It is not lent, not ready, or not there. */
    NOT_FOR_LOAN
  }
}
