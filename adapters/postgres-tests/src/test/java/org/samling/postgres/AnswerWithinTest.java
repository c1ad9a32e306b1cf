package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.postgres.TestLibrary.checkout;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.LatestDatabase;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.writer.Batch;
import org.samling.testing.TcpProxy;

/** A command has its answer within its budget of time, and holds nobody up beyond it. */
class AnswerWithinTest {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  /** Longer than an answer may take, and shorter than any other limit of the store's. */
  private static final Duration OTHER_LIMITS = Duration.ofSeconds(9);

  /** So often something that held a tenant up for one budget lets others wait in vain. */
  private static final int TRIES = 2;

  private static final Pattern PORT = Pattern.compile("(?<=:)\\d+(?=/)");

  private static DatabaseSettings settings(TestLibrary library, String url) {
    var roles = library.roles;
    return new DatabaseSettings(
        url, roles.application(), roles.applicationPassword(), 4, 64, 1_000, ANSWER_WITHIN);
  }

  /** A proxy before the library's database. */
  private static TcpProxy proxy(TestLibrary library) throws IOException {
    var port = PORT.matcher(library.roles.url());
    assertThat(port.find()).isTrue();
    return TcpProxy.before(Integer.parseInt(port.group()));
  }

  private static PostgresStore through(TcpProxy proxy, TestLibrary library) {
    var url = PORT.matcher(library.roles.url()).replaceFirst(Integer.toString(proxy.port()));
    return new PostgresStore(settings(library, url), TestLibrary.keyring());
  }

  /** What comes of a command that is given again where it was not done in time. */
  private static Outcome retried(PostgresStore store, Command<?> command) {
    return Stream.generate(() -> outcome(store, command))
        .limit(TRIES)
        .filter(Outcome.class::isInstance)
        .map(Outcome.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("it waited in vain"));
  }

  private static Object outcome(PostgresStore store, Command<?> command) {
    try {
      return store.submit(command).join();
    } catch (CompletionException e) {
      return e;
    }
  }

  @Test
  void aConnectionOnWhichNothingComesAnyMoreIsGivenUpInTime() throws Exception {
    try (var library = new TestLibrary();
        var proxy = proxy(library);
        var node = through(proxy, library)) {
      assertThat(node.submit(checkout(library.north, "A", "1")).join())
          .isInstanceOf(CheckoutOutcome.Granted.class);
      proxy.swallow();
      assertThat(node.submit(checkout(library.north, "A", "2")))
          .failsWithin(OTHER_LIMITS)
          .withThrowableThat()
          .havingCause()
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNKNOWN));
      proxy.pass();
    }
  }

  @Test
  void aNodeThatIsCutOffLetsGoOfTheTenantForTheOthers() throws Exception {
    try (var library = new TestLibrary();
        var others = library.storeWithTimeout(ANSWER_WITHIN);
        var database =
            new Database(
                settings(library, library.roles.url()),
                new LatestDatabase(null),
                TestLibrary.keyring())) {
      var cutOff =
          new Batch(
              library.north,
              List.of(checkout(library.north, "A", "1")),
              new PatronKeys(TestLibrary.keyring()));
      assertThatThrownBy(() ->
              database.on(connection ->
                  cutOff.run(
                      connection,
                      new PolicyCache(),
                      (_, _) -> {
                        // It decided, and is silent from then on.
                        assertThat(retried(others, checkout(library.north, "A", "2")))
                            .isInstanceOf(CheckoutOutcome.Granted.class);
                        return Answer.of(true);
                      })))
          .isInstanceOf(SQLException.class);
      assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(1);
    }
  }

  @Test
  void aCommandThatIsGivenUpLetsGoOfTheTenant() throws Exception {
    try (var library = new TestLibrary();
        var store = library.storeWithTimeout(ANSWER_WITHIN);
        var other = library.application();
        var lock = other.createStatement()) {
      TestLibrary.act(other, Acting.of(library.north));
      lock.execute("select from item where barcode = '1' for update");
      assertThat(outcome(store, checkout(library.north, "A", "1")))
          .isInstanceOf(CompletionException.class);
      assertThat(retried(store, checkout(library.north, "A", "2")))
          .as("what it waited for is locked still")
          .isInstanceOf(CheckoutOutcome.Granted.class);
    }
  }
}
