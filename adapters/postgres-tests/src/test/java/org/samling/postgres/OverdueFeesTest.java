package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.FeeLibrary.BRANCH;
import static org.samling.postgres.FeeLibrary.MAIN;
import static org.samling.postgres.FeeLibrary.STEPS;
import static org.samling.postgres.FeeLibrary.today;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Term;
import org.samling.postgres.embedded.TestPostgres;

/** What being late and losing things costs, by the policy. */
class OverdueFeesTest {

  private FeeLibrary fees;

  @BeforeEach
  void open() {
    fees = new FeeLibrary();
    fees.rule(STEPS);
  }

  @AfterEach
  void close() {
    fees.close();
  }

  @Test
  void returnOfAnOverdueLoanCostsTheStepThatItReached() {
    fees.lendOverdue("A", "1", 7);
    fees.lendOverdue("B", "2", 8);

    fees.giveBack("1");
    fees.giveBack("2");

    assertThat(fees.account("A").fees())
        .singleElement()
        .satisfies(fee -> {
          assertThat(fee.type()).isEqualTo(FeeType.OVERDUE);
          assertThat(fee.open()).isEqualTo(2_000);
          assertThat(fee.title()).isEqualTo("Ærø");
        });
    assertThat(fees.open("B")).containsExactly(6_000L);
  }

  @Test
  void returnInTimeCostsNothing() {
    fees.lendOverdue("A", "1", 0);
    fees.giveBack("1");

    assertThat(fees.debt("A")).isZero();
  }

  @Test
  void byTheDayEachDayCostsUpToTheMost() {
    fees.rule(Map.of(Term.OVERDUE_PER_DAY.name(), "100", Term.OVERDUE_MAX.name(), "1000"));
    fees.lendOverdue("A", "1", 4);
    fees.lendOverdue("B", "2", 20);

    fees.giveBack("1");
    fees.giveBack("2");

    assertThat(fees.debt("A")).isEqualTo(400);
    assertThat(fees.debt("B")).isEqualTo(1_000);
  }

  @Test
  void termsAreThoseOfTheBranchWhereTheLoanWasMade() {
    fees.ruleAt(BRANCH, Map.of(Term.OVERDUE_STEPS.name(), "1:500"));
    fees.lendOverdue("A", "1", 3, BRANCH);
    fees.giveBack("1", MAIN);

    assertThat(fees.debt("A")).isEqualTo(500);
  }

  @Test
  void itemsDueTheSameDayAndReturnedTogetherCostOneFeeTheHighest() {
    fees.ruleAt(BRANCH, Map.of(Term.OVERDUE_STEPS.name(), "1:5000"));
    for (var patron : List.of("A", "B")) {
      var first = patron.equals("A") ? "1" : "4";
      var second = patron.equals("A") ? "2" : "5";
      fees.lendOverdue(patron, first, 3);
      fees.lendOverdue(patron, second, 3, BRANCH);
    }
    fees.giveBack("1");
    assertThat(fees.debt("A")).isEqualTo(2_000);
    fees.giveBack("2");
    assertThat(fees.open("A")).as("the difference is added").containsExactly(2_000L, 3_000L);
    fees.giveBack("5");
    fees.giveBack("4");
    assertThat(fees.open("B")).containsExactly(5_000L);
  }

  @Test
  void itemsDueOnOtherDaysOrReturnedElsewhereOrLaterCostAFeeEach() {
    fees.lendOverdue("A", "1", 3);
    fees.lendOverdue("A", "2", 4);
    fees.lendOverdue("A", "3", 4);
    fees.lendOverdue("A", "4", 4);

    fees.giveBack("1");
    fees.giveBack("2");
    fees.giveBack("3", BRANCH);
    fees.giveBack("4", MAIN, Instant.now().minus(Duration.ofDays(1)));

    assertThat(fees.debt("A")).isEqualTo(4 * 2_000);
  }

  @Test
  void itemsOfTwoPatronsCostAFeeEach() {
    fees.lendOverdue("A", "1", 3);
    fees.lendOverdue("B", "2", 3);
    fees.giveBack("1");
    fees.giveBack("2");

    assertThat(fees.debt("A") + fees.debt("B")).isEqualTo(4_000);
  }

