package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.renew;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.CirculationContract;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.LatestDatabase;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.writer.Batch;

/** The contract of circulation, and what of it only the tables can tell. */
class CirculationTest implements CirculationContract {

  private TestLibrary library;
  private ContractLibrary contract;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    contract = ContractLibrary.of(library);
  }

  @AfterEach
  void close() {
    try {
      Invariants.check(library);
    } finally {
      contract.close();
    }
  }

  @Override
  public Library library() {
    return contract;
  }

  @Test
  void commandsOfOneBatchSeeEachOther() {
    var outcomes = new ArrayList<CompletableFuture<? extends Outcome>>();
    for (var round = 0; round < 20; round++) {
      outcomes.add(library.store.submit(checkout(library.north, "A", "1")));
      outcomes.add(library.store.submit(renew(library.north, "A", "1")));
      outcomes.add(library.store.submit(checkin(library.north, "1", MAIN)));
    }
    outcomes.forEach(CompletableFuture::join);

    assertThat(outcomes)
        .map(CompletableFuture::join)
        .noneMatch(o -> o instanceof CheckoutOutcome.Refused);
    assertThat(
            library.count(
                library.north,
                "select count(*) from loan where returned_at is not null and renewals = 0"))
        .isEqualTo(20);
    assertThat(library.count(library.north, "select count(*) from loan where returned_at is null"))
        .isZero();
  }

  @Test
  void commandThatTheDatabaseRefusesFailsAloneAndSpoilsNoOther() throws SQLException {
    // A row that the application can't see the reason for: the tables' own rule stops the loan.
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement()) {
      statement.execute(
          "alter table samling.loan add constraint no_item_2 check (item_id <> '"
              + itemId("2")
              + "')");
    }
    var good = library.store.submit(checkout(library.north, "A", "1"));
    var bad = library.store.submit(checkout(library.north, "A", "2"));
    var alsoGood = library.store.submit(checkout(library.north, "A", "3"));

    assertThat(good.join()).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(alsoGood.join()).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(bad)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.REFUSED));
  }

  @Test
  void batchThatIsRunAgainFindsWhatItsFirstRunDidWhateverTheKeysSay() throws SQLException {
    var key = CommandKey.of(Duration.ZERO, "once").whileEffectStands();
    var origin = new Origin(library.north, key, "test", MAIN, Instant.now().plusSeconds(30));
    var checkout = new LoanCommand.Checkout(origin, "A", "1", false, null);
    var begun = Instant.now();
    var first = run(checkout, begun);
    library.submit(checkin(library.north, "1", MAIN));

    assertThat(run(checkout, begun)).as("run again").isEqualTo(first);
    assertThat(run(checkout, Instant.now())).as("given again").isNotEqualTo(first);
  }

  private Outcome run(Command<?> command, Instant since) throws SQLException {
    var keys = new PatronKeys(TestLibrary.keyring());
    var settings = TestLibrary.settings(library.roles, 1);
    try (var database = new Database(settings, new LatestDatabase(null), TestLibrary.keyring())) {
      return database
          .on(connection ->
              new Batch(library.north, List.of(command), keys, since)
                  .run(connection, new PolicyCache()))
          .getFirst();
    }
  }

  @Test
  void everyCommandLeavesATrace() {
    library.submit(checkout(library.north, "A", "1"));
    library.submit(checkout(library.north, "B", "1"));

    assertThat(library.count(library.north, "select count(*) from audit where outcome = 'done'"))
        .isEqualTo(1);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where reason = 'ON_LOAN_TO_ANOTHER'"))
        .isEqualTo(1);
    assertThat(
            library.count(library.north, "select count(*) from outbox where kind = 'loan-opened'"))
        .isEqualTo(1);
    assertThat(library.count(library.north, "select count(*) from command_outcome")).isEqualTo(2);
  }

  private UUID itemId(String barcode) throws SQLException {
    try (var connection = TestPostgres.connect(library.roles.url());
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select id from samling.item where tenant_id = "
                    + library.north
                    + " and barcode = '"
                    + barcode
                    + "'")) {
      row.next();
      return row.getObject(1, UUID.class);
    }
  }
}
