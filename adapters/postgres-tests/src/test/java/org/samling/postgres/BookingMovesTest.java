package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.ClassLibrary.CLASS_A;
import static org.samling.postgres.ClassLibrary.CLASS_B;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.origin;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.reason.RefusalReason;

/** Bookings that move, and those of incomplete sets, on a real database. */
class BookingMovesTest {

  private final ClassLibrary classes = new ClassLibrary();
  private final TestLibrary library = classes.library;

  @AfterEach
  void close() {
    classes.close();
  }

  @Test
  void bookingMovesToAnotherPeriodWhereItsCopiesOrOthersCanBeHadAndElseStays() {
    var moved = booking(classes.book(CLASS_A, 3, 3, 30, 60));
    classes.book(CLASS_B, 2, 2, 70, 90);
    var copies = itemsOf(moved);
    assertThat(move(moved, 40, 60)).isInstanceOf(BookingOutcome.Changed.class);
    assertThat(itemsOf(moved))
        .as("it keeps its copies")
        .containsExactlyInAnyOrderElementsOf(copies);
    assertThat(move(moved, 65, 80)).isInstanceOf(BookingOutcome.Changed.class);
    assertThat(bookingOf(moved).terms().until()).isEqualTo(classes.today.plusDays(80));
    assertThat(bookingOf(moved).copies()).as("others, beside those of 5B").hasSize(3);

    classes.book(CLASS_B, 5, 5, 30, 40);
    refused(move(moved, 35, 50), RefusalReason.TOO_FEW_COPIES);
    refused(move(moved, 50, 45), RefusalReason.PERIOD_UNFIT);
    refused(move(moved, -1, 45), RefusalReason.PERIOD_UNFIT);
    refused(move(UUID.randomUUID(), 50, 60), RefusalReason.BOOKING_UNKNOWN);
    assertThat(bookingOf(moved).terms().from()).isEqualTo(classes.today.plusDays(65));
  }

  @Test
  void bookingOfASetMovesWithTheWholeSetAndNotIntoAnother() {
    classes.putSet("KS-1", "1", "2", "6");
    var moved = booking(classes.place(CLASS_A, set(5, 20)));
    classes.place(CLASS_B, set(30, 40));
    refused(move(moved, 25, 35), RefusalReason.TOO_FEW_COPIES);
    assertThat(move(moved, 8, 25)).isInstanceOf(BookingOutcome.Changed.class);
    assertThat(bookingOf(moved).copies()).hasSize(3);
  }

  @Test
  void ofWhatWasPickedUpOnlyTheLastDayMoves() {
    var moved = booking(classes.book(CLASS_A, 2, 2, 1, 20));
    classes.lend(CLASS_A, "1");
    refused(move(moved, 2, 30), RefusalReason.PERIOD_UNFIT);
    assertThat(move(moved, 1, 30)).isInstanceOf(BookingOutcome.Changed.class);
    assertThat(bookingOf(moved).copies())
        .hasSize(2)
        .filteredOn(BookingFacts.Copy::isLent)
        .hasSize(1);
    classes.book(CLASS_B, 5, 5, 40, 50);
    refused(move(moved, 1, 45), RefusalReason.TOO_FEW_COPIES);
  }

  @Test
  void setIsBookedWithWhatIsThereOfIt() {
    classes.putSet("KS-1", "1", "2", "6");
    library.submit(
        new LoanCommand.DeclareLost(origin(library.north, UUID.randomUUID(), MAIN), "2"));
    var placed = classes.place(CLASS_A, set(5, 60));
    assertThat(promised(placed)).containsExactly("1", "6");
    assertThat(bookingOf(booking(placed)).terms().preferred())
        .as("it is for the whole set")
        .isEqualTo(3);
  }

  private List<BookingCommand.BookingLine> set(int from, int until) {
    return List.of(
        new BookingCommand.BookingLine(
            null, "KS-1", classes.terms(1, 1, from, until, MAIN, false)));
  }

  private BookingOutcome move(UUID booking, int from, int until) {
    return library.submit(
        new BookingCommand.MoveBooking(
            origin(library.north, UUID.randomUUID(), MAIN),
            booking,
            classes.today.plusDays(from),
            classes.today.plusDays(until)));
  }

  private BookingFacts bookingOf(UUID id) {
    return classes.bookings(true).stream()
        .map(booked -> booked.booking())
        .filter(booking -> booking.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<UUID> itemsOf(UUID booking) {
    return bookingOf(booking).copies().stream().map(BookingFacts.Copy::itemId).toList();
  }

  private static List<String> promised(BookingOutcome outcome) {
    return ((BookingOutcome.Placed) outcome).bookings().getFirst().copies();
  }

  private static UUID booking(BookingOutcome outcome) {
    return ((BookingOutcome.Placed) outcome).bookings().getFirst().booking();
  }

  private static void refused(BookingOutcome outcome, RefusalReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            BookingOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }
}
