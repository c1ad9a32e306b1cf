package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.BookingLists.BookingFilter;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.policy.Setting;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** The calendar of sets and bookings. */
class BookingCalendarTest {

  private static final String PAGE = "/console/t/north/bookings";

  private final TestServer server = new TestServer();
  private final TestLibrary library = server.library;
  private final LocalDate monday =
      LocalDate.now(ZoneId.of("Europe/Copenhagen"))
          .plusWeeks(2)
          .with(TemporalAdjusters.next(DayOfWeek.MONDAY));

  @BeforeEach
  void open() {
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    TestStaff.add(library, "dora", StaffRole.DESK);
    library.submit(
        new SetCommand.PutSet(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            "KS-1",
            "Buster",
            List.of("1", "2"),
            List.of()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private ConsoleVisitor dora() {
    var dora = ConsoleVisitor.of(server, "dora");
    dora.workAt(MAIN);
    return dora;
  }

  private List<BookingFacts> bookings() {
    return library
        .store
        .bookingLists()
        .bookings(library.north, new BookingFilter(null, null, true), 10)
        .stream()
        .map(booked -> booked.booking())
        .toList();
  }

  private Map<String, String> wanted(String what, LocalDate from, LocalDate until) {
    return new HashMap<>(
        Map.of(
            "do",
            "place",
            "what",
            what,
            "patron",
            "A",
            "from",
            from.toString(),
            "until",
            until.toString(),
            "pickup",
            MAIN));
  }

  @Test
  void setsAndBookedTitlesStandInTheCalendarWeekByWeek() {
    try (var dora = dora()) {
      dora.post(PAGE, wanted("KS-1", monday, monday.plusDays(11)));
      dora.post(PAGE, wanted("t:2", monday, monday.plusDays(2)));
      dora.post(PAGE, wanted("t:2", monday.plusDays(5), monday.plusDays(6)));
      var page = dora.get(PAGE + "?from=" + monday).body();
      assertThat(page)
          .contains("Buster", "KS-1")
          .as("a booking of two weeks is two columns wide")
          .contains("<td colspan=\"2\"><a href=\"" + PAGE + "?from=" + monday)
          .as("two that share a week stand below each other")
          .contains("rowspan=\"2\"");
      assertThat(dora.get(PAGE + "?from=" + monday.plusWeeks(20)).body())
          .as("what is not booked then is no row, but for sets")
          .contains("Buster")
          .doesNotContain("class=\"booked");
    }
  }

  @Test
  void bookingIsPlacedMovedAndCancelledInTheCalendar() {
    try (var dora = dora()) {
      var reply = dora.post(PAGE, wanted("KS-1", monday, monday.plusDays(4)));
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(303);
      var booking = bookings().getFirst();
      assertThat(booking.copies()).hasSize(2);

      var moved = wanted("", monday, monday.plusDays(4));
      moved.putAll(Map.of("do", "move", "booking", booking.id().toString(), "shift", "7"));
      dora.post(PAGE, moved);
      assertThat(bookings().getFirst().terms().from()).isEqualTo(monday.plusDays(7));
      assertThat(bookings().getFirst().terms().until()).isEqualTo(monday.plusDays(11));

      dora.post(PAGE, Map.of("do", "cancel", "booking", booking.id().toString()));
      assertThat(bookings()).isEmpty();
    }
  }

  @Test
  void whatStandsInTheWayOfABookingIsToldAndWhatWasTypedStays() {
    try (var dora = dora()) {
      dora.post(PAGE, wanted("KS-1", monday, monday.plusDays(4)));
      var refused = dora.post(PAGE, wanted("KS-1", monday.plusDays(2), monday.plusDays(9)));
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body())
          .contains("role=\"alert\"", "id=\"draft\"", "value=\"KS-1\"")
          .contains(monday.plusDays(9).toString());
      assertThat(bookings()).hasSize(1);
    }
  }

  @Test
  void whatIsMissingFromABookedSetIsTold() {
    library.submit(
        new LoanCommand.DeclareLost(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN), "2"));
    try (var dora = dora()) {
      dora.post(PAGE, wanted("KS-1", monday, monday.plusDays(4)));
      var booking = bookings().getFirst();
      assertThat(booking.copies()).hasSize(1);
      assertThat(dora.get(PAGE + "?from=%s&open=%s".formatted(monday, booking.id())).body())
          .containsPattern("(?s)id=\"missing\">.*<li>2 ");
    }
  }

  @Test
  void calendarIsForThoseWhoSeeBookingsAndChangedByThoseWhoServePatrons() {
    TestStaff.add(library, "rita", StaffRole.READER);
    try (var rita = ConsoleVisitor.of(server, "rita")) {
      assertThat(rita.get(PAGE).statusCode()).isEqualTo(403);
      assertThat(rita.post(PAGE, wanted("KS-1", monday, monday)).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void keysAloneBookAndWhatCanNotBeUndoneIsAskedForOnceMore() {
    try (var browser = new Browser(server)) {
      var page = browser.page("en", "dora", MAIN);
      page.navigate(PAGE + "?from=" + monday);
      page.locator(".calendar a.free").first().focus();
      page.keyboard().press("ArrowRight");
      page.keyboard().press("Enter");
      assertThat(page.locator("#patron")).isFocused();
      assertThat(page.locator("#first")).hasValue(monday.plusWeeks(1).toString());
      page.keyboard().type("A");
      page.keyboard().press("Enter");
      assertThat(page.locator("#opened")).isVisible();
      assertThat(page.locator("#first")).isFocused();

      page.locator("#cancel button").click();
      page.keyboard().press("Enter"); // "No" has the focus
      assertThat(page.locator("#confirm")).not().isVisible();
      assertThat(bookings()).hasSize(1);
      Browser.click(page.locator("#cancel button"));
      assertThat(page.locator(".calendar .booked")).hasCount(0);
      assertThat(bookings()).isEmpty();
      browser.checkFaults();
    }
  }
}
