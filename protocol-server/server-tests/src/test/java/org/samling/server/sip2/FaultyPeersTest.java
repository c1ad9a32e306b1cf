package org.samling.server.sip2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.samling.server.Heap;
import org.samling.server.tcp.TcpLimits;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;
import org.samling.testing.TcpProxy;

/** Peers that vanish, reset, do not read or stay silent cost neither sockets nor memory. */
class FaultyPeersTest {

  private static final String POLL = "9900802.00";

  private static final int MEBIBYTE = 1 << 20;

  /** Files that a running virtual machine opens and closes of its own accord. */
  private static final int OTHER_FILES = 10;

  private static TestSip2Server server(int connections, Duration idle) {
    return new TestSip2Server(
        new TcpLimits(connections, Duration.ofMinutes(1), idle, Duration.ofSeconds(1)),
        8_192,
        Path.of("target", "no-wire-log"));
  }

  private static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  private static void allIsFreed(TestSip2Server server, long filesBefore) {
    Eventually.holds("no connection is left", () -> server.connections() == 0);
    Eventually.holds(
        "sockets are freed: %d files were open".formatted(filesBefore),
        () -> openFiles() <= filesBefore + OTHER_FILES);
  }

  @Test
  void peerThatVanishedIsReapedByTheIdleTimerAndItsSocketFreed() throws IOException {
    try (var server = server(100, Duration.ofSeconds(1));
        var network = TcpProxy.before(server.port())) {
      var before = openFiles();
      var kiosks = new ArrayList<Kiosk>();
      for (var i = 0; i < 40; i++) {
        kiosks.add(new Kiosk(network.port()).login());
      }
      network.swallow(); // neither side hears of the other any more, and no connection ends
      for (var kiosk : kiosks) {
        kiosk.send(POLL + "\r");
      }
      Eventually.holds("all are reaped", () -> server.connections() == 0);
      kiosks.forEach(Kiosk::close);
      allIsFreed(server, before);
    }
  }

  @Test
  void resetsAfterAHalfCloseLeaveNoConnectionAndNoBusyThread() throws IOException {
    try (var server = server(LongRun.times(600, 10_000), Duration.ofMinutes(10))) {
      var before = openFiles();
      for (var i = 0; i < LongRun.times(100, 10_000); i++) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
          socket.getOutputStream().write((POLL + "\r").getBytes(US_ASCII));
          socket.shutdownOutput();
          if (i % 2 == 0) {
            assertThat(socket.getInputStream().read())
                .as("a reply, or the end")
                .isIn((int) '9', -1);
          }
          socket.setSoLinger(true, 0); // what closes it is a reset
        }
      }
      allIsFreed(server, before);
      Eventually.holds("event loops are idle", FaultyPeersTest::areEventLoopsIdle);
      try (var kiosk = new Kiosk(server.port()).login()) {
        assertThat(kiosk.ask(POLL)).startsWith("98");
      }
    }
  }

  /** Whether they take less than a fourth of a processor for a moment; one that spins does not. */
  private static boolean areEventLoopsIdle() {
    var moment = Duration.ofMillis(40);
    var before = eventLoopTime();
    try {
      Thread.sleep(moment);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return eventLoopTime() - before < moment.toNanos() / 4;
  }

  private static long eventLoopTime() {
    var threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(Objects::nonNull)
        .filter(thread -> thread.getThreadName().contains("EventLoopGroup"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum();
  }

  @Test
  void kioskThatNeverReadsItsRepliesIsClosedAndNothingPilesUpForIt() throws Exception {
    try (var server = server(10, Duration.ofMinutes(10));
        var other = new Kiosk(server.port()).login();
        var socket = new Socket()) {
      socket.setSendBufferSize(65_536);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      var deaf = new Kiosk(socket).login();
      var before = Heap.used();
      var sent = new AtomicLong();
      var sender = Thread.startVirtualThread(() -> sendUntilClosed(socket, sent));

      var seen = new AtomicLong(-1);
      Eventually.holds("no more is read of it", () -> seen.getAndSet(sent.get()) == sent.get());
      Heap.atMost(before + 4 * MEBIBYTE);
      assertThat(other.ask("1720260101    120000AO|AB1|")).contains("|AB1|");

      Eventually.holds("it is closed", () -> server.connections() == 1);
      assertThat(sender.join(Duration.ofSeconds(10))).as("it is told").isTrue();
      assertThat(sent.get()).as("what was taken of it").isLessThan(16L * MEBIBYTE);
      deaf.close();
    }
  }

  private static void sendUntilClosed(Socket socket, AtomicLong sent) {
    var polls = (POLL + "\r").repeat(100).getBytes(US_ASCII);
    try {
      while (sent.get() < 64L * MEBIBYTE) {
        socket.getOutputStream().write(polls);
        sent.addAndGet(polls.length);
      }
    } catch (IOException _) {
      // The server has closed it.
    }
  }

  @Test
  void idleKioskTakesAtMostTenKilobytesOfTheHeap() {
    var count = LongRun.times(300, 8_000);
    try (var server = server(count + 1, Duration.ofMinutes(10));
        var probe = new Kiosk(server.port()).login()) {
      for (var i = 0; i < 20; i++) {
        new Kiosk(server.port()).login().close();
      }
      var before = Heap.used();
      var kiosks = new ArrayList<Kiosk>(count);
      for (var i = 0; i < count; i++) {
        kiosks.add(new Kiosk(server.port()).login());
      }
      assertThat(server.connections()).isGreaterThan(count);
      Heap.atMost(before + count * 10_000L);
      assertThat(probe.ask("1720260101    120000AO|AB1|")).contains("|AB1|");
      kiosks.forEach(Kiosk::close);
    }
  }
}
