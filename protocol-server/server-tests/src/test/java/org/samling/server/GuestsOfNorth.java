package org.samling.server;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.guests.GuestReception;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.routes.jobs.GuestRelay;
import org.samling.routes.jobs.GuestUpkeep;
import org.samling.testing.Kiosk;

/**
 * Patrons of south, their home, borrow at north, the lender, with the card that they have. Both
 * have patrons with the cards A, B, C and X.
 */
abstract class GuestsOfNorth {

  static final String CARD = "2000123456";
  static final String NOBODYS = "2000999999";
  static final Set<Told> EVERYTHING = Set.of(Told.values());

  TestServer server;
  TestLibrary library;
  PostgresStore store;
  TenantId home;
  TenantId lender;
  private Kiosk kiosk;
  private int asked;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    store = library.store;
    home = library.south;
    lender = library.north;
    putPatron(home, CARD, null, Particulars.NONE);
    kiosk = new Kiosk(server.listeners.sip2Port()).login();
  }

  @AfterEach
  void close() {
    kiosk.close();
    server.close();
  }

  void putPatron(TenantId tenant, String card, @Nullable LocalDate born, Particulars particulars) {
    store
        .patronRegister()
        .putPatrons(
            tenant,
            List.of(
                new NewPatron(
                    card,
                    "Hjemme, " + card,
                    new Membership("adult", TestLibrary.MAIN, "009"),
                    new Secret("1234"),
                    new Contact(card + "@example.org", "70123456", "Hjemmevej 1"),
                    born,
                    List.of(),
                    particulars)));
  }

  /** By the server, whose nodes notice within seconds what another accepts. */
  void agree(Set<Told> told) {
    offer(told);
    new ClientCommands(server)
        .run(
            "guest-agreements",
            "accept",
            "south",
            "--category",
            "adult",
            "--child-category",
            "child",
            "--branch",
            TestLibrary.BRANCH)
        .done();
    store.guestReception().looksAnew(lender);
  }

  void offer(Set<Told> told) {
    store.guestAgreements().offer(home, lender, new Terms(told, List.of("2000")), "anna");
  }

  /** The answer to what a kiosk asks, without its date. */
  String ask(String message) {
    asked++;
    return kiosk
        .ask(message.formatted("20260101    %06d".formatted(100_000 + asked)))
        .replaceFirst("\\d{8}    \\d{6}", "");
  }

  String status(String card, String pin) {
    return ask("23009%sAO|AA" + card + "|AC|" + (pin.isEmpty() ? "" : "AD" + pin + "|"));
  }

  String lend(String card, String item) {
    return ask("11YN%1$s" + "20260101    120000AO|AA" + card + "|AB" + item + "|AC|AD1234|");
  }

  CheckoutOutcome lent(String card, String item) {
    return library.submit(TestLibrary.checkout(lender, card, item));
  }

  GuestRelay relay() {
    return new GuestRelay(
        store.tenants(),
        store.guests(),
        store.patronsElsewhere(),
        store.guestReception(),
        Duration.ofMinutes(1),
        _ -> {});
  }

  /** Ends what is over, as the job does. */
  void upkeep() {
    new GuestUpkeep(
            store.tenants(),
            store.guests(),
            store.patronsElsewhere(),
            store.guestReception(),
            store.personalData(),
            Duration.ofHours(1),
            _ -> {})
        .run();
  }

  /** More time passes than that for which something told counts as known. */
  void later() {
    library.asSuperuser(
        "update guest set told_at = told_at - interval '%d seconds'; update patron_elsewhere set introduced_at = introduced_at - interval '1 hour'"
            .formatted(GuestReception.FRESH.toSeconds()));
  }

  void atHome(PatronCommand command) {
    library.submit(command);
  }

  void block(BlockCode code) {
    atHome(
        new PatronCommand.BlockPatron(
            TestLibrary.origin(home, UUID.randomUUID(), TestLibrary.MAIN),
            new PatronName.Identifier(CARD),
            code,
            null,
            null,
            false));
  }

  String guest(String column) {
    return library.text(
        lender,
        "select coalesce(p.%s::text, '-') from patron p join guest g on g.tenant_id = p.tenant_id and g.patron_id = p.id"
            .formatted(column));
  }

  long guests() {
    return library.count(lender, "select count(*) from guest");
  }

  long elsewhere() {
    return library.count(home, "select count(*) from patron_elsewhere");
  }
}
