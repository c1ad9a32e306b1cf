package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.ThousandLoans.barcode;
import static org.samling.server.ThousandLoans.card;
import static org.samling.server.ThousandLoans.fill;
import static org.samling.server.ThousandLoans.loans;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.server.z3950.Z3950Client;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;
import org.samling.testing.OnlyInLongRuns;
import org.samling.testing.TestDirectories;

/**
 * Two nodes on one database, a process and one in this JVM, are restarted one after the other while
 * kiosks lend and take back and other libraries search: nothing that was acknowledged is lost, and
 * nobody meets another error than a connection that ends.
 */
@OnlyInLongRuns // in every run SignalTest stops a server in the middle of its answers, and
// FailoverTest has two nodes
class RollingRestartTest {

  private static final int KIOSKS = 6;
  private static final int SEARCHERS = 2;
  private static final int ITEMS = 120;

  /**
   * Milliseconds between what a client does: in a usual run the machine is left to those that
   * start.
   */
  private static final int REST = LongRun.times(150, 5);

  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicInteger reconnects = new AtomicInteger();
  private final AtomicInteger searches = new AtomicInteger();
  private final AtomicInteger messages = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Set<String> lent = ConcurrentHashMap.newKeySet();

  @Test
  void aRollingRestartUnderLoadLosesNothingAndIsNoticedAsAReconnectOnly() throws Exception {
    var url = TestPostgres.copyDatabase(TestCluster.TEMPLATE);
    var first = ExternalDatabase.configuration(url);
    fill(first);
    var ports = List.of(freePort(), freePort());
    var z3950 = List.of(freePort(), freePort());
    listenOn(first, ports.getFirst(), z3950.getFirst());
    var second = another(first, ports.getLast(), z3950.getLast());
    var load = new ArrayList<Thread>();
    var one = ServerProcess.start(first);
    var other = new OpenedServer(second);
    try {
      for (var port : z3950) {
        untilFound(port);
      }
      for (var k = 0; k < KIOSKS; k++) {
        load.add(start(new LendingKiosk(ports, k)));
      }
      for (var s = 0; s < SEARCHERS; s++) {
        load.add(start(new Searcher(z3950, s)));
      }
      work();
      stop(one);
      work();
      one = ServerProcess.start(first);
      work();
      other.close();
      work();
      other = new OpenedServer(second);
      work();
      enough.set(true);
      for (var client : load) {
        client.join();
      }
      assertThat(wrong).isEmpty();
      assertThat(reconnects.get()).as("they were thrown out").isPositive();
      assertThat(loans(one.port())).containsExactlyInAnyOrderElementsOf(lent).isNotEmpty();
      assertThat(loans(other.listeners.sip2Port())).containsExactlyInAnyOrderElementsOf(lent);
    } finally {
      enough.set(true);
      other.close();
      stop(one);
    }
    ServerProcess.delete(first);
    ServerProcess.delete(second);
  }

  private static Thread start(Runnable client) {
    return Thread.ofVirtual().start(client);
  }

  /** Lets clients do a good deal of work. */
  private void work() throws InterruptedException {
    var until = messages.get() + LongRun.times(50, 300);
    var searched = searches.get() + LongRun.times(8, 20);
    while ((messages.get() < until || searches.get() < searched) && wrong.isEmpty()) {
      Thread.sleep(10);
    }
  }

