package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Work;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.marc.MarcRecordMaker;
import org.samling.server.config.Configuration;

/**
 * The server killed in the middle of a thousand checkouts, on the real command line with its
 * embedded database: every loan that a kiosk was told of is there afterwards, none is there twice,
 * and a kiosk that asks again gets the reply it missed.
 */
class CrashTest {

  private static final int CHECKOUTS = 1_000;
  private static final int KIOSKS = 8;
  private static final String BRANCH = "DK-799700";

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
      assertThat(loans(second)).containsAll(acknowledged.keySet()).doesNotHaveDuplicates();
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
      assertThat(loans(second)).hasSize(CHECKOUTS).doesNotHaveDuplicates();
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
      assertThat(loans(second)).containsExactly(barcode(1));
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

  private static String frame(int i) {
    return "11NN20260101    120000                  AO|AA%s|AB%s|AC|AY%dAZ"
        .formatted(card(i % 100), barcode(i), i % 10);
  }

  private static String barcode(int i) {
    return "39%08d".formatted(i);
  }

  private static String card(int i) {
    return "20%08d".formatted(i);
  }

  /** The barcodes that patrons have on loan, as the kiosk sees them. */
  private static List<String> loans(ServerProcess server) {
    var loans = new ArrayList<String>();
    try (var kiosk = new Kiosk(server.port()).login()) {
      for (var i = 0; i < 100; i++) {
        var reply = kiosk.ask("6300920260101    120000  Y       AO|AA%s|".formatted(card(i)));
        var fields = reply.split("\\|", -1);
        for (var field : fields) {
          if (field.startsWith("AU")) {
            loans.add(field.substring(2));
          }
        }
      }
    }
    return loans;
  }

  /** A library with a hundred patrons and a thousand items. */
  private static void fill(Path config) {
    try (var library = Library.open(Configuration.load(config))) {
      var store = library.store();
      var register = store.libraryRegister();
      var tenant =
          register
              .putTenant(
                  "north",
                  "North",
                  ZoneId.of("Europe/Copenhagen"),
                  Currency.getInstance("DKK"),
                  false)
              .id();
      register.putItemCategories(
          tenant, List.of(new ItemCategory("book", "Bog", "001", true, 30, 1)));
      register.putPatronCategories(
          tenant, List.of(new PatronCategory("adult", "Voksen", 100, 10, 0)));
      register.putAgencies(
          tenant, List.of(new Agency("799700", Agency.Kind.PUBLIC, BRANCH, null, "North")));
      register.putBranches(
          tenant,
          List.of(new Branch(BRANCH, "799700", Set.of(), "Main", BranchCalendar.ALWAYS_OPEN)));
      register.putAccounts(
          tenant,
          List.of(
              new NewAccount(
                  Account.Protocol.SIP2,
                  "north-kiosk",
                  new Secret("secret"),
                  BRANCH,
                  "UTF-8",
                  "009")));
      var title = new RecordKey("test", "1");
      store
          .catalogue()
          .putRecords(
              null,
              List.of(
                  new MarcRecordMaker()
                      .make(
                          new Work(
                              title,
                              "Ærø",
                              null,
                              null,
                              List.of(),
                              null,
                              null,
                              null,
                              null,
                              null,
                              null,
                              "dan",
                              null,
                              null,
                              null,
                              List.of(),
                              Work.Audience.ADULT,
                              Work.Material.BOOK))));
      store
          .itemRegister()
          .putItems(
              tenant,
              IntStream.range(0, CHECKOUTS)
                  .mapToObj(i -> NewItem.plain(barcode(i), title, BRANCH, "book"))
                  .toList());
      store
          .patronRegister()
          .putPatrons(
              tenant,
              IntStream.range(0, 100)
                  .mapToObj(i ->
                      new NewPatron(
                          card(i),
                          "Låner, " + i,
                          "adult",
                          BRANCH,
                          null,
                          "009",
                          null,
                          null,
                          null,
                          null,
                          null,
                          List.of()))
                  .toList());
    }
  }
}
