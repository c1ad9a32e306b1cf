package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.CheckoutOutcome;
import org.samling.core.policy.Setting;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.embedded.TestPostgres;

/**
 * Many clients at once, each doing what it likes, while nodes and PostgreSQL are killed; afterwards
 * the tables must tell the story that the clients heard.
 */
class HistoryTest {

  private static final int CLIENTS = 16;
  private static final int NODES = 2;

  /** The histories, which stay where a test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void ofTwoKiosksThatLendOneItemOneDoesEveryTime() throws Exception {
    var rounds = 10_000;
    try (var library = new TestLibrary();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var won = new HashMap<String, Integer>();
      for (var round = 0; round < rounds; round++) {
        var first = round % 2 == 0 ? List.of("A", "B") : List.of("B", "A");
        var kiosks =
            first.stream()
                .map(patron ->
                    threads.submit(
                        () -> library.submit(TestLibrary.checkout(library.north, patron, "1"))))
                .toList();
        var granted = new ArrayList<String>();
        for (var i = 0; i < kiosks.size(); i++) {
          if (kiosks.get(i).get() instanceof CheckoutOutcome.Granted) {
            granted.add(first.get(i));
          }
        }
        assertThat(granted).as("round %d", round).hasSize(1);
        won.merge(granted.getFirst(), 1, Integer::sum);
        library.submit(TestLibrary.checkin(library.north, "1", TestLibrary.MAIN));
      }
      assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(rounds);
      assertThat(
              library.count(library.north, "select count(*) from loan where returned_at is null"))
          .isZero();
      Invariants.check(library);
      System.out.printf("%,d races for one item: one loan each time; won by %s%n", rounds, won);
    }
  }

  @Test
  void whatSixteenClientsHeardIsWhatTheTablesSay() throws Exception {
    var commands = 600;
    try (var library = library(new TestLibrary());
        var history = new History(directory.resolve("history.jsonl"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var started = System.nanoTime();
      var tenants = List.of(library.north, library.south);
      var clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(i ->
                  threads.submit(() -> {
                    var given = new AtomicInteger();
                    new RandomClient("client-" + i, i, library.store, tenants, history)
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

  @Test
  void nothingAcknowledgedIsLostAndNothingIsDoubledWhenNodesAreKilled() throws Exception {
    try (var library = library(new TestLibrary());
        var nodes = new HistoryNodes(library, directory, NODES)) {
      var started = System.nanoTime();
      for (var kill = 0; kill < 6; kill++) {
        nodes.kill();
      }
      nodes.work();
      check(library, nodes, 0, started);
    }
  }

  @Test
  void nothingAcknowledgedIsLostAndNothingIsDoubledWhenPostgresqlIsStoppedAtOnce()
      throws Exception {
    var cluster = TestPostgres.directoryForAnother();
    var server = TestPostgres.startAnother(cluster, 0);
    try {
      var port = server.port();
      try (var library = library(new TestLibrary(server, database(server), 64));
          var nodes = new HistoryNodes(library, directory, NODES)) {
        var started = System.nanoTime();
        var signals = List.of("QUIT", "KILL", "QUIT");
        for (var signal : signals) {
          nodes.work();
          end(cluster, signal);
          server.close();
          server = TestPostgres.startAnother(cluster, port);
          nodes.kill();
        }
        nodes.work();
        check(library, nodes, signals.size(), started);
      }
    } finally {
      server.close();
      TestPostgres.discard(cluster);
    }
  }

  private static void check(TestLibrary library, HistoryNodes nodes, int stops, long started)
      throws IOException, InterruptedException {
    var checker = new HistoryChecker(library, nodes.end());
    var took = System.nanoTime() - started;
    checker.check();
    assertThat(checker.unknown()).as("somebody was at work at each kill").isPositive();
    System.out.printf(
        "%d clients of %d nodes, %d nodes killed, PostgreSQL stopped %d times: %s; in %.1f s: as the tables say%n",
        nodes.clients(), NODES, nodes.kills(), stops, checker, took / 1e9);
  }

  /** Lets patrons pay more than they owe, so that payments differ in what comes of them. */
  private static TestLibrary library(TestLibrary library) {
    library.set(library.north, "north", Setting.FEE_OVERPAYMENT, "keep-as-credit");
    library.set(library.south, "south", Setting.FEE_OVERPAYMENT, "keep-as-credit");
    return library;
  }

  private static String database(EmbeddedPostgres server) throws SQLException {
    var superuser = server.superuser();
    try (var connection =
            DriverManager.getConnection(
                server.url("postgres"), superuser.user(), superuser.password());
        var statement = connection.createStatement()) {
      statement.execute("create database history");
    }
    return server.url("history");
  }

  /**
   * Ends PostgreSQL with a signal: QUIT as {@code pg_ctl stop -m immediate} does, without
   * checkpoint and farewell; KILL leaves its children to themselves.
   */
  private static void end(Path cluster, String signal) throws IOException, InterruptedException {
    var pid = Long.parseLong(Files.readAllLines(cluster.resolve("data/postmaster.pid")).getFirst());
    Signals.send(signal, pid);
    ProcessHandle.of(pid).ifPresent(p -> p.onExit().join());
  }
}
