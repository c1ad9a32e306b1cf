package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.guests.GuestAgreement;
import org.samling.core.ill.Institution;
import org.samling.core.organisation.TenantId;
import org.samling.core.partners.HoldAgreement;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.Periodicals.Subscription;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.routes.jobs.Job;
import org.samling.testing.LongRun;

/**
 * Two servers do everything that is done by the clock, at the same time and over and over: each is
 * done once for each tenant, as the rows say that it left.
 */
class JobsOnTwoNodesTest {

  private static final String FOREIGN = "S-1";
  private static final int ROUNDS = LongRun.times(2, 3);

  private final Instant now = Instant.now();
  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));

  @TempDir private Path directory;
  private TestLibrary library;
  private TenantId north;
  private TenantId south;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  JobsOnTwoNodesTest() {}

  @BeforeEach
  void open() {
    library = new TestLibrary();
    north = library.north;
    south = library.south;
    library.set(Setting.NOTICE_DAILY, "-");
    library.set(Setting.NOTICE_CHANNELS, "letters");
    for (var tenant : List.of(north, south)) {
      library
          .store
          .policyRegister()
          .putRules(
              tenant,
              List.of(
                  new PolicyRule(
                      "fees",
                      0,
                      Conditions.ALWAYS,
                      Map.of(Term.OVERDUE_STEPS.name(), "1:2000 8:6000"),
                      null,
                      null)));
      lend(tenant, "A", "1", 3);
      lend(tenant, "B", "2", 10);
      holdThatIsOver(tenant);
      library.store.periodicals().put(tenant, weekly(), today.minusWeeks(2));
    }
    handInAtNorthWhatIsOfSouth();
    returnedLongAgo();
    guestOfSouthWhoseAgreementHasEnded();
    holdOfSouthOnWhatNorthHas();
    TestPatrons.patron().put(library, north, "G");
    TestPatrons.patron().born(today.minusYears(18)).guardian("G").put(library, north, "W");
  }

  @AfterEach
  void close() {
    library.close();
  }

  private Origin at(TenantId tenant, String branch) {
    return new Origin(
        tenant,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        branch,
        now.plusSeconds(60));
  }

  private void lend(TenantId tenant, String patron, String item, int daysLate) {
    var due = now.minus(Duration.ofDays(daysLate));
    assertThat(
            library.submit(
                new LoanCommand.Checkout(
                    at(tenant, MAIN),
                    patron,
                    item,
                    false,
                    new LoanCommand.AsRecorded(due.minus(Duration.ofDays(30)), due, 0))))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  private void holdThatIsOver(TenantId tenant) {
    assertThat(
            library.submit(
                new HoldCommand.PlaceHold(
                    at(tenant, MAIN),
                    "C",
                    TestLibrary.TITLE,
                    null,
                    HoldCommand.HoldOptions.at(
                        BRANCH, now.minusSeconds(1_000), now.plusSeconds(1_000)))))
        .isInstanceOf(HoldOutcome.Placed.class);
    library.asSuperuser("update hold set expires_at = now() - interval '1 second'");
  }

  private static Subscription weekly() {
    return new Subscription(
        "ugens",
        TestLibrary.TITLE,
        MAIN,
        "book",
        null,
        null,
        new IssuePattern(
            1,
            IssuePattern.Unit.WEEK,
            LocalDate.of(2026, 1, 1),
            null,
            Set.of(),
            null,
            1,
            IssuePattern.Numbering.YEARLY,
            null),
        7);
  }

  private void handInAtNorthWhatIsOfSouth() {
    library.store.lendingAgreements().make(north, south, "test");
    library
        .store
        .itemRegister()
        .putItems(south, List.of(NewItem.plain(FOREIGN, TestLibrary.TITLE, MAIN, "book")));
    lend(south, "A", FOREIGN, -20);
    assertThat(library.submit(new LoanCommand.Checkin(at(north, BRANCH), FOREIGN, now)))
        .isInstanceOf(CheckinOutcome.OfOther.class);
  }

  private void guestOfSouthWhoseAgreementHasEnded() {
    TestPatrons.patron().put(library, south, "guest");
    var terms = new GuestAgreement.Terms(Set.of(), List.of("guest"));
    var agreements = library.store.guestAgreements();
    agreements.offer(south, north, terms, "test");
    agreements.accept(
        north, south, terms, new GuestAgreement.Place("adult", "child", BRANCH), "test");
    library.store.guestReception().receive(north, "guest").orElseThrow();
    agreements.end(south, north, GuestAgreement.Side.HOME, "test");
  }

  private void holdOfSouthOnWhatNorthHas() {
    var lacked = new RecordKey("t", "lacked");
    library.store.catalogue().putRecords(null, List.of(TestLibrary.record(lacked, "Samsø")));
    library
        .store
        .itemRegister()
        .putItems(north, List.of(NewItem.plain("P-1", lacked, MAIN, "book")));
    TestPatrons.patron().put(library, north, Institution.card("south"));
    var agreements = library.store.holdAgreements();
    agreements.offer(south, north, 10, 1, "test");
    var lending = new HoldAgreement.Lending(MAIN, List.of());
    agreements.accept(north, agreements.of(north).getFirst(), lending, "test");
    assertThat(library.submit(TestLibrary.hold(south, "A", lacked, MAIN)))
        .isInstanceOf(HoldOutcome.Placed.class);
  }

  /** A loan whose patron is to be forgotten. */
  private void returnedLongAgo() {
    lend(north, "A", "4", 31);
    library.submit(new LoanCommand.Checkin(at(north, MAIN), "4", now.minus(Duration.ofDays(40))));
    library.asSuperuser(
        """
        update loan_history set let_go_on = (now() at time zone 'UTC')::date, ended_at = ended_at - interval '40 days'
        where kept_for is null
        """);
  }

  /** Waits until no transaction is open that began before what was written is committed. */
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

  private long count(TenantId tenant, String fromWhere) {
    return library.count(tenant, "select count(*) from " + fromWhere);
  }

  private long audited(TenantId tenant, String job) {
    return count(tenant, "audit where actor = 'job %s'".formatted(job));
  }

  @Test
  void twoNodesDoEachJobOnceForEachTenantAndPeriod() throws Exception {
    var issues = count(north, "periodical_issue");
    var letters = directory.resolve("letters");
    var channel =
        "notices: {channels: [{name: letters, type: file, folder: \"%s\"}]}".formatted(letters);
    try (var one = TestServer.before(library, channel);
        var other = TestServer.before(library, channel);
        var threads = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < ROUNDS; round++) {
        settle();
        var runs =
            List.of(one, other).stream()
                .map(node -> threads.submit(() -> node.listeners.jobs().forEach(Job::attempt)))
                .toList();
        for (var run : runs) {
          run.get();
        }
      }
      for (var metrics : List.of(one.metrics(), other.metrics())) {
        assertThat(metrics.lines())
            .filteredOn(line -> line.startsWith("samling_jobs_failing_since_seconds"))
            .isNotEmpty()
            .allMatch(line -> line.endsWith(" 0.0"));
      }
    }

    for (var tenant : List.of(north, south)) {
      assertThat(audited(tenant, "fee-accrual")).isEqualTo(2);
      assertThat(library.count(tenant, "select sum(amount) from ledger_entry")).isEqualTo(8_000);
      assertThat(audited(tenant, "overdue-notice")).isEqualTo(2);
      assertThat(count(tenant, "outbox where kind = 'loan-marked-overdue'")).isEqualTo(2);
      assertThat(audited(tenant, "hold-expiry")).isEqualTo(1);
      assertThat(count(tenant, "periodical_issue")).isEqualTo(issues + 2);
    }
    assertThat(count(north, "guest")).as("guests whom nothing binds").isZero();
    assertThat(count(north, "patron where erased_at is not null")).isEqualTo(1);
    assertThat(audited(south, "hand-in-relay")).isEqualTo(1);
    for (var tenant : List.of(north, south)) {
      assertThat(count(tenant, "ill_request where state = 'WILL_SUPPLY'")).isEqualTo(1);
    }
    assertThat(audited(north, "coming-of-age")).isEqualTo(1);
    assertThat(count(north, "loan_history")).as("whose the loan was is forgotten").isZero();

    assertThat(count(north, "notice where kind = 'OVERDUE'")).isEqualTo(2);
    var sent =
        library.texts(
            north, "select id from notice_message where sent_at is not null and tries = 1");
    assertThat(sent).hasSize((int) count(north, "notice_message")).isNotEmpty();
    try (var files = Files.list(letters)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName()).replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(sent);
    }

    assertThat(counted(north, "LOAN")).isEqualTo(3);
    assertThat(counted(south, "LOAN")).isEqualTo(3);
  }

  private long counted(TenantId tenant, String measure) {
    return library.count(
        tenant, "select sum(count) from statistic_day where measure = '%s'".formatted(measure));
  }
}
