package org.samling.server.console.daily;

import static org.samling.postgres.TestLibrary.MAIN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** The library of the walk, to which each task adds what it needs. */
final class Day {

  final TestServer server;
  final String locale;
  final TestLibrary library;
  final TenantId north;
  private int number;

  Day(TestServer server, String locale) {
    this.server = server;
    this.locale = locale;
    library = server.library;
    north = library.north;
  }

  Origin at(TenantId tenant, String branch) {
    return TestLibrary.origin(tenant, UUID.randomUUID(), branch);
  }

  /** A new title, which can be found by the name. */
  RecordKey title(String name) {
    number++;
    var key = new RecordKey("d", "%d".formatted(number));
    server.put(null, List.of(TestLibrary.record(key, name)));
    return key;
  }

  /** A new copy of a new title at a branch. */
  String copy(String branch) {
    return copy(north, title("Titel"), branch, null);
  }

  String copy(TenantId tenant, RecordKey title, String branch, @Nullable Enumeration issue) {
    number++;
    var barcode = "31%08d".formatted(number);
    library
        .store
        .itemRegister()
        .putItems(
            tenant,
            List.of(
                new NewItem(
                    barcode,
                    title,
                    branch,
                    "book",
                    ItemStatus.AVAILABLE,
                    ItemDetails.builder()
                        .location("Voksen")
                        .price(24_900L)
                        .enumeration(issue)
                        .build())));
    return barcode;
  }

  /** A new patron with a card, of the main branch. */
  String patron(String name) {
    number++;
    return patron(north, "20%08d".formatted(number), name, MAIN, PatronKind.PERSON);
  }

  String patron(TenantId tenant, String card, String name, String branch, PatronKind kind) {
    library
        .store
        .patronRegister()
        .putPatrons(
            tenant,
            List.of(
                new NewPatron(
                    card,
                    name,
                    new Membership("adult", branch, "009"),
                    null,
                    new Contact(card + "@example.org"),
                    null,
                    List.of(),
                    Particulars.of(kind, List.of(), null))));
    return card;
  }

  /** Lends an item five days ago. */
  void lend(String card, String item) {
    var then = Instant.now().minus(Duration.ofDays(5));
    library.submit(
        new LoanCommand.Checkout(
            at(north, MAIN), card, item, false, new LoanCommand.AsRecorded(then, null, 0)));
  }

  UUID hold(String card, RecordKey title, String pickup) {
    var placed = library.submit(TestLibrary.hold(north, card, title, pickup));
    return ((HoldOutcome.Placed) placed).holdId();
  }

  void checkIn(String item, String branch) {
    library.submit(TestLibrary.checkin(north, item, branch));
  }

  void charge(String card, long amount) {
    library.submit(
        new FeeCommand.ChargeFee(
            at(north, MAIN), card, FeeType.DAMAGE, amount, null, "kaffe", Instant.now()));
  }

  /** A hold that waits on the hold shelf, and is over. */
  String expiredOnShelf() {
    var title = title("Ikke hentet");
    var item = copy(north, title, MAIN, null);
    var card = patron("Holm, Mads");
    var hold = hold(card, title, MAIN);
    checkIn(item, MAIN);
    library.asSuperuser(
        "update hold set pickup_until = now() - interval '1 hour' where id = '%s'".formatted(hold));
    library.submit(new HoldCommand.ExpireHold(at(north, MAIN), card, hold));
    return item;
  }

  ItemState item(String barcode) {
    return library.store.inquiries().item(north, barcode).orElseThrow();
  }

  PatronAccount account(String card) {
    return library.store.inquiries().patron(north, card).orElseThrow();
  }

  /** The first column of what a query in the first tenant finds, in its order. */
  List<String> texts(String sql) {
    return library.texts(north, sql);
  }

  /** What a patron owes, in øre. */
  String owed(String card) {
    return library.text(
        north,
        "select coalesce(sum(amount), 0) from ledger_entry where patron_id = (select patron_id from patron_identifier where value = '%s')"
            .formatted(card));
  }
}
