package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.OfflineTransactions.ReportedTransaction;
import org.samling.core.circulation.OfflineTransactions.Result;
import org.samling.core.circulation.OfflineTransactions.TransactionFilter;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/** What machines did while the line was down, in the store. */
class OfflineTransactionsTest {

  private static final TransactionFilter ALL = new TransactionFilter(null, null, null, false);

  private final TestLibrary library = new TestLibrary();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @AfterEach
  void whatMustHoldHolds() {
    Invariants.check(library);
    library.close();
  }

  private Instant daysAgo(int days) {
    return now.minus(Duration.ofDays(days));
  }

  private OfflineCommand.OfflineCheckout lent(String patron, String item, @Nullable Instant when) {
    return new OfflineCommand.OfflineCheckout(
        TestLibrary.origin(library.north, UUID.randomUUID(), TestLibrary.MAIN),
        key("L", patron, item, String.valueOf(when)),
        patron,
        item,
        when,
        null);
  }

  private OfflineCommand.OfflineCheckin returned(String item, Instant when) {
    return new OfflineCommand.OfflineCheckin(
        TestLibrary.origin(library.north, UUID.randomUUID(), TestLibrary.MAIN),
        key("R", item, when),
        item,
        when,
        null);
  }

  private OfflineCommand.OfflineRenewal renewed(String patron, String item, Instant when) {
    return new OfflineCommand.OfflineRenewal(
        TestLibrary.origin(library.north, UUID.randomUUID(), TestLibrary.MAIN),
        key("N", patron, item, when),
        patron,
        item,
        when,
        null);
  }

  private static String key(Object... parts) {
    return CommandKey.of(Duration.ZERO, parts).hex();
  }

  private OfflineOutcome.Recorded tell(OfflineCommand command) {
    return (OfflineOutcome.Recorded) library.submit(command);
  }

  private List<ReportedTransaction> told(TransactionFilter asked) {
    return library.store.offlineTransactions().list(library.north, asked, null, 1_000);
  }

  private List<String> loans(String item) {
    return library.texts(
        library.north,
        """
        select n.value || ' ' || extract(epoch from l.lent_at)::bigint || ' '
          || coalesce(extract(epoch from l.returned_at)::bigint::text, 'open') || ' ' || l.renewals
        from loan l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
        left join loan_history h on h.tenant_id = l.tenant_id and h.loan_id = l.id
        left join patron_identifier n on n.tenant_id = l.tenant_id and n.patron_id = coalesce(l.patron_id, h.patron_id)
          and n.kind = 'CARD'
        where i.barcode = '%s' order by l.lent_at
        """
            .formatted(item));
  }

  private static String loan(String patron, Instant from, @Nullable Instant to, int renewals) {
    return "%s %d %s %d"
        .formatted(
            patron,
            from.getEpochSecond(),
            to == null ? "open" : Long.toString(to.getEpochSecond()),
            renewals);
  }

  @Test
  void sixOrdersOfArrivalComeToTheSame() {
    var orders = List.of("012", "021", "102", "120", "201", "210");
    for (var i = 0; i < orders.size(); i++) {
      var item = Integer.toString(i % 6 + 1);
      var done =
          List.<OfflineCommand>of(
              lent("A", item, daysAgo(9)), returned(item, daysAgo(7)), lent("B", item, daysAgo(5)));
      orders.get(i).chars().forEach(at -> tell(done.get(at - '0')));
      assertThat(loans(item))
          .as("told in the order " + orders.get(i))
          .containsExactly(loan("A", daysAgo(9), daysAgo(7), 0), loan("B", daysAgo(5), null, 0));
    }
    assertThat(told(ALL))
        .extracting(ReportedTransaction::result)
        .containsOnly(Result.DONE)
        .hasSize(18);
    assertThat(library.store.offlineTransactions().counts(library.north, ALL))
        .isEqualTo(Map.of(Result.DONE, 18L));
  }

