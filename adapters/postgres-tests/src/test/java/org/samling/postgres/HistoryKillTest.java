package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.OnlyInLongRuns;

/**
 * Many clients at once, each doing what it likes, while nodes and PostgreSQL are killed; afterwards
 * the tables must tell the story that the clients heard.
 */
@OnlyInLongRuns // in every run HistoryFaultTest ends a primary at once, and CrashTest a server
class HistoryKillTest {

  private static final int NODES = 2;
  private static final int CLIENTS = 8;

  /** The histories, which stay where a test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void nothingAcknowledgedIsLostAndNothingIsDoubledWhenNodesAreKilled() throws Exception {
    try (var library = HistoryTest.library(new TestLibrary());
        var nodes =
            new HistoryNodes(library, directory, NODES, CLIENTS, TestLibrary.ANSWER_WITHIN)) {
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
    var cluster = TestPostgres.newDataDirectory();
    var server = TestPostgres.startAnother(cluster, 0);
    try {
      var port = server.port();
      try (var library =
              HistoryTest.library(new TestLibrary(server, server.url(TestCluster.TEMPLATE), 64));
          var nodes =
              new HistoryNodes(library, directory, NODES, CLIENTS, TestLibrary.ANSWER_WITHIN)) {
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
