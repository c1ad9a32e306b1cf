package org.samling.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.samling.postgres.TestLibrary;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;

/** While passwords and PINs are hashed as fast as it goes, everything else is answered. */
class PasswordFloodTest {

  private static final int ADDRESSES = 30;
  private static final int GUESSES_OF_EACH = 10;
  private static final String ITEM = "1720260101    120000AO|AB1|";

  @TempDir private Path directory;

  /** The test library's keys, by which a hash costs so many passes over 19 MiB. */
  private Path keys(int passes) throws IOException {
    var cheap = Files.readString(TestLibrary.keys());
    var costly =
        cheap
            .replace("argon2.memory-kib=8", "argon2.memory-kib=19456")
            .replace("argon2.passes=1", "argon2.passes=" + passes);
    assertThat(costly).isNotEqualTo(cheap);
    return Files.writeString(directory.resolve("keys.properties"), costly);
  }

  private static double waiting(TestServer server, String share) {
    var line = "samling_hashing_waiting{share=\"%s\"} ".formatted(share);
    return server
        .metrics()
        .lines()
        .filter(l -> l.startsWith(line))
        .mapToDouble(l -> Double.parseDouble(l.substring(line.length())))
        .sum();
  }

  private static HttpRequest guess(TestServer server, String path, int number) {
    var login = ("guess-%d:wrong".formatted(number)).getBytes(UTF_8);
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path))
        .header("authorization", "Basic " + Base64.getEncoder().encodeToString(login))
        .build();
  }

  @Test
  void everythingElseIsAnsweredWhileHundredsOfWrongLoginsArePending() throws Exception {
    var clients = new ArrayList<HttpClient>();
    try (var server =
            TestServer.withKeys(keys(1), "{hashing: {threads: 1, queue: 1000, deadline: 60s}}");
        var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      for (var i = 0; i < ADDRESSES; i++) {
        var address = InetAddress.ofLiteral("127.0.9." + (i + 1));
        var client = HttpClient.newBuilder().localAddress(address).build();
        clients.add(client);
        for (var n = 0; n < GUESSES_OF_EACH; n++) {
          var path = n % 2 == 0 ? "/sru/north?operation=explain" : "/rest/v1/offline-transactions";
          var _ =
              client.sendAsync(
                  guess(server, path, i * GUESSES_OF_EACH + n), BodyHandlers.discarding());
        }
      }
      Eventually.holds("150 logins wait", () -> waiting(server, "login") >= 150);

      assertThat(kiosk.ask("9900802.00")).startsWith("98Y");
      assertThat(kiosk.ask(ITEM)).startsWith("18");
      assertThat(kiosk.ask("1720260101    120001AO|AB2|")).startsWith("18");
      assertThat(kiosk.ask("6300020260101    120000          AO|AAA|AC|AD1234|"))
          .as("a PIN waits for its own share only")
          .contains("|CQY");
      assertThat(kiosk.ask("11YN20260101    120000                  AO|AAA|AB1|AC|AD1234|"))
          .startsWith("121");
      try (var another = new Kiosk(server.listeners.sip2Port())) {
        assertThat(another.ask("9300CNnorth-kiosk|COsecret|"))
            .as("a password that is known to be right")
            .isEqualTo("941");
      }
      assertThat(ready(server).statusCode()).isEqualTo(200);
      assertThat(waiting(server, "login")).as("logins that are pending yet").isGreaterThan(50);
      clients.forEach(HttpClient::shutdownNow);
    } finally {
      clients.forEach(HttpClient::shutdownNow);
    }
  }

  private static HttpResponse<Void> ready(TestServer server) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri =
          URI.create("http://127.0.0.1:%d/health/ready".formatted(server.listeners.httpPort()));
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    }
  }

  /** Five hundred a second are asked for by a hundred kiosks, for cards that nobody has. */
  @Test
  void fiveHundredPinChecksASecondStopNoOtherTraffic(TestReporter report) throws Exception {
    var kiosks = LongRun.times(20, 100);
    var each = LongRun.times(1, 30);
    var questions = LongRun.times(50, 3_000);
    try (var server =
            TestServer.withKeys(
                keys(LongRun.times(1, 2)), "{pins: {per-account: 100000, per-address: 100000}}");
        var other = new Kiosk(server.listeners.sip2Port()).login()) {
      ask(other, questions); // compiled, and in every cache
      var quiet = ask(other, questions);
      var answered = new AtomicInteger();
      var over = new CountDownLatch(kiosks);
      for (var i = 0; i < kiosks; i++) {
        var number = i;
        Thread.startVirtualThread(() -> {
          try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
            answered.addAndGet(checkPins(kiosk, number, each));
          } finally {
            over.countDown();
          }
        });
      }
      var busy = ask(other, questions);
      assertThat(over.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(answered).as("PIN checks that were answered").hasValue(kiosks * each);
      report.publishEntry(
          "p99 of other traffic",
          "%d µs quiet, %d µs while %d PIN checks a second are asked for: %.1f times"
              .formatted(quiet / 1_000, busy / 1_000, 5 * kiosks, (double) busy / quiet));
    }
  }

  /** Asks for a patron five times a second, or as fast as it is answered. */
  private static int checkPins(Kiosk kiosk, int number, int times) {
    for (var n = 0; n < times; n++) {
      var next = System.nanoTime() + Duration.ofMillis(200).toNanos();
      var card = "9%04d%05d".formatted(number, n);
      assertThat(kiosk.ask("6300020260101    120000          AO|AA%s|AC|AD0000|".formatted(card)))
          .startsWith("64");
      var left = next - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
    }
    return times;
  }

  /** The 99th percentile of questions that need no hash, in nanoseconds. */
  private static long ask(Kiosk kiosk, int questions) {
    List<Long> took =
        IntStream.range(0, questions)
            .mapToObj(_ -> {
              var started = System.nanoTime();
              assertThat(kiosk.ask(ITEM)).startsWith("18");
              return System.nanoTime() - started;
            })
            .sorted()
            .toList();
    return took.get(questions * 99 / 100);
  }
}
