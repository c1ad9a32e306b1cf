package org.samling.postgres.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.nodes.NodeIndex;
import org.samling.core.nodes.NodeReport;
import org.samling.postgres.MissingStandby;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;

/** The store is ready while a loan can be written, and not while it can only be read. */
class WriteHealthTest {

  private static void await(PostgresStore store, boolean ready) throws InterruptedException {
    while (store.isReady() != ready) { // until the test's own time is over
      Thread.sleep(20);
    }
  }

  @Test
  void theStoreOfANodeIsNotReadyWhileCommitsHang() throws Exception {
    try (var standby = new MissingStandby()) {
      var store = standby.library.store;
      var report = new NodeReport("here:1", "1", Instant.now(), NodeIndex.UNKNOWN);
      store.nodes().join(() -> report);
      assertThat(store.isReady()).isTrue();
      standby.makeCommitsWait();
      assertThat(store.isReady()).isFalse();
      assertThat(store.isReady()).as("nor the next time, which waits for the first").isFalse();
      standby.releaseCommits();
      await(store, true);
    }
  }

  @Test
  void theStoreIsNotReadyFromALoanThatFoundNoRoomUntilThereIsSome() throws Exception {
    try (var library = new TestLibrary();
        var store = library.storeWithTimeout(Duration.ofSeconds(5))) {
      assertThat(store.isReady()).isTrue();
      library.asSuperuser(
          """
          create function samling.no_room() returns trigger language plpgsql as $$
          begin raise exception 'no room' using errcode = '53100'; end $$;
          create trigger no_room before insert on samling.loan for each row execute function samling.no_room();
          create trigger no_room before insert on samling.write_probe for each row when (new.filler is not null)
            execute function samling.no_room()
          """);
      assertThat(store.submit(TestLibrary.checkout(library.north, "A", "1")))
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableThat()
          .withCauseInstanceOf(StoreException.class);
      assertThat(store.submit(TestLibrary.checkout(library.north, "A", "no such item")).join())
          .isInstanceOf(Refusal.class);
      assertThat(store.isReady()).as("a refusal that is written is no loan").isFalse();
      var until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (System.nanoTime() - until < 0) { // longer than a failure counts by itself
        assertThat(store.isReady()).isFalse();
      }
      library.asSuperuser(
          "drop trigger no_room on samling.loan; drop trigger no_room on samling.write_probe");
      await(store, true);
      assertThat(store.submit(TestLibrary.checkout(library.north, "A", "1")).join())
          .isInstanceOf(CheckoutOutcome.Granted.class);
    }
  }

  @Test
  void aCommandThatTheStoreDoesNotTakeLeavesItReady() {
    try (var library = new TestLibrary();
        var store = library.storeWithTimeout(Duration.ofSeconds(5))) {
      library.asSuperuser(
          """
          create function samling.refused() returns trigger language plpgsql as $$
          begin raise exception 'refused' using errcode = '23514'; end $$;
          create trigger refused before insert on samling.loan for each row execute function samling.refused()
          """);
      assertThat(store.submit(TestLibrary.checkout(library.north, "A", "1")))
          .failsWithin(Duration.ofMinutes(1));
      assertThat(store.isReady()).isTrue();
    }
  }
}
