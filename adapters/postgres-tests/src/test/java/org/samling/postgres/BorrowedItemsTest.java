package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.Arrival.Terms;
import org.samling.core.ill.BorrowedItems;
import org.samling.core.ill.BorrowedItems.Acceptance;
import org.samling.core.ill.BorrowedItems.Accepted;
import org.samling.core.ill.BorrowedItems.BarcodeTaken;
import org.samling.core.ill.BorrowedItems.BorrowedItemReference;
import org.samling.core.ill.BorrowedItems.NotAccepted;
import org.samling.core.ill.BorrowedItems.NotBorrowed;
import org.samling.core.ill.BorrowedItems.ReferenceTaken;
import org.samling.core.ill.BorrowedItems.Removal;
import org.samling.core.ill.BorrowedItems.Removed;
import org.samling.core.ill.BorrowedItems.StillOnLoan;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Named;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.organisation.TenantId;

/** What is borrowed from other libraries, from its coming to its going, in the tables. */
class BorrowedItemsTest {

  private static final String LENDER = "DK-710100";
  private static final String BARCODE = "5710100001";

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  private final TestLibrary library = new TestLibrary();
  private final BorrowedItems items = library.store.borrowedItems();

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  private static Arrival arrival(String reference, @Nullable String barcode, String patron) {
    return arrival(reference, barcode, patron, MAIN);
  }

  private static Arrival arrival(
      String reference, @Nullable String barcode, String patron, String pickup) {
    return arrival(reference, barcode, patron, pickup, Terms.LOAN);
  }

  private static Arrival arrival(
      String reference, @Nullable String barcode, String patron, String pickup, Terms terms) {
    return new Arrival(
        new Requester("broker", LENDER),
        reference,
        barcode,
        patron,
        pickup,
        new Description("Sult", "Hamsun, Knut", null, null, null, null, null),
        terms,
        "<AcceptItem/>",
        null);
  }

  private Acceptance accept(Arrival arrival) {
    return accept(library.north, arrival);
  }

  private Acceptance accept(TenantId tenant, Arrival arrival) {
    var key = new RecordKey(BorrowedItems.SOURCE, arrival.fingerprint());
    return items.accept(tenant, MAIN, arrival, TestLibrary.record(key, "Sult"));
  }

  private Removal remove(@Nullable String barcode, @Nullable String reference) {
    return items.remove(
        library.north, new BorrowedItemReference("broker", barcode, reference), "broker");
  }

  private List<InterlibraryState> states() {
    return library.store.interlibraryRequests().events(library.north, 1).stream()
        .map(Event::state)
        .toList();
  }

  private String item(String barcode) {
    return library.text(
        library.north,
        "select status || ' ' || at_branch || ' from ' || borrowed_from from item where barcode = '%s'"
            .formatted(barcode));
  }

  private long count(String table) {
    return library.count(library.north, "select count(*) from " + table);
  }

  @Test
  void itemThatComesIsReadyForItsPatronUnderTheLendersBarcode() {
    var accepted = (Accepted) accept(arrival("r", BARCODE, "A"));
    assertThat(accepted.isNew()).isTrue();
    assertThat(accepted.request().state()).isEqualTo(InterlibraryState.RECEIVED);
    assertThat(accepted.request().handling().item()).isEqualTo(BARCODE);
    assertThat(item(BARCODE)).isEqualTo("ON_HOLD_SHELF " + MAIN + " from " + LENDER);
    assertThat(
            library.text(
                library.north,
                "select type || ' ' || state || ' ' || pickup_number from hold where id = '%s'"
                    .formatted(accepted.request().handling().hold())))
        .isEqualTo("INTER_LIBRARY READY 1");
    assertThat(
            library.count(library.north, "select count(*) from local_record where source = 'ill'"))
        .isEqualTo(1);
    assertThat(states()).containsExactly(InterlibraryState.RECEIVED);
  }

  @Test
  void itemThatIsFetchedElsewhereIsOnItsWay() {
    accept(arrival("r", BARCODE, "A", BRANCH));
    assertThat(item(BARCODE)).isEqualTo("IN_TRANSIT " + BRANCH + " from " + LENDER);
    library.submit(checkin(library.north, BARCODE, BRANCH));
    assertThat(item(BARCODE)).isEqualTo("ON_HOLD_SHELF " + BRANCH + " from " + LENDER);
  }

