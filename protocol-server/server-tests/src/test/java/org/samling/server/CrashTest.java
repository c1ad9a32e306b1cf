package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.ThousandLoans.CHECKOUTS;
import static org.samling.server.ThousandLoans.barcode;
import static org.samling.server.ThousandLoans.card;
import static org.samling.server.ThousandLoans.fill;
import static org.samling.server.ThousandLoans.frame;
import static org.samling.server.ThousandLoans.loans;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;

/**
 * The server killed in the middle of a thousand checkouts, on the real command line with its
 * embedded database: every loan that a kiosk was told of is there afterwards, none is there twice,
 * and a kiosk that asks again gets the reply it missed. What is started after the kill, on what it
 * left, runs in this JVM.
 */
class CrashTest {

  private static final int KIOSKS = 8;

  /** A loan of its own, by a unit that would renew, of which the reply is lost. */
  private static final int LOST = CHECKOUTS - 1;

  private static final String LOST_LOAN = frame(LOST).replace("11NN", "11YN");

  private static final Map<String, String> ACKNOWLEDGED = new ConcurrentHashMap<>();
  private static Path config;
  private static OpenedServer second;

  @BeforeAll
  static void killTheServerInTheMiddleAndStartAnother() throws Exception {
    config = ServerProcess.configuration();
    fill(config);
    var first = ServerProcess.start(config);
    try (var unit = new Kiosk(first.port()).login();
        var other = new Kiosk(first.port()).login()) {
      unit.send(LOST_LOAN + "\r");
      // Committed: another sees it. The unit has not read its reply, and never will.
      Eventually.holds(
          "the loan is made", () -> loanOf(other, LOST).contains("|AU" + barcode(LOST) + "|"));
      lend(first);
    } finally {
      first.process().destroyForcibly().waitFor();
    }
    second = new OpenedServer(config);
  }

  @AfterAll
  static void close() throws Exception {
    second.close();
    try (var files = Files.walk(Objects.requireNonNull(config.getParent()))) {
      assertThat(files.filter(f -> f.endsWith("postmaster.pid"))).isEmpty();
    }
    ServerProcess.delete(config);
  }

  @Test
  void everyAcknowledgedLoanSurvivesAKillAndNoneIsThereTwice() {
    assertThat(ACKNOWLEDGED.size()).isBetween(CHECKOUTS / 4, CHECKOUTS - 2);
    var port = second.listeners.sip2Port();
    assertThat(loans(port)).containsAll(ACKNOWLEDGED.keySet()).doesNotHaveDuplicates();
    try (var kiosk = new Kiosk(port).login()) {
      for (var i = 0; i < LOST; i++) {
        var reply = kiosk.ask(frame(i));
        assertThat(reply).startsWith("121");
        var before = ACKNOWLEDGED.get(barcode(i));
        if (before != null) {
          assertThat(reply).isEqualTo(before);
        }
      }
    }
    assertThat(loans(port)).hasSize(CHECKOUTS).doesNotHaveDuplicates();
  }

  @Test
  void aLoanWhoseReplyWasLostInACrashIsToldOfAgainAndMadeOnce() {
    var port = second.listeners.sip2Port();
    try (var unit = new Kiosk(port).login();
        var again = new Kiosk(port).login()) {
      var reply = unit.ask(LOST_LOAN);
      assertThat(reply).as("lent, and not renewed").startsWith("121NUY");
      assertThat(again.ask(LOST_LOAN)).isEqualTo(reply);
      assertThat(loans(port)).containsOnlyOnce(barcode(LOST));
    }
  }

  private static String loanOf(Kiosk kiosk, int i) {
    return kiosk.ask("6300920260101    120000  Y       AO|AA%s|".formatted(card(i % 100)));
  }

  /** Lends with several kiosks at once and kills the server when about half is done. */
  private static void lend(ServerProcess server) throws InterruptedException {
    var done = new AtomicInteger();
    var kiosks = new ArrayList<Thread>();
    for (var k = 0; k < KIOSKS; k++) {
      var first = k;
      kiosks.add(
          Thread.ofVirtual()
              .start(() -> {
                try (var kiosk = new Kiosk(server.port()).login()) {
                  for (var i = first; i < LOST; i += KIOSKS) {
                    var reply = kiosk.ask(frame(i));
                    if (reply.startsWith("121")) {
                      ACKNOWLEDGED.put(barcode(i), reply);
                    }
                    if (done.incrementAndGet() == CHECKOUTS / 2) {
                      server.process().destroyForcibly();
                    }
                  }
                } catch (UncheckedIOException e) {
                  // The server is gone.
                }
              }));
    }
    for (var kiosk : kiosks) {
      kiosk.join();
    }
  }
}
