package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Term;
import org.samling.postgres.TestLibrary;

class OverdueJobsTest {

  private final Instant now = Instant.now();
  private final List<Integer> told = new CopyOnWriteArrayList<>();
  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    for (var tenant : List.of(library.north, library.south)) {
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
    }
  }

  @AfterEach
  void close() {
    library.close();
  }

  private FeeAccrual accrual() {
    var store = library.store;
    return new FeeAccrual(
        store.tenants(),
        store.inquiries(),
        new Commands(store, Duration.ofSeconds(10)),
        Duration.ofHours(1),
        told::add);
  }

  private OverdueMarker notice() {
    var store = library.store;
    return new OverdueMarker(
        store.tenants(),
        store.inquiries(),
        new Commands(store, Duration.ofSeconds(10)),
        Duration.ofHours(1),
        told::add);
  }

  private void lend(TenantId tenant, String patron, String item, int daysLate) {
    var due = now.minus(Duration.ofDays(daysLate));
    assertThat(
            library.submit(
                new LoanCommand.Checkout(
                    new Origin(
                        tenant,
                        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                        "test",
                        TestLibrary.MAIN,
                        now.plusSeconds(60)),
                    patron,
                    item,
                    false,
                    new LoanCommand.AsRecorded(due.minus(Duration.ofDays(30)), due, 0))))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  private long debts(TenantId tenant) {
    return library.count(tenant, "select coalesce(sum(amount), 0) from ledger_entry");
  }

  @Test
  void overdueLoansAreChargedInEveryTenantAsTheyReachAStep() {
    lend(library.north, "A", "1", 3);
    lend(library.north, "B", "2", 10);
    lend(library.north, "B", "3", -5);
    lend(library.south, "A", "1", 3);

    assertThat(accrual().run(now)).isEqualTo(3);

    assertThat(debts(library.north)).isEqualTo(8_000);
    assertThat(debts(library.south)).isEqualTo(2_000);
    assertThat(accrual().run(now)).as("nothing is left to do").isZero();
    assertThat(told).containsExactly(3, 0);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where actor = 'job fee-accrual'"))
        .as("loans for which there is nothing to do leave no trace")
        .isEqualTo(2);
  }

  @Test
  void moreLoansThanAreLookedAtTogetherAreAllLookedAt() {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            IntStream.range(0, 205)
                .mapToObj(
                    n -> NewItem.plain("many" + n, TestLibrary.TITLE, TestLibrary.MAIN, "book"))
                .toList());
    for (var n = 0; n < 205; n++) {
      if (n == 20) {
        // As autovacuum does where a library grows: plans for empty tables take ten times as long.
        library.asSuperuser("analyze");
      }
      lend(library.north, "A", "many" + n, 1 + n % 7);
    }
    assertThat(notice().run(now)).isEqualTo(205);
    assertThat(accrual().run(now)).as("one fee for each due day").isEqualTo(7);
  }

  @Test
  void severalNodesAtOnceChargeEachLoanOnce() throws Exception {
    lend(library.north, "A", "1", 3);
    lend(library.north, "B", "2", 10);
    lend(library.north, "C", "3", 10);
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> run = () -> accrual().run(now);
      for (var node : nodes.invokeAll(List.of(run, run, run, run))) {
        node.get();
      }
    }
    assertThat(debts(library.north)).isEqualTo(14_000);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where command = 'accrue-overdue'"))
        .as("each was decided once")
        .isEqualTo(3);
  }

  @Test
  void loansAreToldOfOnceForEachStep() {
    lend(library.north, "A", "1", 3);
    lend(library.north, "B", "2", 10);

    assertThat(notice().run(now)).isEqualTo(2);
    assertThat(notice().run(now)).isZero();

    assertThat(
            library.count(
                library.north,
                "select count(*) from outbox where kind = 'loan-marked-overdue' and payload ->> 'step' = '2'"))
        .isEqualTo(1);
    assertThat(debts(library.north)).as("telling costs nothing").isZero();
  }
}
