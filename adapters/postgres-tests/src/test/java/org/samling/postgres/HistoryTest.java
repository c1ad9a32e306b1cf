package org.samling.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.policy.Setting;
import org.samling.testing.LongRun;

/**
 * Many clients at once, each doing what it likes; afterwards the tables must tell the story that
 * the clients heard.
 */
class HistoryTest {

  private static final int CLIENTS = 16;

  /** The histories, which stay where a test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void whatSixteenClientsHeardIsWhatTheTablesSay() throws Exception {
    heardIsTrue(new TestLibrary(), LongRun.times(20, 600));
  }

  @Test
  void whatWasRefusedInATransactionOfItsOwnHadNoEffect() throws Exception {
    heardIsTrue(new TestLibrary(1), LongRun.times(10, 300));
  }

  private void heardIsTrue(TestLibrary empty, int commands) throws Exception {
    try (var library = library(empty);
        var history = new History(directory.resolve("history.jsonl"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var started = System.nanoTime();
      var tenants = List.of(library.north, library.south);
      var clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(i ->
                  threads.submit(() -> {
                    var given = new AtomicInteger();
                    new RandomClient(
                            "client-" + i, i, RandomClient.Node.of(library.store), tenants, history)
                        .run(() -> given.getAndIncrement() < commands);
                  }))
              .toList();
      for (var client : clients) {
        client.get();
      }
      var took = System.nanoTime() - started;
      var checker = new HistoryChecker(library, history.events());
      checker.check();
      System.out.printf(
          "%d clients: %s; in %.1f s: as the tables say%n", CLIENTS, checker, took / 1e9);
    }
  }

  /** Lets patrons pay more than they owe, so that payments differ in what comes of them. */
  static TestLibrary library(TestLibrary library) {
    library.set(library.north, "north", Setting.FEE_OVERPAYMENT, "keep-as-credit");
    library.set(library.south, "south", Setting.FEE_OVERPAYMENT, "keep-as-credit");
    return library;
  }
}
