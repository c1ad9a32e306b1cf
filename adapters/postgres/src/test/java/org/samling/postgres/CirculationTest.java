package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;
import static org.samling.postgres.TestLibrary.renew;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.CheckinOutcome;
import org.samling.core.circulation.CheckinOutcome.Destination;
import org.samling.core.circulation.CheckoutOutcome;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.CommandKey;
import org.samling.core.circulation.FeeCommand;
import org.samling.core.circulation.FeeOutcome;
import org.samling.core.circulation.FeeType;
import org.samling.core.circulation.HoldOutcome;
import org.samling.core.circulation.HoldState;
import org.samling.core.circulation.ItemStatus;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.Origin;
import org.samling.core.circulation.Outcome;
import org.samling.core.circulation.RefusalReason;
import org.samling.core.policy.Setting;
import org.samling.postgres.embedded.TestPostgres;

/** What circulation promises, asked through its port and checked in the tables. */
class CirculationTest {

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void checkedOutItemIsOnLoanUntilItIsReturned() {
    var granted = (CheckoutOutcome.Granted) library.submit(checkout(library.north, "A", "1"));

    assertThat(granted.item().title()).isEqualTo("Ærø");
    assertThat(granted.renewed()).isFalse();
    assertThat(granted.why().value()).isEqualTo("30");
    assertThat(Duration.between(Instant.now(), granted.due()).toDays()).isBetween(29L, 31L);
    assertThat(library.store.inquiries().item(library.north, "1").orElseThrow().status())
        .isEqualTo(ItemStatus.ON_LOAN);
    var account = library.store.inquiries().patron(library.north, "A").orElseThrow();
    assertThat(account.patron().loans()).isEqualTo(1);
    assertThat(account.loans())
        .singleElement()
        .satisfies(l -> assertThat(l.barcode()).isEqualTo("1"));

    var returned = (CheckinOutcome.Returned) library.submit(checkin(library.north, "1", MAIN));

    assertThat(returned.loanId()).isEqualTo(granted.loanId());
    assertThat(returned.patron()).isEqualTo("A");
    assertThat(returned.destination()).isEqualTo(new Destination.Shelf(MAIN));
    assertThat(library.store.inquiries().item(library.north, "1").orElseThrow().status())
        .isEqualTo(ItemStatus.AVAILABLE);
    assertThat(
            library.count(library.north, "select count(*) from loan where returned_at is not null"))
        .isEqualTo(1);
  }

  @Test
  void secondCheckoutOfAnItemIsRefused() {
    library.submit(checkout(library.north, "A", "1"));

    assertRefused(checkout(library.north, "B", "1"), RefusalReason.ON_LOAN_TO_ANOTHER);
    assertRefused(checkout(library.north, "A", "1"), RefusalReason.ON_LOAN_TO_SAME_PATRON);
  }