  @Test
  void whatIsToldAgainByAnotherMessageChangesNothing() {
    tell(returned("1", daysAgo(6)));
    tell(renewed("A", "1", daysAgo(8)));
    var first = tell(lent("A", "1", daysAgo(9)));
    var loans = loans("1");
    assertThat(loans).containsExactly(loan("A", daysAgo(9), daysAgo(6), 1));
    var outbox = library.count(library.north, "select count(*) from outbox");
    tell(renewed("A", "1", daysAgo(8)));
    tell(returned("1", daysAgo(6)));
    assertThat(tell(lent("A", "1", daysAgo(9)))).isEqualTo(first);
    assertThat(loans("1")).isEqualTo(loans);
    assertThat(library.count(library.north, "select count(*) from outbox")).isEqualTo(outbox);
    assertThat(told(ALL)).hasSize(3);
  }

  @Test
  void whatNothingCanBeMadeOfIsKeptWithTheReason() {
    tell(lent("4711", "1", daysAgo(1)));
    tell(lent("010190-1234", "1", daysAgo(1)));
    tell(lent("A", "none", daysAgo(1)));
    tell(lent("A", "2", null));
    tell(lent("A", "3", daysAgo(-2)));
    tell(lent("A", "4", daysAgo(31)));
    tell(returned("5", daysAgo(1)));
    tell(renewed("A", "6", daysAgo(1)));
    assertThat(told(ALL))
        .extracting(t -> t.result() + " " + t.reason() + " " + t.patron() + " " + t.item())
        .containsExactlyInAnyOrder(
            "CONFLICT PATRON_UNKNOWN 4711 1",
            "CONFLICT PATRON_UNKNOWN ******-**** 1",
            "CONFLICT ITEM_UNKNOWN A none",
            "CONFLICT DATE_UNREADABLE A 2",
            "CONFLICT DATE_AHEAD A 3",
            "CONFLICT TOO_LONG_AGO A 4",
            "WAITING null null 5",
            "WAITING null A 6");
    assertThat(library.count(library.north, "select count(*) from loan")).isZero();
  }

  @Test
  void noPolicyRefusesItAndTheBrokenRulesAreKept() {
    var blocked = tell(lent("X", "R", daysAgo(1)));
    assertThat(blocked.reason()).isNull();
    assertThat(loans("R")).containsExactly(loan("X", daysAgo(1), null, 0));
    assertThat(told(ALL))
        .singleElement()
        .satisfies(t -> {
          assertThat(t.result()).isEqualTo(Result.BROKE_RULES);
          assertThat(t.rules()).containsExactly("patron-blocks", "for-loan");
        });
    assertThat(library.text(library.north, "select broken_rules::text from loan"))
        .contains("patron-blocks", "for-loan");
  }

  @Test
  void lendingWhatSomebodyHasIsReportedUntilItsReturnIsTold() {
    tell(lent("A", "1", daysAgo(9)));
    tell(lent("B", "1", daysAgo(5)));
    assertThat(told(new TransactionFilter(null, null, null, true)))
        .extracting(ReportedTransaction::patron, ReportedTransaction::rules)
        .containsExactly(
            tuple("A", List.of(OfflineTransactions.RETURN_UNKNOWN)),
            tuple("B", List.of(OfflineTransactions.LENT_ALREADY)));
    tell(returned("1", daysAgo(7)));
    assertThat(told(new TransactionFilter(null, null, null, true))).isEmpty();
  }

  @Test
  void whatWasLentAtTheDeskMeanwhileStays() {
    library.submit(TestLibrary.checkout(library.north, "B", "1"));
    tell(lent("A", "1", daysAgo(2)));
    tell(returned("1", daysAgo(1)));
    assertThat(loans("1").getFirst()).isEqualTo(loan("A", daysAgo(2), daysAgo(1), 0));
    assertThat(loans("1").getLast()).startsWith("B ").contains(" open ");
    assertThat(library.text(library.north, "select status from item where barcode = '1'"))
        .isEqualTo("ON_LOAN");
  }

