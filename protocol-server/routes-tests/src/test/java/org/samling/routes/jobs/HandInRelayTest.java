package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.ForeignItems;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.TransportLists.TransitFilter;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Term;
import org.samling.postgres.TestLibrary;

/** Items of south that are handed in at north. */
class HandInRelayTest {

  private static final String ITEM = "S-1";

  private final Instant now = Instant.now();
  private final List<Integer> told = new CopyOnWriteArrayList<>();
  private TestLibrary library;
  private TenantId north;
  private TenantId south;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    north = library.north;
    south = library.south;
    library.store.lendingAgreements().make(north, south, "test");
    library
        .store
        .itemRegister()
        .putItems(
            south,
            List.of(
                NewItem.plain(ITEM, TITLE, MAIN, "book"),
                NewItem.plain("S-2", TITLE, BRANCH, "book")));
  }

  @AfterEach
  void close() {
    library.close();
  }

  private CheckinRelay job() {
    var store = library.store;
    return new CheckinRelay(
        store.tenants(),
        store.othersItems(),
        store.inquiries(),
        new Commands(store, Duration.ofSeconds(10)),
        Duration.ofHours(1),
        told::add);
  }

  private static Origin at(TenantId tenant, String branch) {
    return new Origin(
        tenant,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        branch,
        Instant.now().plusSeconds(60));
  }

  private void lend(String item, Instant at, Instant due) {
    assertThat(
            library.submit(
                new LoanCommand.Checkout(
                    at(south, MAIN), "A", item, false, new LoanCommand.AsRecorded(at, due, 0))))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  private void lend(String item) {
    lend(item, now.minus(Duration.ofDays(3)), now.plus(Duration.ofDays(20)));
  }

  private void handInAtNorth(String item, Instant at) {
    assertThat(library.submit(new LoanCommand.Checkin(at(north, BRANCH), item, at)))
        .isInstanceOf(CheckinOutcome.OfOther.class);
  }

  private CheckinOutcome.Returned checkin(String item, String branch) {
    return (CheckinOutcome.Returned)
        library.submit(new LoanCommand.Checkin(at(south, branch), item, Instant.now()));
  }

  /** Waits until no transaction is open that began before the hand-ins were committed. */
  private void settle() throws InterruptedException {
    for (var tenant : List.of(north, south)) {
      while (library.count(
              tenant,
              "select count(*) from outbox where xid >= pg_snapshot_xmin(pg_current_snapshot())")
          > 0) {
        Thread.sleep(10);
      }
    }
  }

  private int relay() throws InterruptedException {
    settle();
    return job().run();
  }

  private ItemStatus status(String item) {
    return library.store.inquiries().item(south, item).orElseThrow().status();
  }

  private long openLoans() {
    return library.count(south, "select count(*) from loan where returned_at is null");
  }

  private long decided(String reason) {
    return library.count(
        south,
        "select count(*) from audit where command = 'checkin-elsewhere' and coalesce(reason, 'done') = '%s'"
            .formatted(reason));
  }

  @Test
  void loanOfWhatAnotherTenantTookInEndsAndTheItemIsOnItsWayHome() throws Exception {
    lend(ITEM);
    handInAtNorth(ITEM, Instant.now());
    assertThat(openLoans()).isEqualTo(1);

    assertThat(relay()).isEqualTo(1);

    assertThat(openLoans()).isZero();
    assertThat(status(ITEM)).isEqualTo(ItemStatus.IN_TRANSIT);
    assertThat(
            library
                .store
                .transportLists()
                .transits(south, new TransitFilter(null, MAIN, null, null), 10))
        .singleElement()
        .satisfies(way -> {
          assertThat(way.item()).isEqualTo(ITEM);
          assertThat(way.from()).isEqualTo("north/" + BRANCH);
          assertThat(way.forHold()).isFalse();
          assertThat(way.isOverdue()).isFalse();
        });
    assertThat(library.text(south, "select returned_elsewhere from loan"))
        .isEqualTo("north/" + BRANCH);
    assertThat(told).containsExactly(1);

    assertThat(checkin(ITEM, MAIN).destination())
        .isEqualTo(new CheckinOutcome.Destination.Shelf(MAIN));
    assertThat(status(ITEM)).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(
            library
                .store
                .transportLists()
                .transits(south, new TransitFilter(null, null, null, null), 10))
        .isEmpty();
  }

  @Test
  void whatIsLongOnItsWayFromAnotherTenantIsOverdueToo() throws Exception {
    lend(ITEM, now.minus(Duration.ofDays(60)), now);
    handInAtNorth(ITEM, now.minus(Duration.ofDays(40)));
    relay();
    assertThat(
            library
                .store
                .transportLists()
                .transits(south, new TransitFilter(null, null, null, null), 10))
        .singleElement()
        .satisfies(way -> assertThat(way.isOverdue()).isTrue());
  }

  @Test
  void loanEndsWhenTheItemWasHandedInAndCostsWhatItDidUntilThen() throws Exception {
    library
        .store
        .policyRegister()
        .putRules(
            south,
            List.of(
                new PolicyRule(
                    "fees",
                    0,
                    Conditions.ALWAYS,
                    Map.of(Term.OVERDUE_STEPS.name(), "1:2000 8:6000"),
                    null,
                    null)));
    lend(ITEM, now.minus(Duration.ofDays(60)), now.minus(Duration.ofDays(12)));
    handInAtNorth(ITEM, now.minus(Duration.ofDays(10)));
    relay();
    assertThat(
            library.count(
                south,
                "select count(*) from loan where returned_at between now() - interval '241 hours'"
                    + " and now() - interval '239 hours'"))
        .isEqualTo(1);
    assertThat(library.count(south, "select sum(amount) from ledger_entry")).isEqualTo(2_000);
  }

  @Test
  void handInBeforeTheLoanCountsAsItsBeginAndOneAfterNowAsNow() throws Exception {
    lend(ITEM, now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(20)));
    handInAtNorth(ITEM, now.minus(Duration.ofDays(2)));
    lend("S-2");
    handInAtNorth("S-2", now.plus(Duration.ofDays(2)));
    assertThat(relay()).isEqualTo(2);
    assertThat(
            library.count(
                south,
                "select count(*) from loan where returned_at = lent_at or returned_at between"
                    + " now() - interval '5 minutes' and now()"))
        .isEqualTo(2);
  }

  @Test
  void itemThatIsNotOnLoanIsOnItsWayHomeAndWhoItWasSetAsideForWaitsAgain() throws Exception {
    library.submit(
        new HoldCommand.PlaceHold(
            at(south, MAIN),
            "B",
            TITLE,
            null,
            HoldCommand.HoldOptions.at(MAIN, now.minusSeconds(10), null)));
    checkin(ITEM, MAIN);
    assertThat(status(ITEM)).isEqualTo(ItemStatus.ON_HOLD_SHELF);
    handInAtNorth(ITEM, Instant.now());
    relay();
    assertThat(status(ITEM)).isEqualTo(ItemStatus.IN_TRANSIT);
    assertThat(library.count(south, "select count(*) from hold where state = 'WAITING'"))
        .as("no hold is bound to it before it is home")
        .isEqualTo(1);
    assertThat(checkin(ITEM, MAIN).destination())
        .isInstanceOf(CheckinOutcome.Destination.HoldShelf.class);
  }

  @Test
  void handInThatIsToldTwiceIsDoneOnce() throws Exception {
    lend(ITEM);
    handInAtNorth(ITEM, Instant.now());
    handInAtNorth("S-2", Instant.now());
    assertThat(relay()).isEqualTo(2);
    library.asSuperuser("delete from outbox_position");
    checkin(ITEM, MAIN);
    lend(ITEM, Instant.now(), now.plus(Duration.ofDays(20)));

    relay();

    assertThat(status(ITEM)).as("lent again since").isEqualTo(ItemStatus.ON_LOAN);
    assertThat(decided("done")).isEqualTo(2);
    assertThat(library.store.othersItems().handedIn(north, 10)).isEmpty();
  }

  @Test
  void whatHappenedToTheItemSinceItWasHandedInCounts() throws Exception {
    lend(ITEM);
    handInAtNorth(ITEM, Instant.now());
    handInAtNorth("S-2", Instant.now());
    checkin(ITEM, MAIN);
    lend(ITEM, Instant.now(), now.plus(Duration.ofDays(20)));
    checkin("S-2", BRANCH);

    assertThat(relay()).as("came home before the owner was told").isZero();

    assertThat(status(ITEM)).isEqualTo(ItemStatus.ON_LOAN);
    assertThat(status("S-2")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(decided(RefusalReason.MOVED_SINCE.name())).isEqualTo(2);
    assertThat(library.store.othersItems().handedIn(north, 10)).isEmpty();
  }

  @Test
  void severalNodesAtOnceTellTheOwnerOnce() throws Exception {
    for (var i = 0; i < 20; i++) {
      library
          .store
          .itemRegister()
          .putItems(south, List.of(NewItem.plain("M-" + i, TITLE, MAIN, "book")));
      lend("M-" + i);
      handInAtNorth("M-" + i, Instant.now());
    }
    settle();
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> run = () -> job().run();
      for (var node : nodes.invokeAll(List.of(run, run, run, run))) {
        node.get();
      }
    }
    assertThat(openLoans()).isZero();
    assertThat(decided("done")).as("each was decided once").isEqualTo(20);
    assertThat(told.stream().mapToInt(Integer::intValue).sum())
        .as("each is counted once")
        .isEqualTo(20);
  }

  @Test
  void crashBeforeThePositionIsKeptRepeatsAtMostWhatIsDoneAlready() throws Exception {
    lend(ITEM);
    lend("S-2");
    handInAtNorth(ITEM, Instant.now());
    handInAtNorth("S-2", Instant.now());
    settle();
    var first = library.store.othersItems().handedIn(north, 10);
    assertThat(first).extracting(ForeignItems.HandedIn::barcode).containsExactly(ITEM, "S-2");

    assertThat(job().run()).isEqualTo(2);
    library.asSuperuser("delete from outbox_position"); // as it stood before the first was kept
    assertThat(library.store.othersItems().passedOn(north, first.getFirst())).isTrue();
    assertThat(library.store.othersItems().handedIn(north, 10))
        .extracting(ForeignItems.HandedIn::barcode)
        .containsExactly("S-2");
    job().run();

    assertThat(decided("done")).isEqualTo(2);
    assertThat(library.store.othersItems().passedOn(north, first.getFirst()))
        .as("a position never goes back")
        .isFalse();
    assertThat(library.store.othersItems().handedIn(north, 10)).isEmpty();
  }

  @Test
  void whatIsCommittedBehindAnOpenTransactionWaitsForItsEnd() throws Exception {
    lend(ITEM);
    try (var open = library.openTransaction()) {
      handInAtNorth(ITEM, Instant.now());
      assertThat(job().run()).isZero();
      assertThat(openLoans()).isEqualTo(1);
      open.rollback();
    }
    assertThat(relay()).isEqualTo(1);
  }

  @Test
  void afterRestoringADumpNothingIsLostAndNothingDoneAgain() throws Exception {
    lend(ITEM);
    handInAtNorth(ITEM, Instant.now());
    relay();
    lend("S-2");
    handInAtNorth("S-2", Instant.now());
    library.asSuperuser("update outbox set xid = '900000000000'"); // another server's transactions
    library.asSuperuser("update outbox_position set xid = '900000000000'");

    library.asSuperuser("update outbox set xid = '1' where kind = 'others-item-handed-in'");
    library.asSuperuser("delete from outbox_position");
    job().run();

    assertThat(openLoans()).isZero();
    assertThat(decided("done")).isEqualTo(2);
    lend(ITEM, Instant.now(), now.plus(Duration.ofDays(20)));
    library.asSuperuser("delete from outbox where kind <> 'others-item-handed-in'");
    handInAtNorth(ITEM, Instant.now());
    assertThat(relay()).as("what is handed in from then on").isEqualTo(1);
  }

  @Test
  void agreementThatEndedMeanwhileChangesNothingOfWhatWasHandedIn() throws Exception {
    lend(ITEM);
    handInAtNorth(ITEM, Instant.now());
    library.store.lendingAgreements().end(north, south);
    assertThat(relay()).isEqualTo(1);
    assertThat(openLoans()).isZero();
    assertThat(library.submit(new LoanCommand.Checkin(at(north, BRANCH), ITEM, Instant.now())))
        .isInstanceOf(CheckinOutcome.Refused.class);
  }

  @Test
  void nothingOfPatronsCrossesBetweenTenants() throws Exception {
    lend(ITEM);
    var loan = library.text(south, "select id from loan");
    var patron = library.text(south, "select patron_id from loan");
    handInAtNorth(ITEM, Instant.now());
    relay();
    for (var table : List.of("outbox", "audit", "command_outcome", "outbox_position")) {
      assertThat(library.text(north, "select string_agg(t::text, ' ') from %s t".formatted(table)))
          .as(table)
          .doesNotContain(loan, patron, "Navn");
    }
    assertThat(library.text(south, "select string_agg(t::text, ' ') from outbox t"))
        .as("who handed it in at north")
        .doesNotContain("\"actor\"", "kiosk");
    assertThat(library.count(north, "select count(*) from transit")).isZero();
    assertThat(library.count(north, "select count(*) from loan")).isZero();
  }

  @Test
  void returnAtAnotherTenantIsNotUndone() throws Exception {
    lend(ITEM);
    handInAtNorth(ITEM, Instant.now());
    relay();
    assertThat(library.submit(new LoanCommand.UndoCheckin(at(south, MAIN), ITEM)))
        .isInstanceOfSatisfying(
            LoanOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.NO_RETURN));
  }
}
