package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.BookingLists.BookingFilter;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;

/** The commands {@code samling bookings}. */
class BookingsCommandsTest {

  private static final String MAIN = TestLibrary.MAIN;

  private final TestServer server = new TestServer();
  private final TestLibrary library = server.library;
  private final ClientCommands commands = new ClientCommands(server);
  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
  private final String[] terms = {
    "--titles", "t:1",
    "--patron", "A",
    "--copies", "4",
    "--minimum", "3",
    "--from", today.plusDays(10).toString(),
    "--until", today.plusDays(20).toString()
  };

  @BeforeEach
  void allowAll() {
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Ran bookings(String verb, String... more) {
    return commands.run(
        Stream.concat(Stream.of("bookings", verb), Stream.of(more)).toArray(String[]::new));
  }

  private static void wrong(Ran ran, int code, String message) {
    assertThat(ran.code()).as(ran.said()).isEqualTo(code);
    assertThat(ran.said()).contains(message);
  }

  private String placed() {
    bookings("place", terms).done();
    return library
        .store
        .bookingLists()
        .bookings(library.north, new BookingFilter(null, MAIN, true), 1)
        .getFirst()
        .booking()
        .id()
        .toString();
  }

  @Test
  void bookingIsCheckedPlacedListedAndGivenUp() {
    assertThat(bookings("check", terms).done()).containsPattern("t:1 +1, 2, 3, 4");
    assertThat(bookings("list").done()).contains("There are no bookings.");
    assertThat(bookings("place", terms).done()).containsPattern("t:1 +1, 2, 3, 4");
    assertThat(bookings("list").done()).contains("booked", "Ærø");
    var refused = bookings("place", terms);
    wrong(refused, 4, "Refused: too few copies");
    assertThat(refused.said()).containsPattern("t:1 +3 +1").contains(today.plusDays(20).toString());
  }

  @Test
  void bookingIsMovedAndListedByItsDays() {
    var booking = placed();
    var from = today.plusDays(40).toString();
    var until = today.plusDays(50).toString();
    assertThat(bookings("list", "--from", from, "--until", until).done())
        .contains("There are no bookings.");
    bookings("move", booking, "--from", from, "--until", until).done();
    assertThat(bookings("list", "--from", from, "--until", until).done()).contains(booking);
    assertThat(bookings("list", "--until", today.plusDays(39).toString()).done())
        .contains("There are no bookings.");
    wrong(bookings("move", booking, "--from", until, "--until", from), 2, "\"until\" is before");
    wrong(bookings("move", "x", "--from", from, "--until", until), 3, "There is no open booking");
  }

  @Test
  void bookingIsCancelledOnce() {
    var booking = placed();
    bookings("cancel", booking).done();
    wrong(bookings("cancel", booking), 3, "There is no open booking");
    wrong(bookings("cancel", "x"), 3, "There is no open booking \"x\".");
    assertThat(bookings("list").done()).contains("There are no bookings.");
    assertThat(bookings("list", "--all").done()).contains("cancelled");
  }

  @Test
  void calendarTellsWhatIsFree() {
    placed();
    assertThat(bookings("calendar", "t:1").done())
        .containsPattern(today.plusDays(10) + " +" + today.plusDays(20) + " +5 +4 +0 +1");
    assertThat(
            bookings("calendar", "t:1", "--from", today.toString(), "--until", today.toString())
                .done())
        .containsPattern(today + " +" + today + " +5 +0 +0 +5");
    wrong(
        bookings("calendar", "t:1", "--until", today.plusDays(400).toString()),
        2,
        "\"until\" must be at most 366 days after \"from\"");
    wrong(bookings("calendar", "Ærø"), 2, "A title must be given as source:number");
    wrong(bookings("calendar", "t:none"), 3, "There is no title \"t:none\".");
  }

  @Test
  void copiesForBookingsThatBeginSoonAreFetched() {
    placed();
    assertThat(bookings("fetch-list", "--branch", MAIN).done().lines())
        .filteredOn(line -> line.contains("Ærø"))
        .hasSize(4);
    assertThat(bookings("fetch-list", "--branch", MAIN, "--days", "5").done())
        .contains("There are no copies.");
    wrong(
        bookings("fetch-list", "--branch", "none"),
        2,
        "\"branch\" must be the code of a branch of north.");
    assertThat(commands.run("bookings", "fetch-list").code()).isEqualTo(2);
  }

  @Test
  void promisedCopyThatIsLostIsATrouble() {
    assertThat(bookings("troubles").done()).contains("There are no troubles.");
    var booking = placed();
    library.asSuperuser("update item set status = 'MISSING' where barcode = '1'");
    assertThat(bookings("troubles").done()).containsPattern(booking + ".* 1 +missing");
    assertThat(new ClientCommands(server, "south").run("bookings", "troubles").done())
        .contains("There are no troubles.");
  }
}