  private static void stop(ServerProcess node) throws InterruptedException {
    node.process().destroy();
    assertThat(node.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(node.process().exitValue()).as("SIGTERM").isEqualTo(143);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void listenOn(Path config, int sip2, int z3950) throws IOException {
    Files.writeString(
        config,
        Files.readString(config)
            .replace("sip2:\n  host: 127.0.0.1\n  port: 0", "sip2:\n  drain: 1s\n  port: " + sip2)
            .replace("z3950:\n  port: 0", "z3950:\n  port: " + z3950));
  }

  /** A second node: the same database and keys, and an index of its own. */
  private static Path another(Path first, int sip2, int z3950) throws IOException {
    var directory = TestDirectories.temporary();
    var config = directory.resolve("samling.yaml");
    Files.writeString(
        config,
        Files.readString(first)
            .replaceFirst(
                "keys: .*",
                "keys: \"" + first.resolveSibling("library").resolve("keys.properties") + "\"")
            .replaceFirst("  port: [1-9]\\d*", "  port: " + sip2)
            .replaceFirst("z3950:\n  port: \\d+", "z3950:\n  port: " + z3950));
    return config;
  }

  private static void untilFound(int port) throws InterruptedException {
    try (var client = new Z3950Client(port).init()) {
      while (client.hits("north", "Ærø") == 0) {
        Thread.sleep(20);
      }
    }
  }

  /** A client that goes to the other node when its connection ends. */
  private abstract class Client<C extends AutoCloseable> implements Runnable {
    private final List<Integer> ports;
    private int node;
    private @Nullable C connection;

    Client(List<Integer> ports, int node) {
      this.ports = ports;
      this.node = node;
    }

    abstract C connect(int port);

    abstract void work() throws InterruptedException;

    /** Asks as often as it takes to hear an answer. */
    String ask(Function<C, String> question) throws InterruptedException {
      while (true) {
        try {
          var open = connection;
          if (open == null) {
            open = connect(ports.get(node % ports.size()));
            connection = open;
          }
          return question.apply(open);
        } catch (UncheckedIOException e) {
          reconnects.incrementAndGet();
          leave();
          node++;
          Thread.sleep(20);
        }
      }
    }

    private void leave() {
      var open = connection;
      connection = null;
      try {
        if (open != null) {
          open.close();
        }
      } catch (Exception e) {
        wrong.add("a connection can't be closed: " + e);
      }
    }

    @Override
    public void run() {
      try {
        while (!enough.get() && wrong.isEmpty()) {
          work();
        }
      } catch (RuntimeException | InterruptedException e) {
        wrong.add(e.toString());
      } finally {
        leave();
      }
    }
  }

  /** Lends its own items, and takes every third back. */
  private final class LendingKiosk extends Client<Kiosk> {
    private final int first;
    private int moment;

    LendingKiosk(List<Integer> ports, int first) {
      super(ports, first);
      this.first = first;
    }

    @Override
    Kiosk connect(int port) {
      return new Kiosk(port).login();
    }

    @Override
    void work() throws InterruptedException {
      for (var i = first; i < ITEMS && !enough.get() && wrong.isEmpty(); i += KIOSKS) {
        var item = barcode(i);
        if (!lent.contains(item)) {
          expect(
              "121",
              "11NN%s                  AO|AA%s|AB%s|AC|".formatted(time(), card(i % 100), item));
          lent.add(item);
        }
        if (moment % 3 == 0 || lent.size() > ITEMS * 3 / 4) {
          var now = time();
          expect("101", "09N%s%sAP|AO|AB%s|AC|".formatted(now, now, item));
          lent.remove(item);
        }
        expect("98", "9900802.00");
        Thread.sleep(REST);
      }
    }

    /** No two messages of a kiosk are of one second: the same message is a repetition. */
    private String time() {
      moment++;
      return "20260101    %02d%02d%02d"
          .formatted(moment / 3600 % 24, moment / 60 % 60, moment % 60);
    }

    private void expect(String begin, String message) throws InterruptedException {
      var reply = ask(kiosk -> kiosk.ask(message));
      messages.incrementAndGet();
      if (!reply.startsWith(begin)) {
        wrong.add(message + " was answered with " + reply);
      }
    }
  }

  /** Another library that searches. */
  private final class Searcher extends Client<Z3950Client> {

    Searcher(List<Integer> ports, int node) {
      super(ports, node);
    }

    @Override
    Z3950Client connect(int port) {
      return new Z3950Client(port).init();
    }

    @Override
    void work() throws InterruptedException {
      var hits = ask(client -> Long.toString(client.hits("north", "Ærø")));
      searches.incrementAndGet();
      if (!hits.equals("1")) {
        wrong.add("a search found " + hits);
      }
      Thread.sleep(REST);
    }
  }
}
