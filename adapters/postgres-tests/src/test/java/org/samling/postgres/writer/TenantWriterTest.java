package org.samling.postgres.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.postgres.TestLibrary;
import org.samling.testing.Eventually;

/** A tenant's writer waits for commands, and for nothing else. */
class TenantWriterTest {

  private static List<Thread> writers(TestLibrary library) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("writer-" + library.north))
        .toList();
  }

  @Test
  void writerWithoutCommandsDoesNotWakeUpAndEndsWhenTheStoreIsClosed() {
    try (var library = new TestLibrary()) {
      var own = new ArrayList<Thread>();
      try (var store = library.storeWithTimeout(Duration.ofSeconds(60))) {
        var before = writers(library);
        assertThat(store.submit(TestLibrary.checkout(library.north, "A", "1")).join())
            .isInstanceOf(CheckoutOutcome.Granted.class);
        own.addAll(writers(library));
        own.removeAll(before);
        assertThat(own).hasSize(1);
        // A wait that ends by itself is TIMED_WAITING: ten times a second it was, for each tenant.
        Eventually.holds(
            "the writer waits for a command only",
            () -> own.getFirst().getState() == Thread.State.WAITING);
      }
      assertThat(own).noneMatch(Thread::isAlive);
    }
  }
}
