package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.checkout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.samling.core.authorities.AuthorityMatching;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.DatabaseSettings.SynchronousCommit;

/** A node's own synchronous_commit holds for what it writes. */
class SynchronousCommitTest {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  @Test
  void aNodeThatWaitsForNoStandbyLendsWithoutOneAndNoOtherDoes() throws Exception {
    try (var standby = new MissingStandby();
        var waiting = store(standby.library, SynchronousCommit.ON);
        var local = store(standby.library, SynchronousCommit.LOCAL)) {
      var north = standby.library.north;
      standby.makeCommitsWait();
      assertThat(local.submit(checkout(north, "A", "1")).join())
          .isInstanceOf(CheckoutOutcome.Granted.class);
      assertThat(waiting.submit(checkout(north, "A", "2"))).failsWithin(Duration.ofMinutes(1));
    }
  }

  private static PostgresStore store(TestLibrary library, SynchronousCommit commit) {
    var roles = library.roles;
    return new PostgresStore(
        new DatabaseSettings(
            roles.url(),
            roles.application(),
            roles.applicationPassword(),
            commit,
            4,
            64,
            1_000,
            8,
            ANSWER_WITHIN,
            AuthorityMatching.LINKS),
        TestLibrary.keyring());
  }
}
