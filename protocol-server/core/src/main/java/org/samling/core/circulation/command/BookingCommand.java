package org.samling.core.circulation.command;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.outcome.BookingOutcome;

/** A command that makes or changes bookings. */
public sealed interface BookingCommand extends Command<BookingOutcome> {

  /** The booking that it names, or null. */
  default @Nullable UUID booking() {
    return null;
  }

  /**
   * Books copies of titles, and sets, for a period: everything that is asked for, or nothing.
   *
   * @param patron an identifier of the patron who books
   * @param wanted what, from 1 to {@value #MAX_LINES}
   */
  record PlaceBookings(Origin origin, String patron, List<BookingLine> wanted)
      implements BookingCommand {

    /** The most titles and sets booked together. */
    public static final int MAX_LINES = 50;

    /** Copies the list, and checks how long it is. */
    public PlaceBookings {
      wanted = List.copyOf(wanted);
      if (wanted.isEmpty() || wanted.size() > MAX_LINES) {
        throw new IllegalArgumentException(
            "from 1 to %d titles are booked together, not %d".formatted(MAX_LINES, wanted.size()));
      }
    }

    @Override
    public List<RecordKey> records() {
      return wanted.stream().flatMap(w -> Stream.ofNullable(w.record())).toList();
    }

    /** The barcodes of the sets. */
    public List<String> sets() {
      return wanted.stream().map(BookingLine::set).filter(Objects::nonNull).toList();
    }
  }

  /**
   * What is to be booked: a title or a set.
   *
   * @param record the title, or null
   * @param set the set's barcode, or null
   * @param terms how many, when and where; a set is booked whole
   */
  record BookingLine(@Nullable RecordKey record, @Nullable String set, Terms terms) {

    /** Checks that it is one or the other. */
    public BookingLine {
      if ((record == null) == (set == null)) {
        throw new IllegalArgumentException("name a title or a set to book");
      }
    }

    /** The name that was given. */
    public String name() {
      return String.valueOf(record == null ? set : record);
    }
  }

  /**
   * Cancels a booking. Copies on loan for it stay on loan.
   *
   * @param booking the booking
   */
  record CancelBooking(Origin origin, UUID booking) implements BookingCommand {}

  /**
   * Moves a booking to another period, with the copies that it has if they can be had then, or
   * others. Once copies were picked up only the last day changes; loans keep their due dates.
   *
   * @param booking the booking
   * @param from the first day from now on
   * @param until the last day from now on
   */
  record MoveBooking(Origin origin, UUID booking, LocalDate from, LocalDate until)
      implements BookingCommand {}

  /**
   * Releases the promised copies of a booking whose last day has passed.
   *
   * @param booking the booking
   */
  record EndBooking(Origin origin, UUID booking) implements BookingCommand {}

  /**
   * Replaces promised copies that will not be available with others, as far as there are any.
   *
   * @param booking the booking
   */
  record RepairBooking(Origin origin, UUID booking) implements BookingCommand {}
}
