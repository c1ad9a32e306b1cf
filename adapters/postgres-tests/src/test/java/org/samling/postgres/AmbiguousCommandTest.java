package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.organisation.Secret;
import org.samling.core.requests.Deadline;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.writer.Batch;

/**
 * "Nothing was done" is said only of a command whose key was looked up and is not there, and where
 * nothing can be committed any more.
 */
class AmbiguousCommandTest {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  private static LoanCommand.Checkout loan(TestLibrary library) {
    return TestLibrary.checkout(library.north, "once", "A", "1");
  }

  private static StoreException.Kind fault(Circulation store, Command<?> command) {
    try {
      throw new AssertionError("it got an outcome: " + store.submit(command).join());
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(StoreException.class);
      return ((StoreException) e.getCause()).kind();
    }
  }

  @Test
  void aRepeatWhileCommitsHangNeverGetsADefiniteNoNorAYes() throws Exception {
    try (var standby = new MissingStandby();
        var store = standby.library.storeWithTimeout(ANSWER_WITHIN)) {
      var library = standby.library;
      var done = TestLibrary.checkout(library.south, "A", "1");
      assertThat(store.submit(done).join()).isInstanceOf(CheckoutOutcome.Granted.class);
      standby.makeCommitsWait();
      var again = store.submit(done);
      assertThat(fault(store, loan(library))).isEqualTo(StoreException.Kind.UNKNOWN);
      assertThat(again)
          .as("what is found may be on this server only")
          .failsWithin(Duration.ofMinutes(1));
      assertThat(fault(store, loan(library)))
          .as("the commit may still come")
          .isEqualTo(StoreException.Kind.UNKNOWN);
      standby.releaseCommits();
      assertThat(store.submit(loan(library)).join()).isInstanceOf(CheckoutOutcome.Granted.class);
      assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(1);
    }
  }

  @Test
  void aCommandWhoseKeyCouldNotBeLookedUpIsUnknown() throws Exception {
    try (var library = new TestLibrary();
        var store = library.storeWithTimeout(ANSWER_WITHIN);
        var other = library.application();
        var lock = other.createStatement()) {
      lock.execute(
          "select pg_advisory_xact_lock(%d, %s)".formatted(Batch.WRITER_LOCKS, library.north));
      assertThat(fault(store, loan(library))).isEqualTo(StoreException.Kind.UNKNOWN);
      other.rollback();
      assertThat(store.submit(loan(library)).join()).isInstanceOf(CheckoutOutcome.Granted.class);
    }
  }

  @Test
  void aCommandThatWasLookedUpAndRolledBackIsSaidNotToBeDone() {
    try (var library = new TestLibrary()) {
      library.asSuperuser(
          """
          create function samling.no_room() returns trigger language plpgsql as $$
          begin raise exception 'no room' using errcode = '53100'; end $$;
          create trigger no_room before insert on samling.loan for each row execute function samling.no_room()
          """);
      assertThat(fault(library.store, loan(library))).isEqualTo(StoreException.Kind.UNAVAILABLE);
      assertThat(library.count(library.north, "select count(*) from command_outcome")).isZero();
    }
  }

  @Test
  void aPinThatCouldNotBeCountedPromisesNothing() throws Exception {
    try (var library = new TestLibrary();
        var other = library.application();
        var lock = other.createStatement()) {
      TestLibrary.act(other, Acting.of(library.north));
      lock.execute("select 1 from patron for update");
      var authentication = library.store.patronAuthentication();
      assertThatThrownBy(() ->
              Deadline.within(
                  ANSWER_WITHIN,
                  () -> authentication.check(library.north, "B", new Secret("1234"))))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNKNOWN));
    }
  }
}