  @Test
  void copyIsNoLoanAndNothingOfItGoesBack() {
    var copy = arrival("r", BARCODE, "A", MAIN, new Terms(null, true));
    var accepted = (Accepted) accept(copy);
    assertThat(accepted.isNew()).isTrue();
    assertThat(accepted.request().order().service()).isEqualTo(Service.COPY);
    assertThat(accepted.request().state()).isEqualTo(InterlibraryState.RECEIVED);
    assertThat(accepted.request().isOver()).isTrue();
    assertThat(((Accepted) accept(copy)).isNew()).isFalse();
    assertThat(remove(null, "r")).isInstanceOf(NotBorrowed.class);
    for (var table : List.of("hold", "loan", "item where borrowed_from is not null")) {
      assertThat(library.count(library.north, "select count(*) from " + table)).as(table).isZero();
    }
    assertThat(states()).containsExactly(InterlibraryState.RECEIVED);
  }

  private static Instant inDays(int days) {
    return LocalDate.now(ZONE).plusDays(days).atTime(12, 0).atZone(ZONE).toInstant();
  }

  private String due() {
    return library.text(
        library.north,
        "select (due_at at time zone 'Europe/Copenhagen')::date - today_of(tenant_id) from loan");
  }

  @Test
  void loanEndsWhenTheItemHasToBeBackWithItsLender() {
    accept(arrival("r", BARCODE, "A", MAIN, new Terms(inDays(10), false)));
    library.submit(checkout(library.north, "A", BARCODE));
    assertThat(due()).as("and not after the 28 days of its category").isEqualTo("10");

    library.asSuperuser("update item_category set renewals = 5 where code = 'ill'");
    library.asSuperuser("update tenant set settings_version = settings_version + 1");
    assertThat(library.submit(TestLibrary.renew(library.north, "A", BARCODE)))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(RefusalReason.RECALLED);
              assertThat(refused.why().rule()).isEqualTo("due-to-lender");
            });
    say("longer", new Reaction(null, false, null, null, inDays(20), List.of()));
    library.submit(TestLibrary.renew(library.north, "A", BARCODE));
    assertThat(due()).as("the lender let it go for longer").isEqualTo("20");
  }

  @Test
  void whatTheLenderWantsBackIsNotLentAnyMore() {
    accept(arrival("r", BARCODE, "A"));
    say("recall", new Reaction(InterlibraryState.RECALLED, false, null, List.of()));
    assertThat(states()).last().isEqualTo(InterlibraryState.RECALLED);
    assertThat(library.submit(checkout(library.north, "A", BARCODE)))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            r -> assertThat(r.why().rule()).isEqualTo("due-to-lender"));
  }

  @Test
  void lendersRecallReachesTheLoanAndItsPatronOnce() {
    accept(arrival("r", BARCODE, "A"));
    library.submit(checkout(library.north, "A", BARCODE));
    library.asSuperuser("update loan set lent_at = lent_at - interval '20 days'");
    var recall = new Reaction(InterlibraryState.RECALLED, false, null, null, inDays(3), List.of());
    say("recall", recall);
    say("recall", recall);
    assertThat(due()).as("sooner than a recall of one's own, which gives a week").isEqualTo("3");
    assertThat(states())
        .containsExactly(
            InterlibraryState.RECEIVED, InterlibraryState.ON_LOAN, InterlibraryState.RECALLED);
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'loan-recalled'"))
        .as("of which the patron is told")
        .isEqualTo(1);
  }

  @Test
  void recallThatStaffAreToldOfReachesTheLoanToo() {
    accept(arrival("r", BARCODE, "A"));
    library.submit(checkout(library.north, "A", BARCODE));
    library.asSuperuser("update loan set lent_at = lent_at - interval '20 days'");
    library
        .store
        .interlibraryRequests()
        .step(
            library.north,
            1,
            new Step(
                InterlibraryState.ON_LOAN, InterlibraryState.RECALLED, "anna", "by telephone"));
    assertThat(due()).as("with the library's own notice").isEqualTo("7");
    assertThat(states())
        .containsExactly(
            InterlibraryState.RECEIVED, InterlibraryState.ON_LOAN, InterlibraryState.RECALLED);
  }

  @Test
  void dayThatTheLenderSaysLaterBoundsTheLoanToo() {
    accept(arrival("r", BARCODE, "A"));
    library.submit(checkout(library.north, "A", BARCODE));
    assertThat(due()).isEqualTo("28");
    say("loaned", new Reaction(InterlibraryState.SHIPPED, false, null, null, inDays(5), List.of()));
    assertThat(due()).isEqualTo("5");
    assertThat(states()).last().isEqualTo(InterlibraryState.ON_LOAN);
  }

  /** The lender writes. */
  private void say(String bytes, Reaction reaction) {
    assertThat(
            library
                .store
                .interlibraryMessages()
                .receive(
                    library.north,
                    new Incoming(
                        new Named("broker", Set.of(LENDER), Side.BORROWING, "r", null),
                        LENDER,
                        "test",
                        CommandKey.of(CommandKey.MAX_WINDOW, bytes).hex(),
                        "<" + bytes + "/>",
                        "broker"),
                    _ -> reaction))
        .isPresent();
  }

  @Test
  void loanReturnAndRemovalMoveTheRequestAndLeaveNothingOfTheItem() {
    accept(arrival("r", BARCODE, "A"));
    assertThat(library.submit(checkout(library.north, "A", BARCODE)))
        .isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(remove(BARCODE, null)).isInstanceOf(StillOnLoan.class);
    assertThat(states()).last().isEqualTo(InterlibraryState.ON_LOAN);

    var returned = (CheckinOutcome.Returned) library.submit(checkin(library.north, BARCODE, MAIN));
    assertThat(returned.destination()).isEqualTo(new Destination.Lender(MAIN, LENDER));
    assertThat(item(BARCODE)).isEqualTo("IN_PROCESS " + MAIN + " from " + LENDER);
    assertThat(states()).last().isEqualTo(InterlibraryState.CHECKED_IN);

    assertThat(remove(BARCODE, null))
        .isInstanceOfSatisfying(
            Removed.class,
            r -> assertThat(r.request().state()).isEqualTo(InterlibraryState.RETURNED));
    assertThat(count("item where borrowed_from is not null")).isZero();
    assertThat(count("local_record")).isZero();
    assertThat(count("hold")).isZero();
    assertThat(count("loan")).isZero();
    assertThat(states())
        .containsExactly(
            InterlibraryState.RECEIVED,
            InterlibraryState.ON_LOAN,
            InterlibraryState.CHECKED_IN,
            InterlibraryState.RETURNED);
    assertThat(remove(BARCODE, null)).isInstanceOf(Removed.class);
    assertThat(remove(null, "r")).isInstanceOf(Removed.class);
    assertThat(states()).hasSize(4);
  }

  @Test
  void itemThatComesBackElsewhereIsSentWhereItGoesBackFrom() {
    accept(arrival("r", BARCODE, "A"));
    library.submit(checkout(library.north, "A", BARCODE));
    var returned =
        (CheckinOutcome.Returned) library.submit(checkin(library.north, BARCODE, BRANCH));
    assertThat(returned.destination()).isEqualTo(new Destination.Lender(MAIN, LENDER));
    assertThat(item(BARCODE)).isEqualTo("IN_TRANSIT " + MAIN + " from " + LENDER);
    assertThat(library.submit(checkout(library.north, "B", "5"))).isNotNull();
    library.submit(checkin(library.north, BARCODE, MAIN));
    assertThat(item(BARCODE)).isEqualTo("IN_PROCESS " + MAIN + " from " + LENDER);
  }

  @Test
  void itemGoesBackWhoeverElseWaitsForItsTitle() {
    var arrival = arrival("r", BARCODE, "A");
    accept(arrival);
    library.submit(checkout(library.north, "A", BARCODE));
    assertThat(
            library.submit(
                hold(
                    library.north,
                    "B",
                    new RecordKey(BorrowedItems.SOURCE, arrival.fingerprint()),
                    MAIN)))
        .isInstanceOf(HoldOutcome.Placed.class);
    var returned = (CheckinOutcome.Returned) library.submit(checkin(library.north, BARCODE, MAIN));
    assertThat(returned.destination()).isEqualTo(new Destination.Lender(MAIN, LENDER));
    assertThat(remove(BARCODE, null)).isInstanceOf(Removed.class);
    assertThat(count("hold")).isZero();
  }

  @Test
  void itemThatNobodyFetchedCanGoBack() {
    accept(arrival("r", BARCODE, "A"));
    assertThat(remove(null, "r")).isInstanceOf(Removed.class);
    assertThat(count("hold")).isZero();
    assertThat(count("item where borrowed_from is not null")).isZero();
    assertThat(states()).containsExactly(InterlibraryState.RECEIVED, InterlibraryState.RETURNED);
  }

  @Test
  void sameBarcodeComesAgainAnotherTime() {
    accept(arrival("r", BARCODE, "A"));
    remove(BARCODE, null);
    assertThat(accept(arrival("s", BARCODE, "B")))
        .isInstanceOfSatisfying(Accepted.class, a -> assertThat(a.request().number()).isEqualTo(2));
    // The first one's removal that is told of again leaves the second where it is.
    assertThat(remove(null, "r")).isInstanceOf(Removed.class);
    assertThat(item(BARCODE)).startsWith("ON_HOLD_SHELF");
  }

  @Test
  void arrivalThatIsToldOfManyTimesAtOnceComesOnce() throws Exception {
    var calls =
        IntStream.range(0, 16)
            .<Callable<Acceptance>>mapToObj(_ -> () -> accept(arrival("r", BARCODE, "A")))
            .toList();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var accepted = threads.invokeAll(calls).stream().map(f -> (Accepted) f.resultNow()).toList();
      assertThat(accepted).filteredOn(Accepted::isNew).hasSize(1);
      assertThat(accepted.stream().map(Accepted::request).collect(Collectors.toSet())).hasSize(1);
    }
    assertThat(count("hold")).isEqualTo(1);
    assertThat(count("ill_event")).isEqualTo(1);
    accept(arrival("r", BARCODE, "A"));
    assertThat(count("hold")).isEqualTo(1);
  }

  @Test
  void whatIsRefusedLeavesNothing() {
    assertThat(accept(arrival("r", BARCODE, "nobody")))
        .isEqualTo(new NotAccepted(RefusalReason.PATRON_UNKNOWN));
    assertThat(accept(arrival("r", BARCODE, "A", "nowhere")))
        .isEqualTo(new NotAccepted(RefusalReason.BRANCH_UNKNOWN));
    assertThat(accept(arrival("r", "1", "A"))).isEqualTo(new BarcodeTaken());
    assertThat(count("item where borrowed_from is not null")).isZero();
    assertThat(count("local_record")).isZero();
    assertThat(count("ill_request")).isZero();
  }

  @Test
  void referenceOfAnotherItemIsRefused() {
    accept(arrival("r", BARCODE, "A"));
    assertThat(accept(arrival("r", "5710100002", "A"))).isInstanceOf(ReferenceTaken.class);
    assertThat(count("ill_request")).isEqualTo(1);
  }

  @Test
  void itemWithoutABarcodeGetsOne() {
    var first = (Accepted) accept(arrival("r", null, "A"));
    assertThat(first.request().handling().item()).startsWith("ILL-");
    assertThat(accept(arrival("r", null, "A"))).isEqualTo(new Accepted(first.request(), false));
  }

  @Test
  void itemForWhichAFeeWasChargedStaysDiscardedAndGivesUpItsBarcode() {
    accept(arrival("r", BARCODE, "A"));
    library.submit(checkout(library.north, "A", BARCODE));
    library.submit(checkin(library.north, BARCODE, MAIN));
    library.asSuperuser(
        "insert into ledger_entry (tenant_id, id, patron_id, kind, fee_type, amount, item_id, arose_at) select i.tenant_id, i.id, p.id, 'CREATION', 'DAMAGE', 500, i.id, now() from item i join patron_identifier n on n.tenant_id = i.tenant_id and n.value = 'A' join patron p on p.tenant_id = n.tenant_id and p.id = n.patron_id where i.barcode = '%s'"
            .formatted(BARCODE));
    assertThat(remove(BARCODE, null)).isInstanceOf(Removed.class);
    assertThat(
            library.text(
                library.north, "select status from item where borrowed_from = '" + LENDER + "'"))
        .isEqualTo("DISCARDED");
    assertThat(accept(arrival("s", BARCODE, "B"))).isInstanceOf(Accepted.class);
    assertThat(remove(null, "r")).isInstanceOf(Removed.class);
    assertThat(item(BARCODE)).startsWith("ON_HOLD_SHELF");
  }

  @Test
  void whatOneTenantBorrowsIsNoneOfTheOthers() {
    accept(arrival("r", BARCODE, "A"));
    assertThat(
            items.remove(library.south, new BorrowedItemReference(null, BARCODE, null), "broker"))
        .isEqualTo(new NotBorrowed());
    assertThat(((Accepted) accept(library.south, arrival("r", BARCODE, "A"))).request().number())
        .isEqualTo(1);
    assertThat(
            library
                .store
                .interlibraryRequests()
                .list(
                    library.south,
                    RequestFilter.inStates(Set.of(InterlibraryState.RECEIVED)),
                    0,
                    9))
        .hasSize(1);
  }
}
