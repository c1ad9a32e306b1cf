package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.Periodicals;
import org.samling.core.stock.Periodicals.Issue;
import org.samling.core.stock.Periodicals.IssueFilter;
import org.samling.core.stock.Periodicals.Received;
import org.samling.core.stock.Periodicals.State;
import org.samling.core.stock.Periodicals.Subscription;

/** Periodicals: issues that are expected, come, are late and are reserved. */
class PeriodicalsTest {

  private static final RecordKey PERIODICAL = new RecordKey("t", "9");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

  private final TestLibrary library = new TestLibrary();
  private final Periodicals periodicals = library.store.periodicals();

  @BeforeEach
  void monthlyPeriodical() {
    library
        .store
        .catalogue()
        .putRecords(null, List.of(TestLibrary.record(PERIODICAL, "Havnens Blad")));
    periodicals.put(library.north, monthly(PERIODICAL), TODAY);
  }

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  private static Subscription monthly(RecordKey record) {
    return new Subscription(
        "havnen",
        record,
        MAIN,
        "book",
        "Voksen > Tidsskrifter",
        "Bladforsyningen",
        new IssuePattern(
            1,
            IssuePattern.Unit.MONTH,
            LocalDate.of(2026, 1, 5),
            null,
            Set.of(Month.JULY),
            54,
            1,
            IssuePattern.Numbering.YEARLY,
            null),
        14);
  }

  @Test
  void patternPredictsAYearOfIssuesAndGoesOnWhereItEnded() {
    assertThat(issues())
        .hasSize(14)
        .startsWith("2026-01-05 54 (2026) 1 EXPECTED", "2026-02-05 54 (2026) 2 EXPECTED")
        .contains("2026-08-05 54 (2026) 7 EXPECTED", "2027-01-05 55 (2027) 1 EXPECTED")
        .doesNotContain("2026-07-05 54 (2026) 7 EXPECTED");

    assertThat(periodicals.predict(library.north, TODAY)).isZero();
    assertThat(periodicals.predict(library.north, TODAY.plusMonths(2))).isEqualTo(2);
    assertThat(periodicals.predict(library.north, TODAY.plusMonths(2))).isZero();
    assertThat(issues()).hasSize(16).endsWith("2027-05-05 55 (2027) 5 EXPECTED");
  }

  @Test
  void issueThatCameIsAnItemWithItsVolumeYearAndNumber() {
    assertThat(periodicals.receive(library.north, "havnen", null, "b1"))
        .isInstanceOfSatisfying(
            Received.class,
            r -> assertThat(r.issue().enumeration()).isEqualTo(new Enumeration("54", "2026", "1")));

    var state = library.store.inquiries().item(library.north, "b1").orElseThrow();
    assertThat(state.status()).isEqualTo(ItemStatus.IN_PROCESS);
    assertThat(state.item().enumeration()).isEqualTo(new Enumeration("54", "2026", "1"));
    assertThat(state.item().location()).isEqualTo("Voksen > Tidsskrifter");
    assertThat(issues()).contains("2026-01-05 54 (2026) 1 RECEIVED");
  }

  @Test
  void issueIsReceivedOnceHoweverOftenAndInWhicheverOrderItIsTold() throws Exception {
    var both =
        List.of(
            CompletableFuture.supplyAsync(
                () -> periodicals.receive(library.north, "havnen", issue("3"), "b3")),
            CompletableFuture.supplyAsync(
                () -> periodicals.receive(library.north, "havnen", issue("4"), "b4")));
    for (var receipt : both) {
      assertThat(receipt.get()).isInstanceOf(Received.class);
    }

    assertThat(periodicals.receive(library.north, "havnen", issue("3"), "b3"))
        .isInstanceOfSatisfying(Received.class, r -> assertThat(r.isNew()).isFalse());
    assertThat(periodicals.receive(library.north, "havnen", issue("3"), "b5"))
        .isEqualTo(new Periodicals.NotExpected());
    assertThat(periodicals.receive(library.north, "havnen", null, "1"))
        .isEqualTo(new Periodicals.BarcodeTaken());
    assertThat(library.count(library.north, "select count(*) from item where issue is not null"))
        .isEqualTo(2);
  }

  @Test
  void lateIssuesAreClaimedAndAgainWhenTheyDoNotCome() {
    assertThat(late(TODAY)).containsExactly("54 (2026) 1", "54 (2026) 2");
    periodicals.receive(library.north, "havnen", issue("1"), "b1");

    var claimed = periodicals.late(library.north, TODAY, 10);
    periodicals.claim(library.north, claimed, Instant.parse("2026-03-10T10:00:00Z"));

    assertThat(late(TODAY)).isEmpty();
    assertThat(late(TODAY.plusDays(14))).containsExactly("54 (2026) 3");
    assertThat(late(TODAY.plusDays(15))).containsExactly("54 (2026) 2", "54 (2026) 3");
  }

  @Test
  void issueThatWasNotPublishedIsNeitherLateNorExpected() {
    periodicals.published(library.north, "havnen", LocalDate.of(2026, 2, 5), false);

    assertThat(late(TODAY)).containsExactly("54 (2026) 1");
    assertThat(periodicals.receive(library.north, "havnen", issue("2"), "b2"))
        .isEqualTo(new Periodicals.NotExpected());
    periodicals.published(library.north, "havnen", LocalDate.of(2026, 2, 5), true);
    assertThat(periodicals.receive(library.north, "havnen", issue("2"), "b2"))
        .isInstanceOf(Received.class);
  }

