package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.FeeCommand;
import org.samling.core.circulation.FeeOutcome;
import org.samling.core.circulation.FeeType;
import org.samling.core.circulation.HoldCommand;
import org.samling.core.circulation.HoldOutcome;
import org.samling.core.circulation.HoldType;
import org.samling.core.circulation.Inquiries.RetainedLoan;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.LoanOutcome;
import org.samling.core.circulation.Origin;
import org.samling.core.circulation.PatronCommand;
import org.samling.core.circulation.PatronName;
import org.samling.core.circulation.RefusalReason;
import org.samling.core.circulation.RetentionOutcome;
import org.samling.core.patron.Consent;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

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

  private List<RetainedLoan> toDetach(int inDays) {
    return library
        .store
        .inquiries()
        .loansToDetach(library.north, Instant.now().plus(Duration.ofDays(inDays)), 100);
  }

  /** Looks at all that has come due; says how many loans were detached. */
  private int detach() {
    var detached = 0;
    for (var loans :
        toDetach(0).stream().collect(Collectors.groupingBy(RetainedLoan::patron)).entrySet()) {
      var ids = loans.getValue().stream().map(RetainedLoan::loan).toList();
      detached +=
          library.submit(new LoanCommand.DetachLoans(from(MAIN), loans.getKey(), ids)).detached();
    }
    return detached;
  }

  private UUID patron(String card) {
    return TestPatrons.id(library, library.north, card);
  }

  private String text(String sql) {
    return library.text(library.north, sql);
  }

  private long detachedLoans() {
    return library.count(library.north, "select count(*) from loan where patron_id is null");
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
  void loanThatWasReturnedLongAgoNoLongerSaysWhoseItWas() {
    lendAndTakeBack("A", "1", MAIN, 31);
    lendAndTakeBack("A", "2", MAIN, 29);
    lend("A", "3", MAIN, 400);
    assertThat(detach()).isEqualTo(1);
    assertThat(
            text(
                "select string_agg(i.barcode, ' ') from loan l join item i on i.id = l.item_id where l.patron_id is null"))
        .isEqualTo("1");
    assertThat(toDetach(0)).isEmpty();
    assertThat(toDetach(2)).as("the other's day comes").hasSize(1);
    assertThat(toDetach(4_000)).as("an open loan's never does").hasSize(1);
  }

  @Test
  void settingOfTheBranchOfTheLoanCountsAlsoForWhatIsOverAlready() {
    lendAndTakeBack("A", "1", MAIN, 10);
    lendAndTakeBack("A", "2", BRANCH, 10);
    assertThat(toDetach(0)).isEmpty();
    library.set(Setting.LOAN_RETENTION_DAYS, "9");
    assertThat(toDetach(0)).hasSize(2);
    library.set(Setting.LOAN_RETENTION_DAYS, "10");
    assertThat(toDetach(0)).isEmpty();
  }

  @Test
  void loanThatWasUndoneCountsAsOver() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(new LoanCommand.UndoCheckout(from(MAIN), "A", "1"));
    library.asOwner(
        "update loan set lent_at = lent_at - interval '31 days', returned_at = returned_at - interval '31 days'");
    assertThat(detach()).isEqualTo(1);
  }

  @Test
  void whatIsKeptByConsentIsLookedAtOnceAndGoesWithTheConsent() {
    consent("A", true);
    lendAndTakeBack("A", "1", MAIN, 100);
    lendAndTakeBack("A", "2", MAIN, 90);
    assertThat(toDetach(0)).hasSize(2);
    assertThat(detach()).isZero();
    assertThat(toDetach(0)).isEmpty();
    assertThat(toDetach(4_000)).isEmpty();

    consent("A", false);
    assertThat(detachedLoans()).isEqualTo(2);
    consent("A", true);
    assertThat(toDetach(4_000)).isEmpty();
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
                new FeeCommand.Pay(from(MAIN), patron, amount, List.of(), null, Instant.now())))
        .isInstanceOf(FeeOutcome.Paid.class);
  }

  @Test
  void whatIsOwedForIsLookedAtOnceAndCountsFromTheSettlement() {
    lendTooLong("A", "1");
    assertThat(toDetach(0)).hasSize(1);
    assertThat(detach()).isZero();
    assertThat(toDetach(4_000)).as("not before something changes").isEmpty();

    pay("A", 500);
    assertThat(toDetach(30)).isEmpty();
    assertThat(toDetach(31)).as("a part is settled: it is looked at again then").hasSize(1);
    pay("A", 1_500);
    assertThat(toDetach(0)).isEmpty();
    assertThat(toDetach(31)).hasSize(1);
  }

  @Test
  void feeThatIsGivenUpIsSettledToo() {
    lendTooLong("A", "1");
    detach();
    library.submit(new FeeCommand.CancelFee(from(MAIN), "A", fee("A"), null));
    assertThat(toDetach(30)).isEmpty();
    assertThat(toDetach(31)).hasSize(1);
  }

  @Test
  void whatWasSettledAfterTheReturnIsPutOffWhenItIsLookedAt() {
    lendTooLong("A", "1");
    pay("A", 2_000);
    assertThat(toDetach(0)).hasSize(1);
    assertThat(detach()).isZero();
    assertThat(toDetach(30)).isEmpty();
    assertThat(toDetach(31)).hasSize(1);
  }

  @Test
  void feeForTheItemWithoutALoanKeepsTheLoanToo() {
    lendAndTakeBack("A", "1", MAIN, 40);
    lendAndTakeBack("A", "2", MAIN, 40);
    library.submit(
        new FeeCommand.ChargeFee(from(MAIN), "A", FeeType.DAMAGE, 5_000, "1", null, Instant.now()));
    assertThat(detach()).as("the other item's").isEqualTo(1);
    assertThat(toDetach(4_000)).isEmpty();
    pay("A", 5_000);
    assertThat(toDetach(31)).hasSize(1);
  }

  @Test
  void commandThatComesAgainIsDoneOnce() {
    lendAndTakeBack("A", "1", MAIN, 31);
    var loan = toDetach(0).getFirst();
    var command = new LoanCommand.DetachLoans(from(MAIN), loan.patron(), List.of(loan.loan()));
    RetentionOutcome first = library.submit(command);
    assertThat(first.detached()).isEqualTo(1);
    assertThat(library.submit(command)).isEqualTo(first);
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'loans-detached'"))
        .isEqualTo(1);
  }

  @Test
  void returnOfADetachedLoanCannotBeUndone() {
    library.set(Setting.LOAN_UNDO_MINUTES, "1440");
    lendAndTakeBack("A", "1", MAIN, 31);
    detach();
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
    detach();
    assertThat(hold("A")).isInstanceOf(HoldOutcome.Placed.class);
    assertThat(hold("B")).as("who wants it known").isInstanceOf(HoldOutcome.Refused.class);
  }

  private HoldOutcome hold(String patron) {
    return library.submit(TestLibrary.hold(library.north, patron, TITLE, MAIN));
  }

  @Test
  void workIsFoundByAnIndexThatHasNothingElse() throws Exception {
    try (var connection = library.application();
        var statement = connection.createStatement()) {
      statement.execute("select set_config('samling.tenant', '" + library.north + "', true)");
      statement.execute("set local enable_seqscan = off");
      var plan = new ArrayList<String>();
      try (var rows =
          statement.executeQuery(
              "explain "
                  + EndedLoans.TO_DETACH
                      .replaceFirst("\\?, \\?", "array['b'], array[now()]")
                      .replaceFirst("= \\?", "= " + library.north)
                      .replace("limit ?", "limit 100"))) {
        while (rows.next()) {
          plan.add(rows.getString(1));
        }
      }
      assertThat(plan).anyMatch(line -> line.contains("loan_retained"));
      assertThat(plan)
          .noneMatch(line -> line.contains("Seq Scan on loan") || line.contains("Sort"));
    }
  }

  /** In which tables a row has both a patron and an item or a loan of theirs. */
  private List<String> tablesThatSay(UUID patron, List<String> things) throws Exception {
    var tables = new ArrayList<String>();
    try (var connection = library.application();
        var statement = connection.createStatement()) {
      statement.execute("select set_config('samling.tenant', '" + library.north + "', true)");
      try (var rows =
          statement.executeQuery(
              """
              select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition
                and has_table_privilege(c.oid, 'select')
              order by 1
              """)) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      assertThat(tables).contains("loan", "hold", "audit", "outbox", "command_outcome", "transit");
      var saying = new ArrayList<String>();
      for (var table : tables) {
        try (var rows = statement.executeQuery("select t::text from \"" + table + "\" t")) {
          var says = false;
          while (rows.next()) {
            var row = rows.getString(1);
            says |= row.contains(patron.toString()) && things.stream().anyMatch(row::contains);
          }
          if (says) {
            saying.add(table);
          }
        }
      }
      return saying;
    }
  }

  @Test
  void afterwardsOnlyAuditAndOutboxSayWhoHadWhat() throws Exception {
    library.submit(
        new HoldCommand.PlaceHolds(
            from(MAIN),
            "A",
            HoldType.SERIAL,
            List.of(TITLE, TestLibrary.OTHER_TITLE),
            HoldCommand.Placing.at(MAIN, Instant.now(), null)));
    lendAndTakeBack("A", "1", MAIN, 40);
    library.submit(
        new LoanCommand.Checkout(
            from(MAIN), "X", "2", false, new LoanCommand.AsRecorded(daysAgo(50), null, 0)));
    library.submit(new LoanCommand.Checkin(from(MAIN), "2", daysAgo(40)));
    var items =
        Arrays.asList(
            text("""
            select string_agg(id::text, ',') || ',' || (select string_agg(id::text, ',') from loan)
            from item where barcode in ('1', '2')
            """)
                .split(","));
    assertThat(items).hasSize(4);
    assertThat(text("select count(*) from loan where hold_id is not null and broken_rules is null"))
        .isEqualTo("1");
    assertThat(text("select count(*) from loan where broken_rules is not null")).isEqualTo("1");
    assertThat(tablesThatSay(patron("A"), items)).contains("loan", "hold", "audit", "outbox");

    assertThat(detach()).isEqualTo(2);

    for (var who : List.of("A", "X")) {
      assertThat(tablesThatSay(patron(who), items)).containsExactly("audit", "outbox");
    }
    assertThat(
            text(
                """
                select count(*) from loan l
                where l.hold_id is not null or l.broken_rules is not null
                  or exists (select from hold h join hold o on o.tenant_id = h.tenant_id and o.group_id = h.group_id
                    where h.item_id = l.item_id and o.patron_id is not null)
                """))
        .as("nor do the loan, its hold and its group lead to each other")
        .isEqualTo("0");
    assertThat(text("select count(*) from hold where state = 'WAITING' and patron_id is not null"))
        .as("the next of the group is still theirs")
        .isEqualTo("1");
    assertThat(
            text(
                """
                select count(*) from outbox where kind in ('loans-detached', 'loans-retained')
                  and payload::text like '%%%s%%'
                """
                    .formatted(patron("A"))))
        .isEqualTo("0");
  }
}
