package org.samling.routes.debt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.debt.Debts;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;

/** The first tenant of a test library, by what is owed there. */
final class DebtFixture implements AutoCloseable {

  final TestLibrary library = new TestLibrary();
  final Debts debts = library.store.debts();
  final Tenant tenant = library.store.tenants().byCode("north").orElseThrow();

  DebtFixture() {
    library.set(Setting.DEBT_MINIMUM_AMOUNT, "10000");
    library.set(Setting.DEBT_MINIMUM_AGE_DAYS, "30");
  }

  Origin origin() {
    return new Origin(
        tenant.id(),
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        TestLibrary.MAIN,
        Instant.now().plusSeconds(60));
  }

  /** Charges a fee that arose some days ago. */
  UUID charge(String patron, long amount, int daysAgo) {
    var at = Instant.now().minus(Duration.ofDays(daysAgo));
    return ((FeeOutcome.Charged)
            library.submit(
                new FeeCommand.ChargeFee(
                    origin(), patron, FeeType.REPLACEMENT, amount, "1", null, at)))
        .entryId();
  }

  void pay(String patron, long amount) {
    assertThat(
            library.submit(
                new FeeCommand.Pay(
                    origin(), patron, amount, List.of(), PaymentMeans.CASH, null, Instant.now())))
        .isInstanceOf(FeeOutcome.Paid.class);
  }

  long debt(String patron) {
    return library.store.inquiries().patron(tenant.id(), patron).orElseThrow().patron().debt();
  }

  /** How many entries of a kind the ledger has. */
  long entries(String kind) {
    return library.count(
        tenant.id(), "select count(*) from ledger_entry where kind = '%s'".formatted(kind));
  }

  Commands commands() {
    return new Commands(library.store, Duration.ofSeconds(10));
  }

  /** Commands that are done, and whose outcome nobody hears: as though the process had ended. */
  Commands unheard() {
    return new Commands(
        new Circulation() {
          @Override
          public <O extends Outcome> CompletableFuture<O> submit(Command<O> command) {
            return library
                .store
                .submit(command)
                .thenCompose(_ ->
                    CompletableFuture.failedFuture(
                        new StoreException(StoreException.Kind.UNKNOWN, "broken off", null)));
          }
        },
        Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    library.close();
  }
}