  @Test
  void daysOfAStopCostNothing() {
    fees.rule(Map.of(Term.OVERDUE_PER_DAY.name(), "100"));
    fees.lendOverdue("A", "1", 10);
    fees.library
        .store
        .policyRegister()
        .putSuspension(
            fees.library.north,
            new Suspension(
                "closed",
                Set.of(MAIN),
                today().minusDays(5),
                today().minusDays(2),
                Set.of(Stopped.FEES),
                "epidemic",
                "test"));
    fees.giveBack("1", BRANCH);

    assertThat(fees.debt("A")).isEqualTo(600);
  }

  @Test
  void closedDaysCountUnlessTheSettingSaysOtherwise() {
    fees.rule(Map.of(Term.OVERDUE_PER_DAY.name(), "100"));
    fees.library
        .store
        .libraryRegister()
        .putBranches(
            fees.library.north,
            List.of(
                new Branch(
                    MAIN,
                    "799700",
                    Set.of(),
                    "Main",
                    new BranchCalendar(
                        Map.of(),
                        List.of(
                            new BranchCalendar.Closing(
                                today().minusDays(4), today().minusDays(3), "holiday"))))));
    fees.lendOverdue("A", "1", 10);
    fees.giveBack("1");
    assertThat(fees.debt("A")).isEqualTo(1_000);

    fees.library.set(Setting.FEE_COUNT_CLOSED_DAYS, "false");
    fees.lendOverdue("B", "2", 10);
    fees.giveBack("2");
    assertThat(fees.debt("B")).isEqualTo(800);
  }

  @Test
  void whatThePatronSaysWasReturnedCostsNothingWhileThatIsSaid() {
    fees.lendOverdue("A", "1", 3);
    claim("A", "1");

    FeeLibrary.assertRefused(fees.accrue("1"), RefusalReason.NOT_OVERDUE);
    fees.giveBack("1");

    assertThat(fees.debt("A")).as("the days before count").isEqualTo(2_000);
    fees.lendOverdue("B", "2", 1);
    claim("B", "2");
    fees.giveBack("2");
    assertThat(fees.debt("B")).as("the day on which it was said counts no more").isZero();
  }

  private void claim(String patron, String item) {
    assertThat(fees.library.submit(new LoanCommand.ClaimReturned(fees.origin(MAIN), patron, item)))
        .isInstanceOf(LoanOutcome.Changed.class);
  }

  @Test
  void openLoanIsChargedOnceForEachStepAndAtItsReturnTheDifferenceOnly() {
    fees.lendOverdue("A", "1", 7);

    assertThat(fees.accrue("1"))
        .isInstanceOfSatisfying(
            FeeOutcome.Charged.class, c -> assertThat(c.debt()).isEqualTo(2_000));
    FeeLibrary.assertRefused(fees.accrue("1"), RefusalReason.NOTHING_OWED);
    fees.rule(Map.of(Term.OVERDUE_STEPS.name(), "1:2000 7:6000"));
    fees.giveBack("1");

    assertThat(fees.open("A")).containsExactly(2_000L, 4_000L);
  }

  @Test
  void whatStaffGaveUpIsNotChargedAgain() {
    fees.lendOverdue("A", "1", 3);
    var charged = (FeeOutcome.Charged) fees.accrue("1");
    fees.library.submit(new FeeCommand.CancelFee(fees.origin(MAIN), "A", charged.entryId(), "ill"));

    FeeLibrary.assertRefused(fees.accrue("1"), RefusalReason.NOTHING_OWED);
    fees.giveBack("1");

    assertThat(fees.debt("A")).isZero();
  }

  @Test
  void openLoansDueTheSameDayAreChargedTogetherAndApartWhereTheyComeBackApart() {
    fees.lendOverdue("A", "1", 3);
    fees.lendOverdue("A", "2", 3);
    fees.accrue("1");
    FeeLibrary.assertRefused(fees.accrue("2"), RefusalReason.NOTHING_OWED);

    fees.giveBack("2");
    fees.giveBack("1");
    assertThat(fees.debt("A")).as("together, whichever comes first").isEqualTo(2_000);

    fees.lendOverdue("B", "3", 3);
    fees.lendOverdue("B", "4", 3);
    fees.accrue("3");
    fees.giveBack("3");
    fees.giveBack("4", BRANCH);
    assertThat(fees.debt("B")).isEqualTo(4_000);
  }

