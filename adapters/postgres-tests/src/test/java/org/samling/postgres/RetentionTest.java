package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Consent;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;
import org.samling.core.privacy.LoanHistory;

/** Loans that are over stop saying whose they were, in the tables. */
class RetentionTest {

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private Origin from(String branch) {
    return origin(library.north, UUID.randomUUID(), branch);
  }

  private static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days));
  }

  private void lend(String patron, String item, String branch, int daysAgo) {
    library.submit(
        new LoanCommand.Checkout(
            from(branch),
            patron,
            item,
            false,
            new LoanCommand.AsRecorded(daysAgo(daysAgo), null, 0)));
  }

  /** Lends an item, and takes it back so many days ago. */
  private void lendAndTakeBack(String patron, String item, String branch, int daysAgo) {
    lend(patron, item, branch, daysAgo + 20);
    library.submit(new LoanCommand.Checkin(from(branch), item, daysAgo(daysAgo)));
  }

  private static void keepAndDrop(LoanHistory history, TenantId tenant, Instant now) {
    history.setAside(tenant, now);
    while (history.drop().isPresent()) {
      // one day after another
    }
  }

  /** Has the job's work done as it would be in so many days; says how many loans were detached. */
  private long detach(int inDays) {
    var now = Instant.now().plus(Duration.ofDays(inDays));
    var history = library.store.loanHistory();
    keepAndDrop(history, library.north, now);
    return history.forget(library.north, now);
  }

  /** How many loans have a day on which they go by themselves. */
  private long inPartitions() {
    return library.count(library.north, "select count(*) from loan_history where kept_for is null");
  }

  private UUID patron(String card) {
    return TestPatrons.id(library, library.north, card);
  }

  private String text(String sql) {
    return library.text(library.north, sql);
  }

  private long named() {
    return library.count(library.north, "select count(*) from loan_history");
  }

  private void consent(String patron, boolean isGiven) {
    library.submit(
        new PatronCommand.SetConsent(
            from(MAIN),
            new PatronName.Identifier(patron),
            Consent.KEEP_HISTORICAL_LOAN_DATA,
            isGiven));
  }

  @Test
  void loanThatIsOverIsNobodysAndSaysApartWhoseItWas() {
    lend("A", "1", MAIN, 3);
    assertThat(text("select count(*) from loan where patron_id is not null")).isEqualTo("1");
    library.submit(new LoanCommand.Checkin(from(MAIN), "1", daysAgo(1)));
    assertThat(text("select count(*) from loan where patron_id is null")).isEqualTo("1");
    assertThat(
            text(
                "select (let_go_on - (ended_at at time zone 'Europe/Copenhagen')::date)::text from loan_history where patron_id = '%s'"
                    .formatted(patron("A"))))
        .isEqualTo("31");
    library.submit(new LoanCommand.UndoCheckin(from(MAIN), "1"));
    assertThat(named()).isZero();
    assertThat(text("select count(*) from loan where patron_id = '%s'".formatted(patron("A"))))
        .isEqualTo("1");
  }

  @Test
  void dayThatHasComeIsDroppedForAllTenantsWithoutTouchingARow() {
    for (var tenant : List.of(library.north, library.south)) {
      library.submit(checkout(tenant, "A", "1"));
      library.submit(TestLibrary.checkin(tenant, "1", MAIN));
    }
    library.submit(checkout(library.north, "A", "2"));
    library.submit(TestLibrary.checkin(library.north, "2", MAIN));
    var history = library.store.loanHistory();
    for (var day = history.drop(); day.isPresent(); day = history.drop()) {
      assertThat(day).as("today, and yesterday where midnight was just now: empty").hasValue(0);
    }
    library.asSuperuser(
        "select act_as(0); select samling.maintain_partitions((now() at time zone 'UTC')::date)");
    library.asSuperuser(
        """
        update loan_history set let_go_on = (now() at time zone 'UTC')::date, ended_at = ended_at - interval '31 days'
        where item_id <> (select id from item where barcode = '2' and tenant_id = %s)
        """
            .formatted(library.north));
    keepAndDropNothing(history);
    assertThat(history.drop()).hasValue(2);
    assertThat(history.drop()).isEmpty();
    assertThat(named()).isEqualTo(1);
    assertThat(library.count(library.south, "select count(*) from loan_history")).isZero();
    assertThat(library.count(library.south, "select count(*) from loan")).isEqualTo(1);
  }

  private void keepAndDropNothing(LoanHistory history) {
    history.setAside(library.north, Instant.now());
    history.setAside(library.south, Instant.now());
    assertThat(text("select count(*) from loan_history where kept_for is not null")).isEqualTo("0");
  }

  @Test
  void loanThatWasReturnedLongAgoNoLongerSaysWhoseItWas() {
    lendAndTakeBack("A", "1", MAIN, 31);
    lendAndTakeBack("A", "2", MAIN, 29);
    lend("A", "3", MAIN, 400);
    assertThat(detach(0)).isEqualTo(1);
    assertThat(
            text(
                "select string_agg(i.barcode, ' ') from loan_history h join item i on i.id = h.item_id"))
        .isEqualTo("2");
    assertThat(detach(0)).isZero();
    assertThat(detach(2)).as("the other's day comes").isEqualTo(1);
    assertThat(detach(4_000)).as("an open loan's never does").isZero();
  }

  @Test
  void settingOfTheBranchOfTheLoanCountsAlsoForWhatIsOverAlready() {
    lendAndTakeBack("A", "1", MAIN, 10);
    lendAndTakeBack("A", "2", BRANCH, 10);
    assertThat(detach(0)).isZero();
    library.set(Setting.LOAN_RETENTION_DAYS, "10");
    assertThat(detach(0)).isZero();
    library.set(Setting.LOAN_RETENTION_DAYS, "9");
    assertThat(detach(0)).isEqualTo(2);
  }

  @Test
  void whatIsDueIsPutAsideWhereItsBranchKeepsItLongerByNow() {
    lendAndTakeBack("A", "1", MAIN, 10);
    library.asSuperuser("update loan_history set let_go_on = (now() at time zone 'UTC')::date");
    library.set(Setting.LOAN_RETENTION_DAYS, "60");
    assertThat(detach(0)).isZero();
    assertThat(text("select kept_for from loan_history")).isEqualTo("TERM");
    assertThat(detach(50)).isZero();
    assertThat(detach(51)).isEqualTo(1);
  }

  @Test
  void termThatReachesPastThePartitionsIsKeptApart() {
    library.set(Setting.LOAN_RETENTION_DAYS, "400");
    lendAndTakeBack("A", "1", MAIN, 1);
    assertThat(inPartitions()).isZero();
    assertThat(text("select kept_for from loan_history")).isEqualTo("TERM");
    assertThat(detach(398)).isZero();
    assertThat(detach(401)).isEqualTo(1);
  }

  @Test
  void loanThatWasUndoneIsNobodysAtOnce() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(new LoanCommand.UndoCheckout(from(MAIN), "A", "1"));
    assertThat(named()).isZero();
    assertThat(text("select count(*) from loan where patron_id is null and undone_at is not null"))
        .isEqualTo("1");
  }

  @Test
  void whatIsKeptByConsentStandsApartAndGoesWithTheConsent() {
    lendAndTakeBack("A", "1", MAIN, 100);
    assertThat(inPartitions()).isEqualTo(1);
    consent("A", true);
    lendAndTakeBack("A", "2", MAIN, 90);
    assertThat(inPartitions()).isZero();
    assertThat(text("select string_agg(distinct kept_for, ' ') from loan_history"))
        .isEqualTo("CONSENT");
    assertThat(detach(4_000)).isZero();

    consent("A", false);
    assertThat(named()).isZero();
    consent("A", true);
    assertThat(named()).as("what is gone does not come back").isZero();
  }

  /** A loan that was due 60 days ago, taken back 40 days ago, and costs something. */
  private void lendTooLong(String patron, String item) {
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(
                new PolicyRule(
                    "fees",
                    0,
                    Conditions.ALWAYS,
                    Map.of(Term.OVERDUE_STEPS.name(), "1:2000"),
                    null,
                    null)));
    library.submit(
        new LoanCommand.Checkout(
            from(MAIN),
            patron,
            item,
            false,
            new LoanCommand.AsRecorded(daysAgo(90), daysAgo(60), 0)));
    library.submit(new LoanCommand.Checkin(from(MAIN), item, daysAgo(40)));
  }

  private UUID fee(String patron) {
    return library
        .store
        .inquiries()
        .patron(library.north, patron)
        .orElseThrow()
        .fees()
        .getFirst()
        .id();
  }

  private void pay(String patron, long amount) {
    assertThat(
            library.submit(
                new FeeCommand.Pay(
                    from(MAIN), patron, amount, List.of(), PaymentMeans.CASH, null, Instant.now())))
        .isInstanceOf(FeeOutcome.Paid.class);
  }

  @Test
  void whatIsOwedForIsKeptAndCountsFromTheSettlement() {
    lendTooLong("A", "1");
    assertThat(detach(0)).isZero();
    assertThat(detach(4_000)).isZero();
    assertThat(text("select kept_for from loan_history")).isEqualTo("DEBT");

    pay("A", 500);
    assertThat(detach(4_000)).as("a part is settled").isZero();
    pay("A", 1_500);
    assertThat(detach(30)).isZero();
    assertThat(detach(31)).isEqualTo(1);
  }

  @Test
  void feeThatIsGivenUpIsSettledToo() {
    lendTooLong("A", "1");
    detach(0);
    library.submit(new FeeCommand.CancelFee(from(MAIN), "A", fee("A"), null));
    assertThat(detach(30)).isZero();
    assertThat(detach(31)).isEqualTo(1);
  }

  @Test
  void whatWasSettledAfterTheReturnCountsFromTheSettlement() {
    lendTooLong("A", "1");
    pay("A", 2_000);
    assertThat(detach(0)).isZero();
    assertThat(detach(30)).isZero();
    assertThat(detach(31)).isEqualTo(1);
  }

  @Test
  void feeForTheItemWithoutALoanKeepsTheLoanToo() {
    lendAndTakeBack("A", "1", MAIN, 40);
    lendAndTakeBack("A", "2", MAIN, 40);
    library.submit(
        new FeeCommand.ChargeFee(from(MAIN), "A", FeeType.DAMAGE, 5_000, "1", null, Instant.now()));
    assertThat(detach(0)).as("the other item's").isEqualTo(1);
    assertThat(detach(4_000)).isZero();
    pay("A", 5_000);
    assertThat(detach(31)).isEqualTo(1);
  }

  @Test
  void ledgerStaysAndNoLongerSaysWhatASettledFeeWasFor() {
    lendTooLong("A", "1");
    var sums = "select count(*) || ' ' || sum(amount) from ledger_entry";
    pay("A", 500);
    detach(4_000);
    assertThat(text("select count(loan_id)::text from ledger_entry")).isEqualTo("1");
    pay("A", 1_500);
    var before = text(sums);
    detach(30);
    assertThat(text("select count(loan_id)::text from ledger_entry")).isEqualTo("1");
    detach(31);
    assertThat(text("select count(loan_id) || ' ' || count(item_id) from ledger_entry"))
        .isEqualTo("0 0");
    assertThat(text(sums)).isEqualTo(before);
  }

  @Test
  void returnOfADetachedLoanCannotBeUndone() {
    library.set(Setting.LOAN_UNDO_MINUTES, "1440");
    lendAndTakeBack("A", "1", MAIN, 31);
    detach(0);
    assertThat(library.submit(new LoanCommand.UndoCheckin(from(MAIN), "1")))
        .isInstanceOfSatisfying(
            LoanOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.NO_RETURN));
  }

  @Test
  void whetherATitleWasLentBeforeIsKnownAsLongAsTheLoanSaysWhoseItWas() {
    library
        .store
        .policyRegister()
        .putRules(
            library.north,
            List.of(
                new PolicyRule(
                    "homebound",
                    1,
                    Conditions.on(Subject.PATRON_CATEGORY, "adult"),
                    Map.of("once-only", "true"),
                    null,
                    null)));
    lendAndTakeBack("A", "1", MAIN, 31);
    consent("B", true);
    lendAndTakeBack("B", "2", MAIN, 31);
    assertThat(hold("A")).isInstanceOf(HoldOutcome.Refused.class);
    detach(0);
    assertThat(hold("A")).isInstanceOf(HoldOutcome.Placed.class);
    assertThat(hold("B")).as("who wants it known").isInstanceOf(HoldOutcome.Refused.class);
  }

  private HoldOutcome hold(String patron) {
    return library.submit(TestLibrary.hold(library.north, patron, TITLE, MAIN));
  }
}
