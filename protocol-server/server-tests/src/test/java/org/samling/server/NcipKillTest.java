package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.NcipPartner.item;
import static org.samling.server.web.NcipPartner.message;
import static org.samling.server.web.NcipPartner.request;
import static org.samling.server.web.NcipPartner.user;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Work;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.marc.MarcRecordMaker;
import org.samling.server.web.NcipPartner;
import org.samling.testing.LongRun;
import org.samling.testing.OnlyInLongRuns;

/**
 * The server killed in the middle of many AcceptItem and RequestItem: whatever was answered is
 * there, and each that is sent again is done once and answered alike.
 */
@OnlyInLongRuns // in every run CrashTest kills a server that kiosks lend at
class NcipKillTest {

  private static final int MESSAGES = LongRun.times(80, 300);
  private static final int PARTNERS = 8;
  private static final int PATRONS = 50;
  private static final String BRANCH = "DK-799700";
  private static final RecordKey TITLE = new RecordKey("test", "1");

  @Test
  void everyMessageThatComesAgainAfterAKillIsDoneOnceAndAnsweredAlike() throws Exception {
    var config = ServerProcess.configuration();
    fill(config);
    var answered = new ConcurrentHashMap<Integer, String>();
    var first = ServerProcess.start(config);
    try {
      send(first, answered);
    } finally {
      first.process().destroyForcibly().waitFor();
    }
    assertThat(answered).hasSizeBetween(MESSAGES / 4, MESSAGES - 1);

    try (var second = new OpenedServer(config);
        var partner = new NcipPartner(second.listeners.httpPort(), "north-ncip")) {
      for (var i = 0; i < MESSAGES; i++) {
        var answer = answer(partner, i);
        assertThat(answer).doesNotContain("Problem");
        assertThat(answer(partner, i)).isEqualTo(answer);
        if (answered.containsKey(i)) {
          assertThat(answer).isEqualTo(answered.get(i));
        }
      }
    }
    everyOneIsThereOnce(config);
    ServerProcess.delete(config);
  }

  /** Asks again as long as a busy server, or one that just started, has no room in its budget. */
  private static String answer(NcipPartner partner, int i) {
    var answer = partner.ask(message(i));
    while (answer.contains("Temporary Processing Failure")) {
      answer = partner.ask(message(i));
    }
    return answer;
  }

  /** Those of even numbers bring items, the others ask for some. */
  private static String message(int i) {
    return i % 2 == 0
        ? NcipPartner.message(
            "AcceptItem",
            request("r-" + i),
            user(card(i)),
            item(barcode(i)),
            "<ItemOptionalFields><BibliographicDescription><Title>Sult</Title></BibliographicDescription></ItemOptionalFields>")
        : NcipPartner.message(
            "RequestItem", user(Institution.card(library(i))), item("1"), request("b-" + i));
  }

  private static String card(int i) {
    return "20%08d".formatted(i % PATRONS);
  }

  private static String barcode(int i) {
    return "57%08d".formatted(i);
  }

  private static String library(int i) {
    return "DK-71%04d".formatted(i);
  }

  /** Sends with several partners at once, and kills the server when about half is done. */
  private static void send(ServerProcess server, Map<Integer, String> answered)
      throws InterruptedException {
    var done = new AtomicInteger();
    var partners = new ArrayList<Thread>();
    for (var p = 0; p < PARTNERS; p++) {
      var from = p;
      partners.add(
          Thread.ofVirtual()
              .start(() -> {
                try (var partner = new NcipPartner(server.httpPort(), "north-ncip")) {
                  for (var i = from; i < MESSAGES; i += PARTNERS) {
                    answered.put(i, answer(partner, i));
                    if (done.incrementAndGet() == MESSAGES / 2) {
                      server.process().destroyForcibly();
                    }
                  }
                } catch (UncheckedIOException e) {
                  // The server is gone.
                }
              }));
    }
    for (var partner : partners) {
      partner.join();
    }
  }

  private static void everyOneIsThereOnce(Path config) {
    try (var library = Library.open(Configuration.load(config))) {
      var store = library.store();
      var tenant = store.tenants().all().getFirst().id();
      var requests =
          store
              .interlibraryRequests()
              .list(
                  tenant,
                  RequestFilter.inStates(EnumSet.allOf(InterlibraryState.class)),
                  0,
                  2 * MESSAGES);
      assertThat(requests)
          .hasSize(MESSAGES)
          .allSatisfy(request -> assertThat(request.handling().hold()).isNotNull());
      assertThat(requests.stream().map(r -> r.order().reference()).collect(Collectors.toSet()))
          .hasSize(MESSAGES);
      assertThat(requests.stream().filter(r -> r.side() == Side.BORROWING))
          .hasSize(MESSAGES / 2)
          .allSatisfy(request -> {
            var barcode = request.handling().item();
            assertThat(barcode).isNotNull();
            assertThat(store.inquiries().item(tenant, barcode).orElseThrow().status())
                .isEqualTo(ItemStatus.ON_HOLD_SHELF);
          });
      assertThat(
              IntStream.range(0, PATRONS)
                  .map(i -> store.inquiries().patron(tenant, card(i)).orElseThrow().holds().size())
                  .sum())
          .isEqualTo(MESSAGES / 2);
    }
  }

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
                  Account.Protocol.NCIP,
                  "north-ncip",
                  new Secret("secret"),
                  BRANCH,
                  "UTF-8",
                  "009")));
      register.putPartners(tenant, "north-ncip", Set.of(Account.ANY_PARTNER));
      store.catalogue().putRecords(null, List.of(new MarcRecordMaker().make(title())));
      store
          .itemRegister()
          .putItems(
              tenant,
              List.of(
                  new NewItem("1", TITLE, BRANCH, "book", ItemStatus.AVAILABLE, ItemDetails.NONE)));
      var patrons = new ArrayList<NewPatron>();
      IntStream.range(0, PATRONS).forEach(i -> patrons.add(patron(card(i))));
      IntStream.range(0, MESSAGES).forEach(i -> patrons.add(patron(Institution.card(library(i)))));
      store.patronRegister().putPatrons(tenant, patrons);
    }
  }

  private static Work title() {
    return new Work(
        TITLE,
        new Work.Title("Ærø"),
        null,
        List.of(),
        Work.Imprint.of(null),
        null,
        "dan",
        new Work.Subject(null, List.of(), Work.Audience.ADULT),
        Work.Material.BOOK);
  }

  private static NewPatron patron(String card) {
    return new NewPatron(
        card, "Navn", new Membership("adult", BRANCH, "009"), null, Contact.NONE, null, List.of());
  }
}
