package org.samling.postgres.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.requests.Deadline;
import org.samling.core.requests.ResourceLimit;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.LatestDatabase;

/** What the store refuses because too much waits for it already. */
class StoreLimitsTest {

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private static void assertBusy(Throwable fault) {
    assertThat(fault)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BUSY));
  }

  @Test
  void commandBeyondThoseThatMayWaitIsRefusedAtOnceAndCounted() throws Exception {
    var settings = TestLibrary.settings(library.roles, 64);
    var before = ResourceLimit.COMMANDS.timesReached();
    try (var store = library.storeWithTimeout(Duration.ofSeconds(2));
        var other = library.application();
        var lock = other.createStatement()) {
      TestLibrary.act(other, Acting.of(library.north));
      lock.execute("select from item where barcode = '1' for update");
      var waiting = new ArrayList<CompletableFuture<?>>();
      while (ResourceLimit.COMMANDS.timesReached() == before) {
        waiting.add(store.submit(TestLibrary.checkout(library.north, "A", "1")));
      }
      assertThat(waiting)
          .hasSizeBetween(settings.queue() + 1, settings.queue() + 2 * settings.batch() + 1);
      assertThat(waiting.getLast()).isCompletedExceptionally();
      assertBusy(waiting.getLast().exceptionNow());
      other.rollback();
    }
  }

  @Test
  void questionThatFindsNoConnectionInTimeIsRefusedAsBusyAndCounted() throws Exception {
    var settings = TestLibrary.settings(library.roles, 1);
    var before = ResourceLimit.STORE_CONNECTIONS.timesReached();
    try (var database = new Database(settings, new LatestDatabase(null), TestLibrary.keyring())) {
      var all = new CountDownLatch(settings.connections());
      var done = new CountDownLatch(1);
      var holders = new ArrayList<Thread>();
      for (var i = 0; i < settings.connections(); i++) {
        holders.add(Thread.startVirtualThread(() -> hold(database, all, done)));
      }
      all.await();
      try {
        Deadline.within(
            Duration.ofMillis(50),
            () -> {
              assertThatThrownBy(() -> database.on(_ -> "never"))
                  .satisfies(StoreLimitsTest::assertBusy);
              return true;
            });
      } finally {
        done.countDown();
      }
      for (var holder : holders) {
        holder.join();
      }
      var again = database.on(_ -> "free again");
      assertThat(again).isEqualTo("free again");
    }
    assertThat(ResourceLimit.STORE_CONNECTIONS.timesReached()).isGreaterThan(before);
  }

  private static void hold(Database database, CountDownLatch all, CountDownLatch done) {
    try {
      database.on(_ -> {
        all.countDown();
        try {
          done.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return true;
      });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void accountsAreNotReadOnceTooManyReadingsWaitForTheAccessLog() {
    var database =
        new Database(
            TestLibrary.settings(library.roles, 1),
            new LatestDatabase(null),
            TestLibrary.keyring());
    database.close(); // so that nothing can be written
    try (var log = new PostgresAccessLog(database)) {
      for (var i = 0; i < PostgresAccessLog.MOST_WAITING; i++) {
        log.read(library.north, new UUID(1, i));
      }
      assertThatThrownBy(() -> log.read(library.north, new UUID(2, 0)))
          .isInstanceOf(StoreException.class);
    }
  }
}
