package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.origin;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Setting;

/** What a tenant does not use costs its loans no statement, and counts from its first use on. */
class UseTest {

  private final TestLibrary library = new TestLibrary();
  private final TenantId north = library.north;

  /** A node that knows the policy from before. */
  private PostgresStore node;

  @BeforeEach
  void open() {
    node = CountedDriver.store(library);
    node.inquiries().policy(north);
  }

  @AfterEach
  void close() {
    node.close();
    library.close();
  }

  private CheckoutOutcome lend(String patron, String item) {
    return node.submit(TestLibrary.checkout(north, patron, item)).join();
  }

  private String asked(Runnable action) {
    return String.join("\n", CountedDriver.asked(action));
  }

  @Test
  void loanAsksForNoSetGroupOrBookingWhereTheTenantHasNone() {
    assertThat(asked(() -> assertThat(lend("A", "1")).isInstanceOf(CheckoutOutcome.Granted.class)))
        .contains("command_outcome")
        .doesNotContain("item_set", "patron_group", "booking", "hold_agreement");
    assertThat(asked(() -> node.submit(TestLibrary.checkin(north, "1", MAIN)).join()))
        .contains("command_outcome")
        .doesNotContain("item_set", "patron_group", "booking", "hold_agreement");
  }

  @Test
  void firstSetThatAnotherNodeMakesIsLentAsOne() {
    assertThat(
            library.submit(
                new SetCommand.PutSet(
                    origin(north, UUID.randomUUID(), MAIN),
                    "KS-1",
                    "Set",
                    List.of("1", "2"),
                    List.of())))
        .isInstanceOf(SetOutcome.Changed.class);
    assertThat(lend("A", "KS-1")).isInstanceOf(CheckoutOutcome.SetGranted.class);
    assertThat(asked(() -> lend("A", "1"))).contains("item_set").doesNotContain("booking_copy");
  }

  @Test
  void firstBookingThatAnotherNodeTakesShortensTheNextLoan() {
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    node.inquiries().policy(north);
    var today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    var terms = new Terms(5, 5, today.plusDays(10), today.plusDays(60), MAIN, null, false);
    assertThat(
            library.submit(
                new BookingCommand.PlaceBookings(
                    origin(north, UUID.randomUUID(), MAIN),
                    "A",
                    List.of(new BookingCommand.BookingLine(TITLE, null, terms)))))
        .isInstanceOf(BookingOutcome.Placed.class);
    assertThat(lend("B", "1"))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class,
            granted ->
                assertThat(granted.due().atZone(ZoneId.of("Europe/Copenhagen")).toLocalDate())
                    .isBefore(today.plusDays(10)));
  }
}
