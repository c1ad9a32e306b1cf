package org.samling.routes.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.CommandKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.Origin;
import org.samling.core.circulation.Outcome;
import org.samling.core.circulation.PatronCommand;
import org.samling.core.circulation.PatronName;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Consent;
import org.samling.postgres.TestLibrary;
import org.samling.routes.Commands;

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
    return job(library.store);
  }

  private LoanRetention job(Circulation circulation) {
    return new LoanRetention(
        library.store.tenants(),
        library.store.inquiries(),
        new Commands(circulation, Duration.ofSeconds(10)),
        Duration.ofHours(1),
        told::add);
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

  /** Loans of patrons A and B in turn that were returned long ago. */
  private void manyLoans(int n) {
    var items =
        IntStream.range(0, n)
            .mapToObj(i -> NewItem.plain("N" + i, TestLibrary.TITLE, TestLibrary.MAIN, "book"))
            .toList();
    library.store.itemRegister().putItems(library.north, items);
    for (var i = 0; i < n; i++) {
      lendAndTakeBack(library.north, i % 2 == 0 ? "A" : "B", items.get(i).barcode(), 40);
    }
  }

  private long detached(TenantId tenant) {
    return library.count(tenant, "select count(*) from loan where patron_id is null");
  }

  private long looks() {
    return library.count(
        library.north, "select count(*) from audit where command = 'detach-loans'");
  }

  @Test
  void loansThatWereOverForLongEnoughAreDetachedInEveryTenant() {
    lendAndTakeBack(library.north, "A", "1", 31);
    lendAndTakeBack(library.north, "A", "2", 40);
    lendAndTakeBack(library.north, "B", "3", 40);
    lendAndTakeBack(library.north, "B", "4", 10);
    lendAndTakeBack(library.south, "A", "1", 40);

    assertThat(job().run()).isEqualTo(4);

    assertThat(detached(library.north)).isEqualTo(3);
    assertThat(detached(library.south)).isEqualTo(1);
    assertThat(looks()).as("one command for all loans of a patron").isEqualTo(2);
    assertThat(job().run()).as("nothing is left to do").isZero();
    assertThat(told).containsExactly(4, 0);
    assertThat(looks()).isEqualTo(2);
  }

  @Test
  void whatIsKeptByConsentIsNotLookedAtAtEveryRun() {
    library.submit(
        new PatronCommand.SetConsent(
            origin(library.north),
            new PatronName.Identifier("A"),
            Consent.KEEP_HISTORICAL_LOAN_DATA,
            true));
    manyLoans(30);
    assertThat(job().run()).isEqualTo(15);
    assertThat(looks()).isEqualTo(2);

    assertThat(job().run()).isZero();

    assertThat(looks()).isEqualTo(2);
    assertThat(library.store.inquiries().loansToDetach(library.north, Instant.now(), 10)).isEmpty();
    assertThat(detached(library.north)).isEqualTo(15);
  }

  @Test
  void manyLoansOfAPatronAreDetachedByAsManyCommandsAsThatTakes() {
    manyLoans(250);
    assertThat(job().run()).isEqualTo(250);
    assertThat(looks()).as("100 and 25 of each").isEqualTo(4);
  }

  @Test
  void workThatIsBrokenOffGoesOn() {
    manyLoans(250);
    var given = new AtomicInteger();
    assertThatThrownBy(() ->
            job(new Circulation() {
                  @Override
                  public <O extends Outcome> CompletableFuture<O> submit(Command<O> command) {
                    return given.incrementAndGet() > 1
                        ? CompletableFuture.failedFuture(
                            new StoreException(StoreException.Kind.BUSY, "busy", null))
                        : library.store.submit(command);
                  }
                })
                .run())
        .isInstanceOf(StoreException.class);
    assertThat(detached(library.north)).isEqualTo(100);

    assertThat(job().run()).isEqualTo(150);

    assertThat(detached(library.north)).isEqualTo(250);
  }

  @Test
  void severalNodesAtOnceDetachEachLoanOnce() throws Exception {
    manyLoans(250);
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> run = () -> job().run();
      for (var node : nodes.invokeAll(List.of(run, run, run, run))) {
        node.get();
      }
    }
    assertThat(detached(library.north)).isEqualTo(250);
    assertThat(
            library.count(
                library.north,
                """
                select count(*) from outbox, jsonb_array_elements(payload -> 'loans')
                where kind = 'loans-detached'
                """))
        .as("each was told of once")
        .isEqualTo(250);
  }
}