  @Test
  void loanThatWasHandedInBeforeItWasChargedSoMuchGetsTheRestBack() {
    fees.rule(Map.of(Term.OVERDUE_PER_DAY.name(), "100"));
    fees.lendOverdue("A", "1", 5);
    fees.accrue("1");
    fees.giveBack("1", MAIN, Instant.now().minus(Duration.ofDays(2)));

    assertThat(fees.debt("A")).isEqualTo(300);
  }

  @Test
  void renewedLoanThatIsLateAgainIsChargedAgain() {
    fees.lendOverdue("A", "1", 5);
    fees.accrue("1");
    changeDue("A", "1", 2);
    fees.accrue("1");

    assertThat(fees.open("A")).containsExactly(2_000L, 2_000L);
  }

  private void changeDue(String patron, String item, int daysAgo) {
    assertThat(
            fees.library.submit(
                new LoanCommand.ChangeDueDate(
                    fees.origin(MAIN), patron, item, today().minusDays(daysAgo))))
        .isInstanceOf(LoanOutcome.Changed.class);
  }

  @Test
  void undoneReturnTakesItsFeeBack() {
    fees.lendOverdue("A", "1", 3);
    fees.giveBack("1");
    fees.undoReturn("1");
    assertThat(fees.account("A").fees()).isEmpty();
    assertThat(fees.count("select count(*) from ledger_entry where kind = 'CANCELLATION'"))
        .isEqualTo(1);

    fees.giveBack("1");
    assertThat(fees.debt("A")).as("it is charged anew").isEqualTo(2_000);
  }

  @Test
  void undoneReturnOfWhatWasPaidLeavesThePatronCredit() {
    fees.lendOverdue("A", "1", 3);
    fees.giveBack("1");
    fees.paid("A", 1_500);
    fees.undoReturn("1");
    assertThat(fees.debt("A")).isEqualTo(-1_500);
    assertThat(fees.account("A").patron().owed()).isZero();

    fees.giveBack("1");
    assertThat(fees.open("A")).as("which settles what comes next").containsExactly(500L);
  }

  @Test
  void undoneReturnOfOneOfTwoOwesWhatWasGivenUpForTheOther() {
    fees.lendOverdue("A", "1", 3);
    fees.lendOverdue("A", "2", 3);
    fees.accrue("1");
    fees.giveBack("2");
    fees.giveBack("1");
    assertThat(fees.debt("A")).isEqualTo(2_000);
    fees.undoReturn("1");

    assertThat(fees.debt("A")).isEqualTo(4_000);
  }

  @Test
  void lostItemCostsItsPriceAndTheWork() {
    fees.rule(Map.of(Term.REPLACEMENT_FEE.name(), "5000", Term.REPLACEMENT_PRICE.name(), "9900"));
    fees.lendOverdue("A", "1", 0);
    lose("1");
    lose("1");

    assertThat(fees.account("A").fees())
        .extracting(fee -> fee.type() + " " + fee.open())
        .containsExactlyInAnyOrder("REPLACEMENT 24900", "PROCESSING 5000");
    assertThat(FeeType.REPLACEMENT.isCompensation()).isTrue();
    assertThat(FeeType.PROCESSING.isCompensation()).isFalse();
  }

  @Test
  void lostItemWithoutAPriceCostsThePriceOfThePolicy() {
    fees.rule(Map.of(Term.REPLACEMENT_PRICE.name(), "9900"));
    fees.library
        .store
        .itemRegister()
        .putItems(fees.library.north, List.of(NewItem.plain("P", TestLibrary.TITLE, MAIN, "book")));
    fees.lendOverdue("A", "P", 0);
    lose("P");

    assertThat(fees.open("A")).containsExactly(9_900L);
  }

  private void lose(String item) {
    assertThat(fees.library.submit(new LoanCommand.DeclareLost(fees.origin(MAIN), item)))
        .isInstanceOf(LoanOutcome.Changed.class);
  }

