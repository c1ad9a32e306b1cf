package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.BookingLists.BookingFilter;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingState;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;

class BookingUpkeepTest {

  private final TestLibrary library = new TestLibrary();
  private final List<Integer> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    library.close();
  }

  private BookingUpkeep job() {
    var store = library.store;
    return new BookingUpkeep(
        store.tenants(),
        store.bookingLists(),
        store.inquiries(),
        new Commands(store, Duration.ofSeconds(10)),
        Duration.ofHours(1),
        told::add);
  }

  private void book(int copies) {
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    var today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    assertThat(
            library.submit(
                new BookingCommand.PlaceBookings(
                    new Origin(
                        library.north,
                        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                        "test",
                        TestLibrary.MAIN,
                        Instant.now().plusSeconds(30)),
                    "A",
                    List.of(
                        new BookingCommand.BookingLine(
                            TestLibrary.TITLE,
                            null,
                            new BookingFacts.Terms(
                                copies,
                                copies,
                                today.plusDays(30),
                                today.plusDays(40),
                                TestLibrary.MAIN,
                                null,
                                false))))))
        .isInstanceOf(BookingOutcome.Placed.class);
  }

  private BookingFacts booking() {
    return library
        .store
        .bookingLists()
        .bookings(library.north, new BookingFilter(null, null, false), 10)
        .getFirst()
        .booking();
  }

  @Test
  void bookingWhoseTimeHasPassedEndsOnce() {
    book(2);
    assertThat(job().run()).isZero();
    library.asSuperuser("update booking set from_day = from_day - 60, until_day = until_day - 60");
    assertThat(job().run()).isEqualTo(1);
    assertThat(booking().state()).isEqualTo(BookingState.NOT_FETCHED);
    assertThat(booking().copies()).isEmpty();
    assertThat(job().run()).isZero();
    assertThat(told).containsExactly(0, 1, 0);
  }

  @Test
  void anotherCopyTakesThePlaceOfOneThatWillNotBeThere() {
    book(3);
    library.asSuperuser("update item set status = 'MISSING' where barcode = '1'");
    job().run();
    assertThat(library.store.bookingLists().troubles(library.north, 10)).isEmpty();
    assertThat(booking().copies()).hasSize(3);
  }

  @Test
  void whatCanNotBeMendedIsLeftForStaffAndNotTriedAgainAndAgain() {
    book(5);
    library.asSuperuser("update item set status = 'MISSING' where barcode = '1'");
    var before = library.count(library.north, "select count(*) from audit");
    job().run();
    assertThat(library.store.bookingLists().troubles(library.north, 10)).hasSize(1);
    assertThat(library.count(library.north, "select count(*) from audit")).isEqualTo(before);
  }
}
