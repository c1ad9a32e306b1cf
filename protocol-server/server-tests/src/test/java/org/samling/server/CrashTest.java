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
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.samling.testing.Kiosk;

/**
 * The server killed in the middle of a thousand checkouts, on the real command line with its
 * embedded database: every loan that a kiosk was told of is there afterwards, none is there twice,
 * and a kiosk that asks again gets the reply it missed.
 */
class CrashTest {

  private static final int KIOSKS = 8;

  @Test
  void everyAcknowledgedLoanSurvivesAKillAndNoneIsThereTwice() throws Exception {
    var config = ServerProcess.configuration();
    var directory = config.getParent();
    fill(config);

    var acknowledged = new ConcurrentHashMap<String, String>();
    var first = ServerProcess.start(config);
    try {
      lend(first, acknowledged);
    } finally {
      first.process().destroyForcibly().waitFor();
    }
    assertThat(acknowledged.size()).isBetween(CHECKOUTS / 4, CHECKOUTS - 1);

    var second = ServerProcess.start(config);
    try {
      assertThat(loans(second.port())).containsAll(acknowledged.keySet()).doesNotHaveDuplicates();
      try (var kiosk = new Kiosk(second.port()).login()) {
        for (var i = 0; i < CHECKOUTS; i++) {
          var reply = kiosk.ask(frame(i));
          assertThat(reply).startsWith("121");
          var before = acknowledged.get(barcode(i));
          if (before != null) {
            assertThat(reply).isEqualTo(before);
          }
        }
      }
      assertThat(loans(second.port())).hasSize(CHECKOUTS).doesNotHaveDuplicates();
    } finally {
      second.process().destroy();
      assertThat(second.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    try (var files = Files.walk(directory)) {
      assertThat(files.filter(f -> f.endsWith("postmaster.pid"))).isEmpty();
    }
    ServerProcess.delete(config);
  }

  @Test
  void aLoanWhoseReplyWasLostInACrashIsToldOfAgainAndMadeOnce() throws Exception {
    var config = ServerProcess.configuration();
    fill(config);
    var loan = frame(1).replace("11NN", "11YN"); // a unit that would renew
    var first = ServerProcess.start(config);
    try (var unit = new Kiosk(first.port()).login();
        var other = new Kiosk(first.port()).login()) {
      unit.send(loan + "\r");
      // Committed: another sees it. The unit has not read its reply, and never will.
      while (!loanOf(other, 1).contains("|AU" + barcode(1) + "|")) {
        Thread.sleep(5);
      }
    } finally {
      first.process().destroyForcibly().waitFor();
    }

    var second = ServerProcess.start(config);
    try (var unit = new Kiosk(second.port()).login();
        var again = new Kiosk(second.port()).login()) {
      var reply = unit.ask(loan);
      assertThat(reply).as("lent, and not renewed").startsWith("121NUY");
      assertThat(again.ask(loan)).isEqualTo(reply);
      assertThat(loans(second.port())).containsExactly(barcode(1));
    } finally {
      second.process().destroy();
      assertThat(second.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    ServerProcess.delete(config);
  }

  private static String loanOf(Kiosk kiosk, int i) {
    return kiosk.ask("6300920260101    120000  Y       AO|AA%s|".formatted(card(i % 100)));
  }

  /** Lends with several kiosks at once and kills the server when about half is done. */
  private static void lend(ServerProcess server, Map<String, String> acknowledged)
      throws InterruptedException {
    var done = new AtomicInteger();
    var kiosks = new ArrayList<Thread>();
    for (var k = 0; k < KIOSKS; k++) {
      var first = k;
      kiosks.add(
          Thread.ofVirtual()
              .start(() -> {
                try (var kiosk = new Kiosk(server.port()).login()) {
                  for (var i = first; i < CHECKOUTS; i += KIOSKS) {
                    var reply = kiosk.ask(frame(i));
                    if (reply.startsWith("121")) {
                      acknowledged.put(barcode(i), reply);
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
