package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.postgres.ClassLibrary.CLASS_A;
import static org.samling.postgres.ClassLibrary.CLASS_B;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.OTHER_TITLE;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;
import static org.samling.postgres.TestLibrary.renew;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.TransportLists.TransitFilter;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Setting;

/** Bookings of copies for a time, on a real database. */
class BookingsTest {

  private final ClassLibrary classes = new ClassLibrary();
  private final TestLibrary library = classes.library;

  @AfterEach
  void close() {
    classes.close();
  }

  private List<String> promised(BookingOutcome outcome) {
    assertThat(outcome).isInstanceOf(BookingOutcome.Placed.class);
    return ((BookingOutcome.Placed) outcome).bookings().getFirst().copies();
  }

  private UUID booking(BookingOutcome outcome) {
    return ((BookingOutcome.Placed) outcome).bookings().getFirst().booking();
  }

  private void refused(BookingOutcome outcome, RefusalReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            BookingOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  private void refused(CheckoutOutcome outcome, RefusalReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  private CheckinOutcome.Returned giveBack(String barcode, String branch) {
    return (CheckinOutcome.Returned) library.submit(checkin(library.north, barcode, branch));
  }

  private BookingFacts only() {
    return classes.bookings(false).getFirst().booking();
  }

  @Test
  void asManyCopiesAsArePreferredArePromisedAndNotFewerThanAreOfUse() {
    assertThat(promised(classes.book(CLASS_A, 2, 3, 30, 60))).hasSize(3);
    assertThat(promised(classes.book(CLASS_B, 2, 3, 30, 60))).as("two are left").hasSize(2);
    assertThat(classes.book(CLASS_B, 1, 1, 40, 50))
        .isInstanceOfSatisfying(
            BookingOutcome.Refused.class,
            r -> {
              assertThat(r.reason()).isEqualTo(RefusalReason.TOO_FEW_COPIES);
              assertThat(r.conflicts())
                  .singleElement()
                  .satisfies(conflict -> {
                    assertThat(conflict.free()).isZero();
                    assertThat(conflict.inTheWay())
                        .hasSize(5)
                        .allMatch(way -> way.kind() == BookingOutcome.Kind.BOOKED)
                        .allMatch(way -> classes.today.plusDays(60).equals(way.until()));
                  });
            });
    assertThat(promised(classes.book(CLASS_B, 5, 5, 62, 70)))
        .as("after it, with a day between")
        .hasSize(5);
  }

  @Test
  void ofWhatIsBookedTogetherAllIsPromisedOrNothing() {
    var wanted =
        List.of(
            new BookingCommand.BookingLine(TITLE, null, classes.terms(5, 5, 30, 60, MAIN, false)),
            new BookingCommand.BookingLine(
                OTHER_TITLE, null, classes.terms(2, 2, 30, 60, MAIN, false)));
    refused(classes.place(CLASS_A, wanted), RefusalReason.TOO_FEW_COPIES);
    assertThat(classes.bookings(false)).isEmpty();
    assertThat(promised(classes.book(CLASS_B, 5, 5, 30, 60))).hasSize(5);
  }

  @Test
  void onlyGroupsBookUnlessASettingLetsAll() {
    refused(classes.book("B", 1, 1, 30, 60), RefusalReason.NOT_A_GROUP);
    refused(classes.book(CLASS_A, 1, 1, -1, 60), RefusalReason.PERIOD_UNFIT);
    refused(classes.book(CLASS_A, 1, 1, 30, 500), RefusalReason.PERIOD_UNFIT);
    refused(classes.book(CLASS_A, 1, 1, 500, 510), RefusalReason.PERIOD_UNFIT);
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    assertThat(classes.book("B", 1, 1, 30, 60)).isInstanceOf(BookingOutcome.Placed.class);
  }

  @Test
  void whatIsPromisedMovesToOtherCopiesWhereThatMakesRoom() {
    library.asSuperuser("update item set status = 'IN_PROCESS' where barcode in ('3', '4', '5')");
    // Two copies: what a copy has of the first half and another of the second leaves no room.
    assertThat(promised(classes.book(CLASS_A, 1, 1, 30, 40))).containsExactly("1");
    assertThat(promised(classes.book(CLASS_B, 1, 1, 50, 60))).hasSize(1);
    library.asSuperuser(
        """
        update booking_copy c set item_id = i.id from item i
        where i.barcode = '2' and i.tenant_id = c.tenant_id and c.from_day = date '%s'
        """
            .formatted(classes.today.plusDays(50)));
    assertThat(promised(classes.book(CLASS_A, 1, 1, 35, 55))).hasSize(1);
    assertThat(classes.bookings(true)).hasSize(3).allMatch(b -> b.booking().copies().size() == 1);
  }

  @Test
  void ordinaryLoanTakesNoCopyThatABookingNeedsPastItsBeginning() {
    classes.book(CLASS_A, 4, 4, 20, 60);
    assertThat(classes.dueDay(classes.lend("B", "1")))
        .as("of five copies four are booked: another takes this one's place")
        .isEqualTo(classes.today.plusDays(30));
    assertThat(classes.dueDay(classes.lend("B", "2")))
        .as("due before it begins, with a day between")
        .isEqualTo(classes.today.plusDays(18));
    library.set(Setting.BOOKING_SHORTEST_LOAN_DAYS, "19");
    refused(classes.lend("B", "3"), RefusalReason.BOOKED);
    library.set(Setting.BOOKING_SHORTEST_LOAN_DAYS, "7");
    library.set(Setting.BOOKING_LOANS_BEFORE, "refuse");
    refused(classes.lend("B", "3"), RefusalReason.BOOKED);
    assertThat(classes.bookings(true).getFirst().booking().copies()).hasSize(4);
  }

  @Test
  void loanIsNotRenewedPastTheBeginningOfABooking() {
    classes.lend("B", "1");
    library.asSuperuser("update loan set due_at = now() + interval '5 days'");
    classes.book(CLASS_A, 5, 5, 10, 60);
    assertThat(classes.dueDay(library.submit(renew(library.north, "B", "1"))))
        .isEqualTo(classes.today.plusDays(8));
    library.asSuperuser("update loan set renewals = 0");
    refused(library.submit(renew(library.north, "B", "1")), RefusalReason.BOOKED);
  }

  @Test
  void whoBookedGetsAnyCopyAndIsDueAtTheEnd() {
    var booked = promised(classes.book(CLASS_A, 2, 2, 5, 60));
    assertThat(booked).containsExactly("1", "2");
    assertThat(classes.dueDay(classes.lend(CLASS_A, "4")))
        .as("not the one that was promised, and as good")
        .isEqualTo(classes.today.plusDays(60));
    assertThat(only().copies()).hasSize(2);
    assertThat(classes.dueDay(classes.lend(CLASS_A, "5"))).isEqualTo(classes.today.plusDays(60));
    assertThat(classes.dueDay(classes.lend(CLASS_A, "1")))
        .as("one more than was booked is an ordinary loan")
        .isEqualTo(classes.today.plusDays(30));
    assertThat(only().copies()).allMatch(BookingFacts.Copy::isLent);

    giveBack("4", MAIN);
    assertThat(only().state()).isEqualTo(BookingState.BOOKED);
    giveBack("5", MAIN);
    assertThat(only().state()).isEqualTo(BookingState.ENDED);
    assertThat(only().returned()).isEqualTo(2);
  }

  @Test
  void loanForABookingThatIsUndoneIsPromisedAgain() {
    classes.book(CLASS_A, 1, 1, 5, 60);
    classes.lend(CLASS_A, "1");
    assertThat(
            library.submit(
                new LoanCommand.UndoCheckout(
                    origin(library.north, UUID.randomUUID(), MAIN), CLASS_A, "1")))
        .isInstanceOf(LoanOutcome.Changed.class);
    assertThat(only().copies()).singleElement().matches(copy -> !copy.isLent());
    assertThat(classes.dueDay(classes.lend(CLASS_A, "1"))).isEqualTo(classes.today.plusDays(60));
  }

  @Test
  void whatComesInIsSentToWhoBookedItNextAndLentToThemWhereItArrives() {
    library.asSuperuser(
        "update item set status = 'IN_PROCESS' where barcode in ('2', '3', '4', '5')");
    classes.book(CLASS_A, TITLE, classes.terms(1, 1, 0, 5, MAIN, false));
    classes.lend(CLASS_A, "1");
    var next = classes.book(CLASS_B, TITLE, classes.terms(1, 1, 8, 40, TestLibrary.SCHOOL, true));
    assertThat(promised(next)).containsExactly("1");
    assertThat(library.submit(hold(library.north, "B", TITLE, MAIN)))
        .isInstanceOf(HoldOutcome.Placed.class);

    assertThat(giveBack("1", BRANCH).destination())
        .as("the booking goes before the hold")
        .isEqualTo(new Destination.Booked(TestLibrary.SCHOOL, "5B", false, null));
    assertThat(
            library
                .store
                .transportLists()
                .transits(
                    library.north, new TransitFilter(null, TestLibrary.SCHOOL, null, null), 10))
        .hasSize(1);
    var arrived = (Destination.Booked) giveBack("1", TestLibrary.SCHOOL).destination();
    assertThat(arrived.isHere()).isTrue();
    assertThat(arrived.lentUntil()).isNotNull();
    assertThat(classes.day(arrived.lentUntil())).isEqualTo(classes.today.plusDays(40));
    assertThat(classes.item("1").status()).isEqualTo(ItemStatus.ON_LOAN);
    assertThat(library.store.inquiries().patron(library.north, CLASS_B).orElseThrow().loans())
        .hasSize(1);
  }

  @Test
  void copyThatABookingNeedsSoonIsFetchedForNoHold() {
    library.asSuperuser("update item set status = 'IN_PROCESS' where barcode in ('3', '4', '5')");
    classes.book(CLASS_A, 2, 2, 5, 20);
    assertThat(library.submit(hold(library.north, "B", TITLE, MAIN)))
        .isInstanceOfSatisfying(
            HoldOutcome.Placed.class, placed -> assertThat(placed.isOnShelf()).isFalse());
    assertThat(library.store.holdLists().pullList(library.north, MAIN, 10)).isEmpty();

    library.submit(
        new BookingCommand.CancelBooking(
            origin(library.north, UUID.randomUUID(), MAIN), only().id()));
    classes.book(CLASS_A, 1, 1, 5, 20);
    assertThat(library.submit(hold(library.north, "A", TITLE, MAIN)))
        .as("of two copies one is left")
        .isInstanceOfSatisfying(
            HoldOutcome.Placed.class, placed -> assertThat(placed.isOnShelf()).isTrue());
    assertThat(library.store.holdLists().pullList(library.north, MAIN, 10)).hasSize(1);
  }

  @Test
  void whatIsNotForwardedWaitsWhereItIsFetchedAndIsLentToNobodyElse() {
    library.asSuperuser(
        "update item set status = 'IN_PROCESS' where barcode in ('2', '3', '4', '5')");
    classes.lend("B", "1");
    library.asSuperuser("update loan set due_at = now() + interval '1 day'");
    classes.book(CLASS_B, TITLE, classes.terms(1, 1, 4, 40, MAIN, false));
    assertThat(giveBack("1", MAIN).destination())
        .isEqualTo(new Destination.Booked(MAIN, "5B", true, null));
    refused(classes.lend("B", "1"), RefusalReason.BOOKED);
    assertThat(
            library
                .store
                .bookingLists()
                .toFetch(library.north, MAIN, classes.today.plusDays(7), 10))
        .extracting(fetch -> fetch.copy())
        .containsExactly("1");
    assertThat(classes.dueDay(classes.lend(CLASS_B, "1"))).isEqualTo(classes.today.plusDays(40));
  }

  @Test
  void setIsBookedWholeAndLentWholeToWhoBookedIt() {
    classes.putSet("KS-1", "1", "2", "6");
    var wanted =
        List.of(
            new BookingCommand.BookingLine(null, "KS-1", classes.terms(1, 1, 5, 60, MAIN, false)));
    assertThat(promised(classes.place(CLASS_A, wanted))).containsExactly("1", "2", "6");
    refused(classes.place(CLASS_B, wanted), RefusalReason.TOO_FEW_COPIES);
    assertThat(classes.lend("B", "KS-1"))
        .isInstanceOfSatisfying(
            CheckoutOutcome.SetRefused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.BOOKED));
    assertThat(classes.lend(CLASS_A, "KS-1"))
        .isInstanceOfSatisfying(
            CheckoutOutcome.SetGranted.class,
            granted ->
                assertThat(classes.day(granted.due())).isEqualTo(classes.today.plusDays(60)));
    assertThat(only().copies()).hasSize(3).allMatch(BookingFacts.Copy::isLent);
    library.submit(checkin(library.north, "KS-1", MAIN));
    assertThat(only().state()).isEqualTo(BookingState.ENDED);
  }

  @Test
  void copyOfABookedSetIsReplacedOrTakenOutAndTheBookingTold() {
    classes.putSet("KS-1", "1", "2", "3");
    classes.place(
        CLASS_B,
        List.of(
            new BookingCommand.BookingLine(null, "KS-1", classes.terms(1, 1, 5, 60, MAIN, false))));
    library.submit(
        new LoanCommand.DeclareLost(origin(library.north, UUID.randomUUID(), MAIN), "3"));

    assertThat(change(List.of("4"), List.of("3")).told())
        .singleElement()
        .satisfies(told -> {
          assertThat(told.patronName()).isEqualTo("5B");
          assertThat(told.copies()).isEqualTo(3);
          assertThat(told.wanted()).isEqualTo(3);
        });
    assertThat(barcodes(only())).containsExactlyInAnyOrder("1", "2", "4");
    assertThat(change(List.of(), List.of("2")).told())
        .singleElement()
        .satisfies(told -> assertThat(told.copies()).isEqualTo(2));
    assertThat(barcodes(only())).containsExactlyInAnyOrder("1", "4");
    assertThat(library.store.bookingLists().troubles(library.north, 10))
        .as("staff see that it has too few")
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.copy()).isNull());

