package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.RenewalResult;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;

/** The rules of loans beside those of checkout, renewal and checkin, on a real database. */
class LoansTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  private final TestLibrary library = new TestLibrary();
  private final LocalDate today = LocalDate.now(ZONE);

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      library.close();
    }
  }

  private Origin at(String branch) {
    return origin(library.north, UUID.randomUUID(), branch);
  }

  private CheckoutOutcome.Granted lend(String patron, String item) {
    return (CheckoutOutcome.Granted) library.submit(checkout(library.north, patron, item));
  }

  private ItemStatus status(String item) {
    return library.store.inquiries().item(library.north, item).orElseThrow().status();
  }

  private LocalDate due(String item) {
    return LocalDate.ofInstant(
        library.store.inquiries().item(library.north, item).orElseThrow().due(), ZONE);
  }

  private void refused(LoanOutcome outcome, RefusalReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            LoanOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZONE).minusSeconds(1).toInstant();
  }

  private long loans(String condition) {
    return library.count(library.north, "select count(*) from loan where " + condition);
  }

  private LoanOutcome undoCheckout(String patron, String item, String branch) {
    return library.submit(new LoanCommand.UndoCheckout(at(branch), patron, item));
  }

  @Test
  void undoneCheckoutCountsAsNeverMade() {
    lend("A", "1");

    assertThat(undoCheckout("A", "1", MAIN)).isInstanceOf(LoanOutcome.Changed.class);
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(loans("returned_at is null")).isZero();
    assertThat(loans("undone_at is not null")).isEqualTo(1);
    assertThat(library.count(library.north, "select count(*) from ledger_entry")).isZero();
    refused(undoCheckout("A", "1", MAIN), RefusalReason.NOT_ON_LOAN_TO_PATRON);
  }

  @Test
  void undoneRenewalLeavesTheLoanAsItWas() {
    library.set(Setting.LOAN_VISIT_MINUTES, "0");
    var lent = lend("A", "1");
    library.asSuperuser("update loan set due_at = due_at - interval '5 days'");
    var renewed = library.submit(new LoanCommand.Renew(at(MAIN), "A", "1"));
    assertThat(((CheckoutOutcome.Granted) renewed).due()).isEqualTo(lent.due());

    undoCheckout("A", "1", MAIN);
    assertThat(due("1")).isEqualTo(LocalDate.ofInstant(lent.due(), ZONE).minusDays(5));
    assertThat(loans("renewals = 0 and returned_at is null")).isEqualTo(1);
  }

  @Test
  void onlyTheMachineThatMadeALoanUndoesItAndOnlySoon() {
    lend("A", "1");
    refused(undoCheckout("A", "1", BRANCH), RefusalReason.UNDO_TOO_LATE);
    library.set(Setting.LOAN_UNDO_MINUTES, "10");
    library.asSuperuser("update loan set lent_at = lent_at - interval '11 minutes'");
    refused(undoCheckout("A", "1", MAIN), RefusalReason.UNDO_TOO_LATE);
    assertThat(status("1")).isEqualTo(ItemStatus.ON_LOAN);
  }

  @Test
  void undoneCheckinReopensTheLoanAndFillsNoHoldAndSendsNothing() {
    var lent = lend("A", "1");
    library.submit(hold(library.north, "B", TITLE, BRANCH));
    assertThat(
            ((CheckinOutcome.Returned) library.submit(checkin(library.north, "1", MAIN)))
                .destination())
        .isInstanceOf(Destination.HoldTransit.class);

    assertThat(library.submit(new LoanCommand.UndoCheckin(at(MAIN), "1")))
        .isInstanceOfSatisfying(
            LoanOutcome.Changed.class, c -> assertThat(c.loanId()).isEqualTo(lent.loanId()));
    assertThat(status("1")).isEqualTo(ItemStatus.ON_LOAN);
    assertThat(loans("returned_at is null")).isEqualTo(1);
    assertThat(
            library.count(
                library.north,
                "select count(*) from hold where state = 'WAITING' and item_id is null"))
        .isEqualTo(1);
    assertThat(library.count(library.north, "select count(*) from transit where ended_at is null"))
        .isZero();
    assertThat(library.count(library.north, "select count(*) from ledger_entry")).isZero();
  }

  @Test
  void onlyTheLastThatHappenedToAnItemIsUndone() {
    refused(library.submit(new LoanCommand.UndoCheckin(at(MAIN), "1")), RefusalReason.NO_RETURN);
    lend("A", "1");
    library.submit(checkin(library.north, "1", MAIN));
    lend("B", "1");
    refused(library.submit(new LoanCommand.UndoCheckin(at(MAIN), "1")), RefusalReason.NO_RETURN);
    library.submit(checkin(library.north, "1", MAIN));
    library.submit(checkin(library.north, "1", MAIN));
    refused(library.submit(new LoanCommand.UndoCheckin(at(MAIN), "1")), RefusalReason.NO_RETURN);
  }

  @Test
  void recallLeavesTheGuaranteedDaysAndNoticeAndStopsRenewalResult() {
    lend("A", "1");
    assertThat(library.submit(new LoanCommand.Recall(at(MAIN), "1")))
        .isInstanceOfSatisfying(
            LoanOutcome.Changed.class,
            c -> assertThat(c.due()).as("14 days guaranteed").isEqualTo(endOf(today.plusDays(14))));
    assertThat(library.submit(new LoanCommand.Renew(at(MAIN), "A", "1")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.RECALLED));

    library.asSuperuser(
        "update loan set lent_at = lent_at - interval '20 days', due_at = due_at + interval '9 days'");
    assertThat(library.submit(new LoanCommand.Recall(at(MAIN), "1")))
        .isInstanceOfSatisfying(
            LoanOutcome.Changed.class,
            c -> assertThat(c.due()).as("7 days' notice").isEqualTo(endOf(today.plusDays(7))));
    refused(library.submit(new LoanCommand.Recall(at(MAIN), "2")), RefusalReason.NOT_ON_LOAN);
  }

  @Test
  void loanIsDueAgainWhenItWasBeforeARecallThatIsCancelled() {
    lend("A", "1");
    var before = due("1");
    library.submit(new LoanCommand.Recall(at(MAIN), "1"));
    assertThat(due("1")).isBefore(before);
    assertThat(library.submit(new LoanCommand.CancelRecall(at(MAIN), "1")))
        .isInstanceOf(LoanOutcome.Changed.class);
    assertThat(due("1")).isEqualTo(before);
    assertThat(loans("recalled_at is null and due_before_recall is null")).isEqualTo(1);

    library.submit(new LoanCommand.CancelRecall(at(MAIN), "1"));
    assertThat(due("1")).as("what is not recalled stays").isEqualTo(before);
    refused(library.submit(new LoanCommand.CancelRecall(at(MAIN), "2")), RefusalReason.NOT_ON_LOAN);
  }

  @Test
  void dateThatWasSetSinceARecallIsNotTakenBackWithIt() {
    lend("A", "1");
    library.submit(new LoanCommand.Recall(at(MAIN), "1"));
    library.submit(new LoanCommand.ChangeDueDate(at(MAIN), "A", "1", today.plusDays(90)));
    library.submit(new LoanCommand.CancelRecall(at(MAIN), "1"));
    assertThat(due("1")).isEqualTo(today.plusDays(90));
  }

  @Test
  void recallNeverLengthensALoan() {
    lend("A", "1");
    library.asSuperuser("update loan set due_at = now() + interval '1 day'");
    library.submit(new LoanCommand.Recall(at(MAIN), "1"));
    assertThat(due("1")).isEqualTo(LocalDate.ofInstant(Instant.now().plusSeconds(86_400), ZONE));
  }

  @Test
  void nothingIsRecalledWhileRecallsStandStill() {
    lend("A", "1");
    library.suspend("closed", today, today.plusDays(3), Set.of(MAIN));
    refused(library.submit(new LoanCommand.Recall(at(MAIN), "1")), RefusalReason.RECALLS_STOPPED);
  }

  @Test
  void itemSaidToHaveBeenReturnedStaysOnLoanUntilItIsFound() {
    lend("A", "1");
    library.submit(new LoanCommand.ClaimReturned(at(MAIN), "A", "1"));
    assertThat(status("1")).isEqualTo(ItemStatus.CLAIMED_RETURNED);
    assertThat(loans("returned_at is null and claimed_returned_at is not null")).isEqualTo(1);

    library.submit(checkin(library.north, "1", MAIN));
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(loans("returned_at is null")).isZero();
  }

  @Test
  void lostItemStaysOnThePatronUntilItIsFound() {
    lend("A", "1");
    library.submit(new LoanCommand.DeclareLost(at(MAIN), "1"));
    assertThat(status("1")).isEqualTo(ItemStatus.LOST);
    assertThat(loans("returned_at is null and lost_at is not null")).isEqualTo(1);

    library.submit(checkin(library.north, "1", MAIN));
    assertThat(status("1")).isEqualTo(ItemStatus.AVAILABLE);
    library.submit(new LoanCommand.DeclareLost(at(MAIN), "2"));
    assertThat(status("2")).as("lost on the shelf").isEqualTo(ItemStatus.LOST);
  }

  @Test
  void dueDateCanBeSetByHandButNotBeforeTheLoan() {
    lend("A", "1");
    library.submit(new LoanCommand.ChangeDueDate(at(MAIN), "A", "1", today.plusDays(100)));
    assertThat(due("1")).isEqualTo(today.plusDays(100));
    refused(
        library.submit(new LoanCommand.ChangeDueDate(at(MAIN), "A", "1", today.minusDays(1))),
        RefusalReason.DUE_BEFORE_LOAN);
    refused(
        library.submit(new LoanCommand.ChangeDueDate(at(MAIN), "B", "1", today)),
        RefusalReason.NOT_ON_LOAN_TO_PATRON);
  }

  @Test
  void fixedDueDateHoldsForLoansAndRenewalResult() {
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(
                new PolicyRule(
                    "end-of-term",
                    10,
                    Conditions.on(Subject.ITEM_CATEGORY, "book"),
                    Map.of("fixed-due", today.plusDays(90).toString()),
                    null,
                    null)));
    lend("A", "1");
    assertThat(due("1")).isEqualTo(today.plusDays(90));
  }

  @Test
  void loanMadeElsewhereIsKeptWithTheRuleItBreaks() {
    lend("A", "1");
    var made =
        library.submit(
            new LoanCommand.Checkout(
                at(MAIN),
                "X",
                "1",
                false,
                new LoanCommand.AsRecorded(Instant.now().minusSeconds(60), null, 0)));
    assertThat(made)
        .isInstanceOfSatisfying(
            CheckoutOutcome.Granted.class,
            g -> assertThat(g.broken()).extracting(why -> why.rule()).contains("patron-blocks"));
    assertThat(loans("broken_rules is not null and returned_at is null")).isEqualTo(1);
  }

  @Test
  void allLoansAreRenewedEachByItsOwnRules() {
    lend("A", "1");
    lend("A", "2");
    library.submit(new LoanCommand.Recall(at(MAIN), "2"));
    var renewals = new ArrayList<RenewalResult>();
    for (var item : List.of("1", "2", "3")) {
      renewals.add(RenewalResult.of(library.submit(new LoanCommand.Renew(at(MAIN), "A", item))));
    }
    assertThat(renewals)
        .containsExactly(
            RenewalResult.RENEWED,
            RenewalResult.DENIED_RESERVED,
            RenewalResult.DENIED_OTHER_REASON);
  }
}