  @Test
  void changedSubscriptionPredictsAnewWhatIsToComeAndKeepsWhatCame() {
    periodicals.receive(library.north, "havnen", issue("1"), "b1");
    var weekly =
        new Subscription(
            "havnen",
            PERIODICAL,
            MAIN,
            "book",
            null,
            null,
            new IssuePattern(
                2,
                IssuePattern.Unit.WEEK,
                LocalDate.of(2026, 3, 12),
                LocalDate.of(2026, 4, 9),
                Set.of(),
                null,
                900,
                IssuePattern.Numbering.RUNNING,
                null),
            7);

    periodicals.put(library.north, weekly, TODAY);

    assertThat(issues())
        .containsExactly(
            "2026-01-05 54 (2026) 1 RECEIVED",
            "2026-02-05 54 (2026) 2 EXPECTED",
            "2026-03-05 54 (2026) 3 EXPECTED",
            "2026-03-12 (2026) 900 EXPECTED",
            "2026-03-26 (2026) 901 EXPECTED",
            "2026-04-09 (2026) 902 EXPECTED");
    assertThat(periodicals.list(library.north))
        .singleElement()
        .satisfies(s -> assertThat(s).isEqualTo(weekly));
  }

  @Test
  void subscriptionNeedsARecordThatIsThere() {
    assertThatThrownBy(
            () -> periodicals.put(library.north, monthly(new RecordKey("t", "nothing")), TODAY))
        .isInstanceOf(UnknownRecordException.class);
  }

  @Test
  void onlyTheIssueThatIsWantedFillsAHold() {
    come("1", "b1");
    come("2", "b2");
    library.submit(checkout(library.north, "B", "b1"));
    library.submit(checkout(library.north, "B", "b2"));
    assertThat(place("A", issue("2"))).isInstanceOf(HoldOutcome.Placed.class);

    assertThat(returned("b1")).isEqualTo(new Destination.Shelf(MAIN));
    assertThat(library.submit(checkout(library.north, "C", "b1")))
        .as("nobody waits for this issue")
        .isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(returned("b2")).isInstanceOf(Destination.HoldShelf.class);
  }

  @Test
  void onlyTheIssueThatIsWantedIsLookedForOnTheShelf() {
    come("1", "b1");
    come("2", "b2");
    place("A", issue("2"));

    assertThat(library.store.holdLists().pullList(library.north, MAIN, 10))
        .singleElement()
        .satisfies(pull -> assertThat(pull.item()).isEqualTo("b2"));
  }

  @Test
  void issueThatIsOnlyExpectedIsReservedAndFillsTheHoldWhenItIsReady() {
    assertThat(place("A", issue("3"))).isInstanceOf(HoldOutcome.Placed.class);
    assertThat(place("B", new Enumeration(null, "1999", "3")))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.NO_ITEMS_FOR_LOAN));

    assertThat(come("2", "b2").destination()).isEqualTo(new Destination.Shelf(MAIN));
    assertThat(come("3", "b3").destination()).isInstanceOf(Destination.HoldShelf.class);
  }

  @Test
  void oneMayWaitForSeveralIssuesOfATitleAndHaveAnother() {
    come("1", "b1");
    library.submit(checkout(library.north, "A", "b1"));

    assertThat(place("A", issue("2"))).isInstanceOf(HoldOutcome.Placed.class);
    assertThat(place("A", issue("3"))).isInstanceOf(HoldOutcome.Placed.class);
    assertThat(place("A", issue("3")))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.ALREADY_HELD));
    assertThat(place("A", issue("1")))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.ALREADY_ON_LOAN));
  }

  @Test
  void holdOnAYearIsFilledByAnyOfItsIssues() {
    place("A", new Enumeration(null, "2026", null));

    assertThat(come("4", "b4").destination()).isInstanceOf(Destination.HoldShelf.class);
  }

  @Test
  void holdOnNoIssueIsFilledByAny() {
    place("A", null);

    assertThat(come("5", "b5").destination()).isInstanceOf(Destination.HoldShelf.class);
    assertThat(library.count(library.north, "select count(*) from hold where state = 'READY'"))
        .isEqualTo(1);
    assertThat(library.store.inquiries().item(library.north, "1").orElseThrow().record())
        .isEqualTo(TITLE);
  }

  private ItemOutcome.Changed come(String number, String barcode) {
    periodicals.receive(library.north, "havnen", issue(number), barcode);
    return (ItemOutcome.Changed)
        library.submit(
            new ItemCommand.ReadyItem(origin(library.north, UUID.randomUUID(), MAIN), barcode));
  }

  private HoldOutcome place(String patron, @Nullable Enumeration issue) {
    return library.submit(
        new HoldCommand.PlaceHold(
            origin(library.north, UUID.randomUUID(), MAIN),
            patron,
            PERIODICAL,
            null,
            issue,
            HoldCommand.HoldOptions.at(MAIN, Instant.now().truncatedTo(ChronoUnit.MICROS), null)));
  }

  private Destination returned(String item) {
    return ((CheckinOutcome.Returned) library.submit(checkin(library.north, item, MAIN)))
        .destination();
  }

  private static Enumeration issue(String number) {
    return new Enumeration(null, "2026", number);
  }

  private List<String> late(LocalDate today) {
    return periodicals.late(library.north, today, 10).stream()
        .map(issue -> issue.enumeration().text())
        .toList();
  }

  private List<String> issues() {
    return periodicals
        .issues(library.north, new IssueFilter("havnen", null, false), null, 100)
        .stream()
        .map(PeriodicalsTest::line)
        .toList();
  }

  private static String line(Issue issue) {
    State state = issue.state();
    return issue.on() + " " + issue.enumeration().text() + " " + state;
  }
}
