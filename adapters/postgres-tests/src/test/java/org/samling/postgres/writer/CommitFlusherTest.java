package org.samling.postgres.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.checkout;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.postgres.MissingStandby;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.LatestDatabase;
import org.samling.testing.Eventually;

/** Commits that run ahead of the disk: who hears of them, and what proves that they are there. */
class CommitFlusherTest {

  /** A batch has half of it, and its flush a half, too: more than any test waits. */
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(5);

  /** More than there are rounds until the connection is open, on any machine. */
  private static final int STOCK = 500;

  private static final String PIDS =
      "select pid::text from pg_stat_activity where datname = current_database()";

  private static final String WAITS_FOR_THE_LOCK =
      "select count(*) from pg_locks where locktype = 'advisory' and classid = %d and not granted"
          .formatted(Batch.WRITER_LOCKS);

  /**
   * Gives commands while another has the tenant's lock: the first is a batch of its own, which the
   * others follow.
   */
  private static List<CompletableFuture<CheckoutOutcome>> together(
      TestLibrary library, PostgresStore store, List<String> loans) {
    try (var other = library.application();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "select pg_advisory_xact_lock(%d, %d)"
              .formatted(Batch.WRITER_LOCKS, library.north.value()));
      var answers = new ArrayList<CompletableFuture<CheckoutOutcome>>();
      for (var loan : loans) {
        var words = loan.split(" ", -1);
        answers.add(store.submit(checkout(library.north, words[0], words[1])));
        Eventually.holds(
            "the writer waits for its turn", () -> library.count(null, WAITS_FOR_THE_LOCK) > 0);
      }
      other.rollback();
      return answers;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lends until commits run ahead: the first ones only have the connection for flushes opened. */
  private static void untilCommitsRunAhead(TestLibrary library, PostgresStore store) {
    library.addStock(STOCK, STOCK);
    library.asSuperuser(
        """
        create table samling.seen_at_commit (synchronous_commit text);
        grant select on samling.seen_at_commit to public;
        create function samling.see_commit() returns trigger language plpgsql security definer as $$
        begin
          insert into samling.seen_at_commit values (current_setting('synchronous_commit'));
          return null;
        end $$;
        create constraint trigger see_commit after insert on samling.loan deferrable initially deferred
          for each row execute function samling.see_commit()
        """);
    var next = new AtomicInteger();
    Eventually.holds(
        "a commit runs ahead",
        () -> {
          var loans =
              Stream.generate(next::getAndIncrement)
                  .limit(2)
                  .map(n -> "2%1$09d 3%1$09d".formatted(n))
                  .toList();
          together(library, store, loans).forEach(CompletableFuture::join);
          return ranAhead(library) > 0;
        });
    library.asSuperuser("truncate samling.seen_at_commit");
  }

  private static long ranAhead(TestLibrary library) {
    return library.count(
        null, "select count(*) from seen_at_commit where synchronous_commit = 'off'");
  }

  @ParameterizedTest
  @CsvSource({"A 2, Granted", "B 1, Refused"})
  void loansAndRefusalsThatRanAheadAreToldToNobodyUntilTheStandbysHaveThem(
      String loan, String outcome) throws Exception {
    try (var standby = new MissingStandby();
        var store = standby.library.storeWithTimeout(ANSWER_WITHIN)) {
      var library = standby.library;
      untilCommitsRunAhead(library, store);
      together(library, store, List.of("A 1")).getFirst().join();
      var before = decided(library);
      standby.makeCommitsWait();
      var answers = together(library, store, List.of(loan, "A 3"));
      Eventually.holds("what ran ahead is visible", () -> decided(library) > before);
      assertThat(answers).as("it may be lost yet").noneMatch(CompletableFuture::isDone);
      standby.releaseCommits();
      assertThat(answers.getFirst().join().getClass().getSimpleName()).isEqualTo(outcome);
      assertThat(answers.getLast().join()).isInstanceOf(CheckoutOutcome.Granted.class);
    }
  }

  private static long decided(TestLibrary library) {
    return library.count(library.north, "select count(*) from audit");
  }

  @Test
  void aStoreThatClosesAnswersWhatRanAhead() throws Exception {
    try (var library = new TestLibrary()) {
      List<CompletableFuture<CheckoutOutcome>> answers;
      try (var store = library.storeWithTimeout(ANSWER_WITHIN)) {
        untilCommitsRunAhead(library, store);
        answers =
            together(library, store, IntStream.range(1, 9).mapToObj("A %d"::formatted).toList());
      }
      assertThat(answers)
          .allMatch(CompletableFuture::isDone)
          .noneMatch(CompletableFuture::isCompletedExceptionally);
    }
  }

  @Test
  void aFlushProvesNothingOfACommitThatWasBeforeItsConnection() throws Exception {
    try (var library = new TestLibrary()) {
      var settings = TestLibrary.settings(library.roles, 64);
      var others = String.join(", ", library.texts(Acting.ALL, PIDS));
      try (var database = new Database(settings, new LatestDatabase(null), TestLibrary.keyring());
          var flusher = new CommitFlusher(database, settings)) {
        var started =
            Instant.EPOCH.plus(
                library.count(
                    null,
                    "select (extract(epoch from pg_postmaster_start_time()) * 1000000)::bigint"),
                ChronoUnit.MICROS);
        var first = line(flusher, started);
        assertThat(isDurable(flusher, first).join()).isTrue();
        library.asSuperuser(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid not in (pg_backend_pid(), %s)"
                .formatted(others));
        assertThat(isDurable(flusher, first).join()).as("its connection is gone").isFalse();
        var second = line(flusher, started);
        assertThat(isDurable(flusher, first).join())
            .as("the server may have crashed between the two connections")
            .isFalse();
        assertThat(isDurable(flusher, second).join()).isTrue();
        assertThat(flusher.line(started.plusMillis(1))).as("another run of the server").isNull();
      }
    }
  }

  private static CommitFlusher.Line line(CommitFlusher flusher, Instant serverStarted) {
    var line = new AtomicReference<CommitFlusher.Line>();
    Eventually.holds(
        "there is a connection for flushes",
        () -> {
          line.set(flusher.line(serverStarted));
          return line.get() != null;
        });
    return line.get();
  }

  private static CompletableFuture<Boolean> isDurable(
      CommitFlusher flusher, CommitFlusher.Line line) {
    var answer = new CompletableFuture<Boolean>();
    flusher.flush(
        line,
        new CommitFlusher.Unflushed() {
          @Override
          public void isDurable() {
            answer.complete(true);
          }

          @Override
          public void isUncertain(Exception cause) {
            answer.complete(false);
          }
        });
    return answer;
  }
}
