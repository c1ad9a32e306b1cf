package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Consent;
import org.samling.core.privacy.LoanHistory;
import org.samling.postgres.TestLibrary;

class LoanRetentionTest {

  private final List<Integer> told = new CopyOnWriteArrayList<>();
  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private LoanRetention job() {
    return job(library.store.loanHistory());
  }

  private LoanRetention job(LoanHistory history) {
    return new LoanRetention(library.store.tenants(), history, Duration.ofHours(1), told::add);
  }

  private static Origin origin(TenantId tenant) {
    return new Origin(
        tenant,
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        TestLibrary.MAIN,
        Instant.now().plusSeconds(60));
  }

  private void lendAndTakeBack(TenantId tenant, String patron, String item, int daysAgo) {
    var back = Instant.now().minus(Duration.ofDays(daysAgo));
    library.submit(
        new LoanCommand.Checkout(
            origin(tenant),
            patron,
            item,
            false,
            new LoanCommand.AsRecorded(back.minus(Duration.ofDays(9)), null, 0)));
    library.submit(new LoanCommand.Checkin(origin(tenant), item, back));
  }

  private long named(TenantId tenant) {
    return library.count(tenant, "select count(*) from loan_history");
  }

  /** Has what is over been over for long, in the partition of today. */
  private void comeDue() {
    library.asSuperuser(
        "select act_as(0); select samling.maintain_partitions((now() at time zone 'UTC')::date)");
    library.asSuperuser(
        """
        update loan_history set let_go_on = (now() at time zone 'UTC')::date, ended_at = ended_at - interval '40 days'
        where kept_for is null
        """);
  }

  @Test
  void loansThatWereOverForLongEnoughAreDetachedInEveryTenant() {
    lendAndTakeBack(library.north, "A", "1", 31);
    lendAndTakeBack(library.north, "A", "2", 40);
    lendAndTakeBack(library.north, "B", "3", 40);
    lendAndTakeBack(library.north, "B", "4", 10);
    lendAndTakeBack(library.south, "A", "1", 40);

    assertThat(job().run()).isEqualTo(4);

    assertThat(named(library.north)).isEqualTo(1);
    assertThat(named(library.south)).isZero();
    assertThat(job().run()).as("nothing is left to do").isZero();
    assertThat(told).containsExactly(4, 0);

    comeDue();
    assertThat(job().run()).as("by its partition").isEqualTo(1);
  }

  @Test
  void whatIsKeptByConsentStays() {
    library.submit(
        new PatronCommand.SetConsent(
            origin(library.north),
            new PatronName.Identifier("A"),
            Consent.KEEP_HISTORICAL_LOAN_DATA,
            true));
    lendAndTakeBack(library.north, "A", "1", 40);
    lendAndTakeBack(library.north, "B", "2", 40);
    comeDue();
    assertThat(job().run()).isEqualTo(1);
    assertThat(named(library.north)).isEqualTo(1);
    assertThat(job().run()).isZero();
  }

  @Test
  void nothingIsDroppedWhereATenantCouldNotPutAsideWhatItKeeps() {
    lendAndTakeBack(library.north, "A", "1", 10);
    lendAndTakeBack(library.south, "A", "1", 10);
    comeDue();
    var history = library.store.loanHistory();
    assertThatThrownBy(() ->
            job(new LoanHistory() {
                  @Override
                  public void setAside(TenantId tenant, Instant now) {
                    if (tenant.equals(library.south)) {
                      throw new StoreException(StoreException.Kind.UNAVAILABLE, "gone", null);
                    }
                    history.setAside(tenant, now);
                  }

                  @Override
                  public OptionalLong drop() {
                    return history.drop();
                  }

                  @Override
                  public long forget(TenantId tenant, Instant now) {
                    return history.forget(tenant, now);
                  }
                })
                .run())
        .isInstanceOf(StoreException.class);
    assertThat(named(library.north)).isEqualTo(1);

    assertThat(job().run()).isEqualTo(2);
  }

  @Test
  void severalNodesAtOnceDropEachDayOnce() throws Exception {
    lendAndTakeBack(library.north, "A", "1", 10);
    lendAndTakeBack(library.north, "B", "2", 40);
    comeDue();
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> run = () -> job().run();
      for (var node : nodes.invokeAll(List.of(run, run, run, run))) {
        node.get();
      }
    }
    assertThat(named(library.north)).isZero();
    assertThat(told.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
  }
}
