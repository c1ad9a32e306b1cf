package org.samling.server;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.exchange.profile.Profiles;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.marc.MarcRecordMaker;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;

/** A library of a hundred patrons, and a checkout of each of its items. */
final class ThousandLoans {

  static final int CHECKOUTS = LongRun.times(120, 1_000);
  private static final String BRANCH = "DK-799700";

  private ThousandLoans() {}

  static String frame(int i) {
    return "11NN20260101    120000                  AO|AA%s|AB%s|AC|AY%dAZ"
        .formatted(card(i % 100), barcode(i), i % 10);
  }

  static String barcode(int i) {
    return "39%08d".formatted(i);
  }

  static String card(int i) {
    return "20%08d".formatted(i);
  }

  /** The barcodes that patrons have on loan, as the kiosk sees them. */
  static List<String> loans(int port) {
    var loans = new ArrayList<String>();
    try (var kiosk = new Kiosk(port).login()) {
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
  static void fill(Path config) {
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
                  true)
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
      register.putProfile(tenant, "north-kiosk", Profiles.changed(null, List.of("preset=staff")));
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
                              new Work.Title("Ærø"),
                              null,
                              List.of(),
                              Work.Imprint.of(null),
                              null,
                              "dan",
                              new Work.Subject(null, List.of(), Work.Audience.ADULT),
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
                          new Membership("adult", BRANCH, "009"),
                          null,
                          Contact.NONE,
                          null,
                          List.of()))
                  .toList());
    }
  }
}