    assertThat(set(List.of(), List.of("1", "4")))
        .as("something of it has to be left")
        .isInstanceOfSatisfying(
            SetOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.SET_BOOKED));
    library.asSuperuser("update item set status = 'MISSING' where barcode = '5'");
    assertThat(set(List.of("5"), List.of()))
        .isInstanceOfSatisfying(
            SetOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.ITEM_NOT_FOR_LOAN));

    library.submit(
        new LoanCommand.DeclareLost(origin(library.north, UUID.randomUUID(), MAIN), "4"));
    assertThat(classes.lend(CLASS_B, "KS-1"))
        .as("who booked it gets what is there")
        .isInstanceOfSatisfying(
            CheckoutOutcome.SetGranted.class,
            granted -> {
              assertThat(granted.loans()).hasSize(1);
              assertThat(granted.missing()).containsExactly("4");
            });
  }

  private SetOutcome set(List<String> added, List<String> removed) {
    return library.submit(
        new SetCommand.PutSet(
            origin(library.north, UUID.randomUUID(), MAIN), "KS-1", null, added, removed));
  }

  private SetOutcome.Changed change(List<String> added, List<String> removed) {
    return (SetOutcome.Changed) set(added, removed);
  }

  private List<String> barcodes(BookingFacts booking) {
    return booking.copies().stream()
        .map(copy ->
            library.text(
                library.north, "select barcode from item where id = '%s'".formatted(copy.itemId())))
        .toList();
  }

  @Test
  void bookingIsGivenUpEndsWhenItsTimeHasPassedAndIsRepaired() {
    var cancelled = booking(classes.book(CLASS_A, 5, 5, 30, 60));
    library.submit(
        new BookingCommand.CancelBooking(
            origin(library.north, UUID.randomUUID(), MAIN), cancelled));
    var kept = booking(classes.book(CLASS_B, 3, 3, 30, 60));
    refused(
        library.submit(
            new BookingCommand.EndBooking(origin(library.north, UUID.randomUUID(), MAIN), kept)),
        RefusalReason.BOOKING_NOT_OVER);
    refused(
        library.submit(
            new BookingCommand.CancelBooking(
                origin(library.north, UUID.randomUUID(), MAIN), cancelled)),
        RefusalReason.BOOKING_UNKNOWN);

    library.asSuperuser("update item set status = 'MISSING' where barcode = '1'");
    var lists = library.store.bookingLists();
    assertThat(lists.troubles(library.north, 10))
        .singleElement()
        .satisfies(trouble -> {
          assertThat(trouble.copy()).isEqualTo("1");
          assertThat(trouble.status()).isEqualTo(ItemStatus.MISSING);
        });
    assertThat(lists.unfit(library.north, 10)).hasSize(1);
    library.submit(
        new BookingCommand.RepairBooking(origin(library.north, UUID.randomUUID(), MAIN), kept));
    assertThat(lists.troubles(library.north, 10)).isEmpty();
    assertThat(classes.bookings(true).getFirst().booking().copies()).hasSize(3);

    library.asSuperuser("update booking set from_day = from_day - 90, until_day = until_day - 90");
    assertThat(lists.over(library.north, 10)).hasSize(1);
    assertThat(
            library.submit(
                new BookingCommand.EndBooking(
                    origin(library.north, UUID.randomUUID(), MAIN), kept)))
        .isInstanceOfSatisfying(
            BookingOutcome.Changed.class,
            changed -> assertThat(changed.state()).isEqualTo(BookingState.NOT_FETCHED));
    assertThat(lists.over(library.north, 10)).isEmpty();
  }

  @Test
  void calendarTellsHowManyCopiesAreFreeOnEachDay() {
    classes.lend("B", "1");
    classes.book(CLASS_A, 3, 3, 40, 41);
    var days =
        library
            .store
            .bookingLists()
            .calendar(library.north, TITLE, classes.today, classes.today.plusDays(42));
    assertThat(days).hasSize(43).allMatch(day -> day.copies() == 5);
    assertThat(days.get(30).onLoan()).isEqualTo(1);
    assertThat(days.get(31).onLoan()).isZero();
    assertThat(days.get(39).booked()).isZero();
    assertThat(days.get(40).booked()).isEqualTo(3);
    assertThat(days.get(42).booked()).isZero();
  }

  @Test
  void databaseItselfLetsNoCopyBePromisedTwice() {
    classes.book(CLASS_A, 1, 1, 30, 60);
    classes.book(CLASS_B, 1, 1, 40, 50);
    assertThatThrownBy(() ->
            library.asSuperuser(
                "update booking_copy set item_id = (select id from item where barcode = '1' and tenant_id = booking_copy.tenant_id)"))
        .hasStackTraceContaining("promised to two bookings");
  }

  /** Two servers on one database, each with its own writer, and everybody at once. */
  @Test
  void noCopyIsPromisedTwiceHoweverManyBookAndBorrowAtOnce() throws Exception {
    library.addStock(15, 20);
    try (var other =
            new PostgresStore(TestLibrary.settings(library.roles, 8), TestLibrary.keyring());
        var threads = Executors.newFixedThreadPool(8)) {
      var work = new ArrayList<java.util.concurrent.Future<Integer>>();
      for (var t = 0; t < 8; t++) {
        var seed = t;
        work.add(
            threads.submit(() -> {
              var random = new Random(seed);
              var store = seed % 2 == 0 ? library.store : other;
              var placed = 0;
              for (var i = 0; i < 40; i++) {
                var group = random.nextBoolean() ? CLASS_A : CLASS_B;
                var item =
                    random.nextInt(4) == 0
                        ? Integer.toString(1 + random.nextInt(5))
                        : "3%09d".formatted(random.nextInt(15));
                var key = UUID.randomUUID();
                switch (random.nextInt(4)) {
                  case 0, 1 -> {
                    var from = random.nextInt(60);
                    var minimum = 1 + random.nextInt(8);
                    var outcome =
                        store
                            .submit(
                                new BookingCommand.PlaceBookings(
                                    origin(library.north, key, MAIN),
                                    group,
                                    List.of(
                                        new BookingCommand.BookingLine(
                                            TITLE,
                                            null,
                                            classes.terms(
                                                minimum,
                                                minimum + random.nextInt(4),
                                                from,
                                                from + random.nextInt(30),
                                                MAIN,
                                                random.nextBoolean())))))
                            .join();
                    placed += outcome instanceof BookingOutcome.Placed ? 1 : 0;
                  }
                  case 2 ->
                      store
                          .submit(
                              new LoanCommand.Checkout(
                                  origin(library.north, key, MAIN),
                                  random.nextBoolean()
                                      ? group
                                      : "2%09d".formatted(random.nextInt(20)),
                                  item,
                                  false,
                                  null))
                          .join();
                  default -> store.submit(checkin(library.north, item, MAIN)).join();
                }
              }
              return placed;
            }));
      }
      var placed = 0;
      for (var one : work) {
        placed += one.get();
      }
      assertThat(placed).as("bookings that were granted").isPositive();
    }
    for (var booked : classes.bookings(true)) {
      var booking = booked.booking();
      assertThat(booking.copies().size() + booking.returned())
          .as("nobody was promised more than they have")
          .isGreaterThanOrEqualTo(booking.terms().minimum());
    }
  }
}