  @Test
  void foundItemIsNoLongerOwedAndIsAgainWhereThatIsUndone() {
    fees.lendOverdue("A", "1", 0);
    lose("1");
    fees.paid("A", 10_000);
    fees.giveBack("1");
    assertThat(fees.account("A").fees()).isEmpty();
    assertThat(fees.debt("A")).as("what was paid is credit").isEqualTo(-10_000);

    fees.undoReturn("1");
    assertThat(fees.open("A")).containsExactly(14_900L);
  }

  @Test
  void foundItemIsStillOwedWhereTheSettingSaysSo() {
    fees.library.set(Setting.FEE_REFUND_FOUND, "false");
    fees.lendOverdue("A", "1", 0);
    lose("1");
    fees.giveBack("1");

    assertThat(fees.debt("A")).isEqualTo(24_900);
  }

  @Test
  void lostItemGetsNoLater() {
    fees.lendOverdue("A", "1", 3);
    lose("1");

    FeeLibrary.assertRefused(fees.accrue("1"), RefusalReason.NOT_OVERDUE);
  }

  @Test
  void loanIsToldOfOnceForEachStepUntilItIsDueAnotherDay() {
    fees.lendOverdue("A", "1", 7);
    assertThat(mark("1")).isInstanceOf(LoanOutcome.Changed.class);
    assertThat(mark("1"))
        .isInstanceOfSatisfying(
            LoanOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.NOT_OVERDUE));
    assertThat(fees.count("select overdue_step from loan")).isEqualTo(1);

    changeDue("A", "1", 8);
    assertThat(mark("1")).isInstanceOf(LoanOutcome.Changed.class);
    assertThat(fees.count("select overdue_step from loan")).isEqualTo(2);
    assertThat(fees.count("select count(*) from outbox where kind = 'loan-marked-overdue'"))
        .isEqualTo(2);
    fees.lendOverdue("B", "2", 0);
    assertThat(mark("2")).isInstanceOf(LoanOutcome.Refused.class);
  }

  private LoanOutcome mark(String item) {
    return fees.library.submit(new LoanCommand.MarkOverdue(fees.origin(MAIN), item));
  }

  @Test
  void loanMadeLateAndReturnedInOneBatchCostsAsInTwo() {
    fees.lendOverdue("A", "2", 3);
    fees.giveBack("2");
    var due = today().minusDays(3);
    var commands =
        List.<Command<?>>of(
            TestLibrary.checkout(fees.library.north, "A", "1"),
            new LoanCommand.Checkout(
                fees.origin(MAIN),
                "A",
                "3",
                false,
                new LoanCommand.AsRecorded(
                    due.minusDays(30).atStartOfDay(FeeLibrary.ZONE).toInstant(),
                    due.atTime(23, 59).atZone(FeeLibrary.ZONE).toInstant(),
                    0)),
            new LoanCommand.Checkin(fees.origin(MAIN), "3", Instant.now()));
    var outcomes = commands.stream().map(c -> fees.library.store.submit(c)).toList();
    outcomes.forEach(CompletableFuture::join);

    assertThat(fees.debt("A")).as("both were due the same day").isEqualTo(2_000);
  }

  @Test
  void explanationOfAReturnSaysWhatItCostsAndWhy() {
    fees.lendOverdue("A", "1", 9);
    var explained =
        fees.library
            .store
            .inquiries()
            .explain(new LoanCommand.Checkin(fees.origin(MAIN), "1", Instant.now()));

    assertThat(explained.checks())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.why().rule()).isEqualTo("overdue-fee");
          assertThat(check.why().setting()).isEqualTo("overdue-steps");
          assertThat(check.why().level()).isEqualTo("policy rule fees");
          assertThat(check.found()).isEqualTo("9 days late, costs 6000, new 6000");
        });
    assertThat(fees.debt("A")).isZero();
  }

  @Test
  void patronWhoseCardIsNoLongerActiveIsChargedToo() throws Exception {
    fees.lendOverdue("A", "1", 3);
    try (var connection = TestPostgres.connect(fees.library.roles.url());
        var statement = connection.createStatement()) {
      statement.execute("update samling.patron_identifier set active = false where value = 'A'");
    }
    fees.giveBack("1");

    assertThat(fees.count("select sum(amount) from ledger_entry")).isEqualTo(2_000);
  }
}