  @Test
  void aLoanToldAfterTheItemCameInIsOver() {
    library.submit(TestLibrary.checkin(library.north, "1", TestLibrary.MAIN));
    tell(lent("A", "1", daysAgo(2)));
    assertThat(loans("1")).singleElement().asString().doesNotContain("open");
    assertThat(library.text(library.north, "select status from item where barcode = '1'"))
        .isEqualTo("AVAILABLE");
  }

  @Test
  void noFeeIsLeftWhereAReturnToldLaterWasInTime() {
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(
                new PolicyRule(
                    "short",
                    0,
                    Conditions.ALWAYS,
                    Map.of(Term.LOAN_DAYS.name(), "3", Term.OVERDUE_STEPS.name(), "1:20 4:60"),
                    null,
                    null)));
    tell(lent("A", "1", daysAgo(12)));
    tell(lent("B", "1", daysAgo(2)));
    assertThat(debt("A")).isEqualTo(60);
    tell(returned("1", daysAgo(8)));
    assertThat(debt("A")).isEqualTo(20);
    tell(returned("1", daysAgo(10)));
    assertThat(debt("A")).isZero();
  }

  private long debt(String patron) {
    return library.store.inquiries().patron(library.north, patron).orElseThrow().patron().debt();
  }

  @Test
  void whereTheyAreNotTakenNothingIsRecorded() {
    library.set(library.north, "north", Setting.OFFLINE_ACCEPTED, "false");
    assertThat(library.submit(lent("A", "1", daysAgo(1))))
        .isInstanceOf(OfflineOutcome.NotTaken.class);
    assertThat(told(ALL)).isEmpty();
    assertThat(loans("1")).isEmpty();
  }

  @Test
  void whatNamesAPatronIsForgottenWithTheLoanAndWithoutOneAfterAsLong() {
    tell(lent("A", "1", daysAgo(9)));
    tell(returned("1", daysAgo(8)));
    tell(lent("4711", "2", daysAgo(9)));
    library.set(library.north, "north", Setting.LOAN_RETENTION_DAYS, "1");
    assertThat(library.store.loanHistory().forget(library.north, now)).isEqualTo(1);
    assertThat(told(ALL))
        .extracting(ReportedTransaction::patron)
        .containsExactlyInAnyOrder(null, null, "4711");
    var transactions = library.store.offlineTransactions();
    assertThat(transactions.forget(library.north, now.plus(Duration.ofDays(3)))).isZero();
    assertThat(told(ALL)).extracting(ReportedTransaction::patron).containsOnlyNulls().hasSize(3);
    assertThat(transactions.forget(library.north, now.plus(Duration.ofDays(92)))).isEqualTo(3);
    assertThat(told(ALL)).isEmpty();
    assertThat(loans("1")).hasSize(1);
  }

  @Test
  void whatSomebodyHasSeenToIsNoLongerShownAsAConflict() {
    tell(lent("A", "none", daysAgo(1)));
    var id = told(ALL).getFirst().id();
    var transactions = library.store.offlineTransactions();
    assertThat(transactions.settle(library.north, id, "staff", "label was printed anew")).isTrue();
    assertThat(transactions.settle(library.north, id, "staff", null)).isFalse();
    assertThat(transactions.settle(library.south, id, "staff", null)).isFalse();
    assertThat(told(new TransactionFilter(null, null, null, true))).isEmpty();
    assertThat(told(ALL).getFirst().settled())
        .extracting(OfflineTransactions.Settled::by, OfflineTransactions.Settled::note)
        .containsExactly("staff", "label was printed anew");
    assertThat(told(new TransactionFilter(TestLibrary.BRANCH, null, null, false))).isEmpty();
    assertThat(told(new TransactionFilter(TestLibrary.MAIN, "test", daysAgo(1), false))).hasSize(1);
    assertThat(told(new TransactionFilter(null, "other", null, false))).isEmpty();
    assertThat(told(ALL).getFirst().reason()).isEqualTo(RefusalReason.ITEM_UNKNOWN);
  }
}
