package org.samling.postgres;

import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.BookingLists.Booked;
import org.samling.core.circulation.BookingLists.BookingFilter;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.SchoolClass;

/** The test library with the classes 5A and 5B at a school, and what is asked of it. */
final class ClassLibrary implements AutoCloseable {

  static final String CLASS_A = "K5A";
  static final String CLASS_B = "K5B";

  final TestLibrary library = new TestLibrary();
  final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));

  ClassLibrary() {
    library.addSchool();
    library
        .store
        .patronRegister()
        .putPatrons(
            library.north,
            List.of(
                group(CLASS_A, "5A", TestLibrary.SCHOOL),
                group(CLASS_B, "5B", TestLibrary.SCHOOL)));
    library.submit(
        new GroupCommand.ChangeGroup(
            origin(library.north, UUID.randomUUID(), MAIN),
            CLASS_A,
            null,
            new SchoolClass(TestLibrary.SCHOOL, "5A", 5),
            List.of(new GroupCommand.NewMember("A", true), new GroupCommand.NewMember("S", false)),
            List.of()));
  }

  static NewPatron group(String card, String name, String branch) {
    return new NewPatron(
        card,
        name,
        new Membership("adult", branch, "009"),
        null,
        Contact.NONE,
        null,
        List.of(),
        Particulars.of(PatronKind.GROUP, List.of(), null));
  }

  SetOutcome putSet(String set, String... items) {
    return library.submit(
        new SetCommand.PutSet(
            origin(library.north, UUID.randomUUID(), MAIN),
            set,
            "Set " + set,
            List.of(items),
            List.of()));
  }

  CheckoutOutcome lend(String patron, String item) {
    return lend(patron, item, MAIN, null);
  }

  CheckoutOutcome lend(String patron, String item, String branch, @Nullable String by) {
    return library.submit(
        new LoanCommand.Checkout(
            origin(library.north, UUID.randomUUID(), branch), patron, item, false, null, by));
  }

  /** Books from so many days ahead until so many days ahead. */
  BookingOutcome book(String patron, int minimum, int preferred, int from, int until) {
    return book(patron, TITLE, terms(minimum, preferred, from, until, MAIN, false));
  }

  BookingOutcome book(String patron, RecordKey title, Terms terms) {
    return place(patron, List.of(new BookingCommand.BookingLine(title, null, terms)));
  }

  BookingOutcome place(String patron, List<BookingCommand.BookingLine> wanted) {
    return library.submit(
        new BookingCommand.PlaceBookings(
            origin(library.north, UUID.randomUUID(), MAIN), patron, wanted));
  }

  Terms terms(int minimum, int preferred, int from, int until, String pickup, boolean isForwarded) {
    return new Terms(
        minimum, preferred, today.plusDays(from), today.plusDays(until), pickup, null, isForwarded);
  }

  List<Booked> bookings(boolean isOpen) {
    return library
        .store
        .bookingLists()
        .bookings(library.north, new BookingFilter(null, null, isOpen), 100);
  }

  LocalDate dueDay(CheckoutOutcome outcome) {
    return day(((CheckoutOutcome.Granted) outcome).due());
  }

  LocalDate day(Instant at) {
    return at.atZone(ZoneId.of("Europe/Copenhagen")).toLocalDate();
  }

  ItemState item(String barcode) {
    return library.store.inquiries().item(library.north, barcode).orElseThrow();
  }

  @Override
  public void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }
}
