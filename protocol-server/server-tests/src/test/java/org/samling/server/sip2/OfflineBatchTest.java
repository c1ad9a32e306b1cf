package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.OfflineTransactions.Result;
import org.samling.core.circulation.OfflineTransactions.TransactionFilter;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;

/**
 * What kiosks did while the line was down, told over real connections in any order, twice, comes to
 * what really happened.
 */
class OfflineBatchTest {

  private static final int TRANSACTIONS = LongRun.times(200, 5_000);
  private static final int PATRONS = 300;
  private static final int ITEMS = 400;
  private static final int CONNECTIONS = 32;
  private static final long SEED = 20_260_105;
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final DateTimeFormatter SIP2 = DateTimeFormatter.ofPattern("yyyyMMdd    HHmmss");

  /** What a kiosk did: its message without error detection, the item, and when. */
  private record Done(String message, String item, Instant when) {}

  /** A loan as it really was. */
  private static final class Lent {
    final String patron;
    final Instant from;
    Instant due;
    int renewals;
    @Nullable Instant to;

    Lent(String patron, Instant from, Instant due) {
      this.patron = patron;
      this.from = from;
      this.due = due;
    }

    @Override
    public String toString() {
      return "%s %s-%s due %s renewed %d".formatted(patron, from, to, due, renewals);
    }
  }

  /** A world in which kiosks lend, take back and renew, one thing after another. */
  private static final class World {

    private final Random random = new Random(SEED);
    private final Map<String, List<Lent>> loans = new TreeMap<>();
    private final Map<String, Lent> open = new TreeMap<>();
    private final List<Done> done = new ArrayList<>();
    private Instant now;
    private int waiting;

    World(Instant begin) {
      now = begin;
      while (done.size() < TRANSACTIONS) {
        now = now.plusSeconds(1 + random.nextInt(400));
        step("3%09d".formatted(random.nextInt(ITEMS)), "2%09d".formatted(random.nextInt(PATRONS)));
      }
    }

    private void step(String item, String patron) {
      var loan = open.get(item);
      var what = random.nextInt(100);
      if (loan == null) {
        // Now and then something is returned that nobody has, or renewed.
        if (what < 5) {
          waiting++;
          giveBack(item, null);
        } else if (what < 8) {
          waiting++;
          renew(item, patron, null);
        } else {
          lend(item, patron);
        }
      } else if (what < 60) {
        giveBack(item, loan);
      } else if (what < 85) {
        renew(item, loan.patron, loan);
      } else if (what < 90 && !patron.equals(loan.patron)) {
        waiting++;
        renew(item, patron, null);
      } else {
        lend(item, patron); // a return that no kiosk saw
      }
    }

    private void lend(String item, String patron) {
      var due = now.plus(Duration.ofDays(28));
      var before = open.put(item, new Lent(patron, now, due));
      if (before != null) {
        before.to = now;
      }
      loans.computeIfAbsent(item, _ -> new ArrayList<>()).add(open.get(item));
      done.add(
          new Done(
              "11NY%s%sAO|AA%s|AB%s|AC|".formatted(wire(now), wire(due), patron, item), item, now));
    }

    private void giveBack(String item, @Nullable Lent loan) {
      if (loan != null) {
        loan.to = now;
        open.remove(item);
      }
      done.add(new Done("09Y%s%sAP|AO|AB%s|AC|".formatted(wire(now), wire(now), item), item, now));
    }

    private void renew(String item, String patron, @Nullable Lent loan) {
      var due = now.plus(Duration.ofDays(30));
      if (loan != null) {
        loan.due = due;
        loan.renewals++;
      }
      done.add(
          new Done(
              "29NY%s%sAO|AA%s|AB%s|".formatted(wire(now), wire(due), patron, item), item, now));
    }

    private static String wire(Instant at) {
      return SIP2.format(LocalDateTime.ofInstant(at, ZONE));
    }

    List<String> loans() {
      return loans.entrySet().stream()
          .flatMap(e -> e.getValue().stream().map(lent -> e.getKey() + " " + lent))
          .toList();
    }
  }

  @Test
  void fiveThousandTransactionsToldInAnyOrderAndTwiceComeToWhatHappened() throws Exception {
    System.out.println("offline batch: seed " + SEED);
    var world = new World(Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(20)));
    assertThat(world.now).as("all of it has happened").isBefore(Instant.now());
    try (var server = new TestServer()) {
      server.library.addStock(ITEMS, PATRONS);
      var shuffled = new ArrayList<>(world.done);
      Collections.shuffle(shuffled, new Random(SEED));
      var first = send(server, shuffled, 0);
      var loans = loans(server.library);
      assertThat(loans).isEqualTo(world.loans());

      Collections.shuffle(shuffled, new Random(SEED + 1));
      var second = send(server, shuffled, 5);
      assertThat(second).isEqualTo(first);
      assertThat(loans(server.library)).isEqualTo(loans);
      assertThat(onLoan(server.library)).isEqualTo(List.copyOf(world.open.keySet()));

      var report = server.library.store.offlineTransactions();
      var all = new TransactionFilter(null, null, null, false);
      var told = report.list(server.library.north, all, null, 2 * TRANSACTIONS);
      assertThat(told).hasSize(TRANSACTIONS);
      assertThat(told)
          .as("in the order in which it happened")
          .isSortedAccordingTo(
              Comparator.comparing(
                  OfflineTransactions.ReportedTransaction::when, Comparator.naturalOrder()));
      assertThat(report.counts(server.library.north, all))
          .doesNotContainKey(Result.CONFLICT)
          .containsEntry(Result.WAITING, (long) world.waiting);
    }
  }

  /**
   * Tells it on several connections at once, and gives the replies without their error detection.
   */
  private static Map<String, String> send(TestServer server, List<Done> done, int sequence)
      throws InterruptedException {
    var replies = new ConcurrentHashMap<String, String>();
    var kiosks =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(k ->
                Thread.ofVirtual()
                    .start(() -> {
                      try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
                        for (var i = k; i < done.size(); i += CONNECTIONS) {
                          var message = done.get(i).message();
                          var reply = kiosk.ask(message + "AY" + (sequence + i % 5) + "AZ");
                          replies.put(message, reply.substring(0, reply.lastIndexOf("AY")));
                        }
                      }
                    }))
            .toList();
    for (var kiosk : kiosks) {
      kiosk.join();
    }
    assertThat(replies).as("each is answered").hasSize(done.size());
    assertThat(replies.values())
        .allMatch(r -> r.startsWith("121") || r.startsWith("101") || r.startsWith("301"));
    return replies;
  }

  private static List<String> loans(TestLibrary library) {
    return library.texts(
        library.north,
        """
        select i.barcode || ' ' || n.value || ' ' || to_char(l.lent_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '-'
          || coalesce(to_char(l.returned_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'null') || ' due '
          || to_char(l.due_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' renewed ' || l.renewals
        from loan l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
        left join loan_history h on h.tenant_id = l.tenant_id and h.loan_id = l.id
        join patron_identifier n
          on n.tenant_id = l.tenant_id and n.patron_id = coalesce(l.patron_id, h.patron_id) and n.kind = 'CARD'
        order by i.barcode, l.lent_at
        """);
  }

  private static List<String> onLoan(TestLibrary library) {
    return library.texts(
        library.north, "select barcode from item where status = 'ON_LOAN' order by barcode");
  }
}