  @Test
  void checkoutOfOwnLoanIsARenewalWhereTheTerminalAllowsIt() {
    library.set(Setting.LOAN_VISIT_MINUTES, "0");
    library.submit(checkout(library.north, "A", "1"));

    var again =
        library.submit(
            new LoanCommand.Checkout(
                origin(library.north, UUID.randomUUID(), MAIN), "A", "1", true, null));

    assertThat(again)
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class, g -> assertThat(g.renewed()).isTrue());
    assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(1);
  }

  @Test
  void secondReadWithinOneVisitUsesNoRenewal() {
    var lent = (CheckoutOutcome.Granted) library.submit(checkout(library.north, "A", "1"));

    var again =
        library.submit(
            new LoanCommand.Checkout(
                origin(library.north, UUID.randomUUID(), MAIN), "A", "1", true, null));

    assertThat(again)
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class,
            g -> {
              assertThat(g.loanId()).isEqualTo(lent.loanId());
              assertThat(g.due()).isEqualTo(lent.due());
              assertThat(g.renewed()).isFalse();
              assertThat(g.why()).hasToString("same-visit: loan.visit-minutes = 30 (built in)");
            });
    assertThat(library.count(library.north, "select sum(renewals) from loan")).isZero();
  }

  @Test
  void refusalsNameTheRuleTheSettingAndItsLevel() {
    library.submit(checkout(library.north, "C", "1"));
    library.submit(checkout(library.north, "C", "2"));

    var refused = assertRefused(checkout(library.north, "C", "3"), RefusalReason.TOO_MANY_LOANS);

    assertThat(refused.why()).hasToString("maximum-loans: max-loans = 2 (patron category child)");
    assertRefused(checkout(library.north, "X", "3"), RefusalReason.PATRON_BLOCKED);
    assertRefused(checkout(library.north, "nobody", "3"), RefusalReason.PATRON_UNKNOWN);
    assertRefused(checkout(library.north, "A", "nothing"), RefusalReason.ITEM_UNKNOWN);
    assertRefused(checkout(library.north, "A", "R"), RefusalReason.ITEM_NOT_FOR_LOAN);
  }

  @Test
  void debtAboveTheLimitRefusesLoans() {
    library.submit(
        new FeeCommand.ChargeFee(
            origin(library.north, "fee", MAIN),
            "C",
            FeeType.OVERDUE,
            1_000,
            null,
            "for sent",
            Instant.now()));

    assertRefused(checkout(library.north, "C", "1"), RefusalReason.DEBT_TOO_HIGH);
    var account = library.store.inquiries().patron(library.north, "C").orElseThrow();
    assertThat(account.patron().debt()).isEqualTo(1_000);
    assertThat(account.fees())
        .singleElement()
        .satisfies(f -> assertThat(f.reason()).isEqualTo("for sent"));
  }

  @Test
  void renewalMovesTheDueDateAsOftenAsTheCategoryAllows() {
    library.submit(checkout(library.north, "A", "1"));

    assertThat(library.submit(renew(library.north, "A", "1")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class, g -> assertThat(g.renewed()).isTrue());
    assertRefused(renew(library.north, "A", "1"), RefusalReason.TOO_MANY_RENEWALS);
    assertRefused(renew(library.north, "B", "1"), RefusalReason.NOT_ON_LOAN_TO_PATRON);
  }

  @Test
  void whoWaitsStopsRenewalsAndGetsTheReturnedItem() {
    library.submit(checkout(library.north, "A", "1"));
    assertThat(library.submit(hold(library.north, "B", TITLE, MAIN)))
        .isInstanceOfSatisfying(
            HoldOutcome.Placed.class, p -> assertThat(p.position()).isEqualTo(1));
    assertThat(library.submit(hold(library.north, "C", TITLE, BRANCH)))
        .isInstanceOfSatisfying(
            HoldOutcome.Placed.class, p -> assertThat(p.position()).isEqualTo(2));

    assertRefused(renew(library.north, "A", "1"), RefusalReason.HELD_FOR_ANOTHER);
    assertThat(
            ((CheckinOutcome.Returned) library.submit(checkin(library.north, "1", MAIN)))
                .destination())
        .isInstanceOfSatisfying(
            Destination.HoldShelf.class,
            shelf -> {
              assertThat(shelf.branch()).isEqualTo(MAIN);
              assertThat(shelf.patron()).isEqualTo("B");
              assertThat(Objects.requireNonNull(shelf.shelf()).number()).isEqualTo(1);
            });
    assertRefused(checkout(library.north, "A", "1"), RefusalReason.HELD_FOR_ANOTHER);
    assertThat(library.submit(checkout(library.north, "B", "1")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(library.count(library.north, "select count(*) from hold where state = 'FULFILLED'"))
        .isEqualTo(1);
  }

  @Test
  void itemForAnotherBranchTravelsAndArrives() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(hold(library.north, "B", TITLE, BRANCH));

    assertThat(
            ((CheckinOutcome.Returned) library.submit(checkin(library.north, "1", MAIN)))
                .destination())
        .isEqualTo(new Destination.HoldTransit(BRANCH, "B", "Navn, B", null));
    assertThat(
            ((CheckinOutcome.Returned) library.submit(checkin(library.north, "1", BRANCH)))
                .destination())
        .isInstanceOfSatisfying(
            Destination.HoldShelf.class, shelf -> assertThat(shelf.patron()).isEqualTo("B"));
    assertThat(library.store.inquiries().patron(library.north, "B").orElseThrow().holds())
        .singleElement()
        .satisfies(h -> assertThat(h.state()).isEqualTo(HoldState.READY));
  }

  @Test
  void itemReturnedElsewhereIsSentHome() {
    assertThat(
            ((CheckinOutcome.Returned) library.submit(checkin(library.north, "1", BRANCH)))
                .destination())
        .isEqualTo(new Destination.HomeTransit(MAIN));
    assertThat(library.store.inquiries().item(library.north, "1").orElseThrow().status())
        .isEqualTo(ItemStatus.IN_TRANSIT);
  }

  @Test
  void holdsAreRefusedByTheirOwnRules() {
    library.submit(hold(library.north, "C", TITLE, MAIN));

    assertHoldRefused(hold(library.north, "C", TITLE, MAIN), RefusalReason.TOO_MANY_HOLDS);
    library.submit(hold(library.north, "A", TITLE, MAIN));
    assertHoldRefused(hold(library.north, "A", TITLE, MAIN), RefusalReason.ALREADY_HELD);
    assertHoldRefused(
        hold(library.north, "A", new RecordKey("t", "none"), MAIN), RefusalReason.RECORD_UNKNOWN);
    assertHoldRefused(
        hold(library.north, "A", TestLibrary.OTHER_TITLE, "DK-000000"),
        RefusalReason.BRANCH_UNKNOWN);
  }

  @Test
  void loanMadeElsewhereIsRecordedWithTheRulesItBroke() {
    var at = Instant.now().minus(Duration.ofDays(3));
    var recorded =
        library.submit(
            new LoanCommand.Checkout(
                origin(library.north, "offline", MAIN),
                "X",
                "1",
                false,
                new LoanCommand.AsRecorded(at, at.plus(Duration.ofDays(31)), 0)));

    assertThat(recorded)
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class,
            g -> {
              assertThat(g.broken())
                  .singleElement()
                  .satisfies(w -> assertThat(w.rule()).isEqualTo("patron-blocks"));
              assertThat(g.due()).isEqualTo(at.plus(Duration.ofDays(31)));
            });
    assertThat(
            library.count(
                library.north, "select count(*) from loan where broken_rules is not null"))
        .isEqualTo(1);
  }

  @Test
  void repeatedCommandGetsTheOutcomeOfTheFirstAndHasNoEffect() {
    var first = library.submit(checkout(library.north, "key", "A", "1"));
    library.submit(checkin(library.north, "1", MAIN));
    var again = library.submit(checkout(library.north, "key", "A", "1"));

    assertThat(again).isEqualTo(first);
    assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(1);
    try (var other =
        new PostgresStore(TestLibrary.settings(library.roles, 64), TestLibrary.keyring())) {
      assertThat(other.submit(checkout(library.north, "key", "A", "1")).join()).isEqualTo(first);
    }
  }

  @Test
  void keyCountsOnlyWithinItsWindow() throws InterruptedException {
    var brief =
        new LoanCommand.Checkin(
            new Origin(
                library.north,
                CommandKey.of(Duration.ofSeconds(1), "brief"),
                "test",
                MAIN,
                Instant.now().plusSeconds(30)),
            "1",
            Instant.now());
    var first = library.submit(brief);
    assertThat(library.submit(brief)).isEqualTo(first);
    Thread.sleep(1_500);

    assertThat(library.submit(brief).at()).isAfter(first.at());
  }

  @Test
  void commandsOfOneBatchSeeEachOther() {
    var outcomes = new ArrayList<CompletableFuture<? extends Outcome>>();
    for (var round = 0; round < 20; round++) {
      outcomes.add(library.store.submit(checkout(library.north, "A", "1")));
      outcomes.add(library.store.submit(renew(library.north, "A", "1")));
      outcomes.add(library.store.submit(checkin(library.north, "1", MAIN)));
    }
    outcomes.forEach(CompletableFuture::join);

    assertThat(outcomes)
        .map(CompletableFuture::join)
        .noneMatch(o -> o instanceof CheckoutOutcome.Refused);
    assertThat(
            library.count(
                library.north,
                "select count(*) from loan where returned_at is not null and renewals = 1"))
        .isEqualTo(20);
    assertThat(library.count(library.north, "select count(*) from loan where returned_at is null"))
        .isZero();
  }

  @Test
  void manyKiosksAtOneItemMakeOneLoan() throws InterruptedException {
    var granted = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < 32; i++) {
      var patron = i % 2 == 0 ? "A" : "B";
      threads.add(
          Thread.startVirtualThread(() -> {
            if (library.submit(checkout(library.north, patron, "1"))
                instanceof CheckoutOutcome.Granted) {
              granted.incrementAndGet();
            }
          }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(granted).hasValue(1);
  }

  @Test
  void commandThatTheDatabaseRefusesFailsAloneAndSpoilsNoOther() throws SQLException {
    // A row that the application can't see the reason for: the tables' own rule stops the loan.
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement()) {
      statement.execute(
          "alter table samling.loan add constraint no_item_2 check (item_id <> '"
              + itemId("2")
              + "')");
    }
    var good = library.store.submit(checkout(library.north, "A", "1"));
    var bad = library.store.submit(checkout(library.north, "A", "2"));
    var alsoGood = library.store.submit(checkout(library.north, "A", "3"));

    assertThat(good.join()).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(alsoGood.join()).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(bad)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.REFUSED));
  }

  @Test
  void commandWhoseDeadlineHasPassedIsNotDone() {
    var late =
        new LoanCommand.Checkout(
            new Origin(
                library.north,
                CommandKey.of(Duration.ofMinutes(1), "late"),
                "test",
                MAIN,
                Instant.now().minusSeconds(1)),
            "A",
            "1",
            false,
            null);

    assertThat(library.store.submit(late))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BUSY));
    assertThat(library.count(library.north, "select count(*) from loan")).isZero();
  }

  @Test
  void everyCommandLeavesATrace() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(checkout(library.north, "B", "1"));

    assertThat(library.count(library.north, "select count(*) from audit where outcome = 'done'"))
        .isEqualTo(1);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where reason = 'ON_LOAN_TO_ANOTHER'"))
        .isEqualTo(1);
    assertThat(
            library.count(library.north, "select count(*) from outbox where kind = 'loan-opened'"))
        .isEqualTo(1);
    assertThat(library.count(library.north, "select count(*) from command_outcome")).isEqualTo(2);
  }

  @Test
  void feeForAnUnknownPatronIsRefused() {
    var refused =
        library.submit(
            new FeeCommand.ChargeFee(
                origin(library.north, "fee", MAIN),
                "nobody",
                FeeType.DAMAGE,
                1,
                null,
                null,
                Instant.now()));

    assertThat(refused)
        .isInstanceOfSatisfying(
            FeeOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.PATRON_UNKNOWN));
  }

  private UUID itemId(String barcode) throws SQLException {
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select id from samling.item where tenant_id = "
                    + library.north
                    + " and barcode = '"
                    + barcode
                    + "'")) {
      row.next();
      return row.getObject(1, UUID.class);
    }
  }

  private CheckoutOutcome.Refused assertRefused(
      Command<CheckoutOutcome> command, RefusalReason reason) {
    var outcome = library.submit(command);
    assertThat(outcome).isInstanceOf(CheckoutOutcome.Refused.class);
    var refused = (CheckoutOutcome.Refused) outcome;
    assertThat(refused.reason()).isEqualTo(reason);
    return refused;
  }

  private void assertHoldRefused(Command<HoldOutcome> command, RefusalReason reason) {
    assertThat(library.submit(command))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }
}
