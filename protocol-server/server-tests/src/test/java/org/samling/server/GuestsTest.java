package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Side;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.guests.GuestReception;
import org.samling.core.guests.HomeDesk;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Contact;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronPins.PinChange;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.privacy.Access;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.routes.jobs.GuestRelay;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;

/**
 * Patrons of south, their home, borrow at north, the lender, with the card that they have. Both
 * have patrons with the cards A, B, C and X.
 */
class GuestsTest {

  private static final String CARD = "2000123456";
  private static final String NOBODYS = "2000999999";
  private static final Set<Told> EVERYTHING = Set.of(Told.values());

  private TestServer server;
  private TestLibrary library;
  private PostgresStore store;
  private TenantId home;
  private TenantId lender;
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

  private void putPatron(
      TenantId tenant, String card, @Nullable LocalDate born, Particulars particulars) {
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
  private void agree(Set<Told> told) {
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

  private void offer(Set<Told> told) {
    store.guestAgreements().offer(home, lender, new Terms(told, List.of("2000")), "anna");
  }

  /** The answer to what a kiosk asks, without its date. */
  private String ask(String message) {
    asked++;
    return kiosk
        .ask(message.formatted("20260101    %06d".formatted(100_000 + asked)))
        .replaceFirst("\\d{8}    \\d{6}", "");
  }

  private String status(String card, String pin) {
    return ask("23009%sAO|AA" + card + "|AC|" + (pin.isEmpty() ? "" : "AD" + pin + "|"));
  }

  private String lend(String card, String item) {
    return ask("11YN%1$s" + "20260101    120000AO|AA" + card + "|AB" + item + "|AC|AD1234|");
  }

  private CheckoutOutcome lent(String card, String item) {
    return library.submit(TestLibrary.checkout(lender, card, item));
  }

  private GuestRelay relay() {
    return new GuestRelay(
        store.tenants(),
        store.guests(),
        store.patronsElsewhere(),
        store.guestReception(),
        store.personalData(),
        Duration.ofMinutes(1),
        _ -> {});
  }

  /** More time passes than that for which something told counts as known. */
  private void later() {
    library.asSuperuser(
        "update guest set told_at = told_at - interval '%d seconds'; update patron_elsewhere set introduced_at = introduced_at - interval '1 hour'"
            .formatted(GuestReception.FRESH.toSeconds()));
  }

  private void atHome(PatronCommand command) {
    library.submit(command);
  }

  private void block(BlockCode code) {
    atHome(
        new PatronCommand.BlockPatron(
            TestLibrary.origin(home, UUID.randomUUID(), TestLibrary.MAIN),
            new PatronName.Identifier(CARD),
            code,
            null,
            null,
            false));
  }

  private String guest(String column) {
    return library.text(
        lender,
        "select coalesce(p.%s::text, '-') from patron p join guest g on g.tenant_id = p.tenant_id and g.patron_id = p.id"
            .formatted(column));
  }

  private long guests() {
    return library.count(lender, "select count(*) from guest");
  }

  private long elsewhere() {
    return library.count(home, "select count(*) from patron_elsewhere");
  }

  @Test
  void aBorrowerOfAnotherMunicipalityBorrowsWithTheirOwnCardAndPin() {
    agree(EVERYTHING);

    assertThat(status(CARD, "1234")).contains("AEHjemme, " + CARD, "|BLY|", "|CQY|");
    assertThat(lend(CARD, "1")).startsWith("121");

    assertThat(guest("email")).isEqualTo(CARD + "@example.org");
    assertThat(guest("address")).isEqualTo("Hjemmevej 1");
    assertThat(guest("branch")).isEqualTo(TestLibrary.BRANCH);
    assertThat(guest("resident")).isEqualTo("false");
    assertThat(store.inquiries().patron(lender, CARD).orElseThrow().loans()).hasSize(1);
    assertThat(store.inquiries().patron(home, CARD).orElseThrow().loans()).isEmpty();
  }

  @Test
  void foreignCardIsAnsweredLikeOneThatNobodyHasWithoutAgreementRangeOrRightPin() {
    var nobody = status(NOBODYS, "1234").replace(NOBODYS, CARD);
    assertThat(status(CARD, "1234")).as("no agreement").isEqualTo(nobody);

    offer(EVERYTHING);
    assertThat(status(CARD, "1234")).as("only offered").isEqualTo(nobody);

    agree(EVERYTHING);
    assertThat(status(CARD, "4321")).as("wrong PIN").isEqualTo(nobody);
    var without = status(NOBODYS, "").replace(NOBODYS, CARD);
    assertThat(status(CARD, "")).as("no PIN").isEqualTo(without);
    putPatron(home, "2100123456", null, Particulars.NONE);
    assertThat(status("2100123456", "1234").replace("2100123456", CARD))
        .as("not in the range")
        .isEqualTo(nobody);
    assertThat(guests()).isZero();
    assertThat(elsewhere()).as("nothing was told").isZero();

    assertThat(status(CARD, "1234")).contains("|BLY|");
  }

  @Test
  void lenderIsToldNoMoreThanTheAgreementSays() {
    agree(Set.of());

    assertThat(status(CARD, "1234")).contains("AE" + CARD, "|BLY|").doesNotContain("Hjemme");

    for (var column : List.of("email", "phone", "address", "birth_date")) {
      assertThat(guest(column)).as(column).isEqualTo("-");
    }
    assertThat(guest("name")).isEqualTo(CARD);
  }

  @Test
  void protectedNameAndAddressAreNotToldWhateverTheAgreementSays() {
    TestPatrons.patron().protectedAddress().put(library, home, "2000000001");
    agree(EVERYTHING);

    assertThat(status("2000000001", "1234")).contains("AE2000000001", "|BLY|");

    assertThat(guest("name")).isEqualTo("2000000001");
    assertThat(guest("address")).isEqualTo("-");
  }

  @Test
  void childIsAChildAtTheLenderThoughItsBirthdayIsNotTold() {
    putPatron(home, "2000000002", LocalDate.now().minusYears(10), Particulars.NONE);
    agree(Set.of(Told.NAME));

    status("2000000002", "1234");

    assertThat(guest("category")).isEqualTo("child");
    assertThat(guest("birth_date")).isEqualTo("-");
  }

  @Test
  void wrongPinsOfAGuestCountAndLockAtHome() {
    agree(EVERYTHING);
    status(CARD, "1234");

    IntStream.range(0, 5).forEach(i -> status(CARD, "000" + i));

    assertThat(status(CARD, "1234")).as("locked").contains("|CQN|");
    assertThat(
            library.text(home, "select place from patron_pin_failure where locked_until > now()"))
        .isEqualTo("guest agreement north SIP2 north-kiosk");
    assertThat(library.count(lender, "select count(*) from patron_pin_failure")).isZero();
    assertThat(store.patronAuthentication().check(home, CARD, new Secret("1234")))
        .as("not locked at home")
        .isPresent();
  }

  @Test
  void guestHasNoPinAtTheLender() {
    agree(EVERYTHING);
    status(CARD, "1234");

    assertThat(store.patronPins().set(lender, CARD, new Secret("829461")))
        .isInstanceOf(PinChange.NoPatron.class);
    assertThat(store.patronPins().reset(lender, CARD)).isEmpty();
    assertThat(store.patronPins().set(home, CARD, new Secret("829461")))
        .isInstanceOf(PinChange.Done.class);

    assertThat(status(CARD, "829461")).contains("|CQY|");
    assertThat(status(CARD, "1234")).contains("|CQN|");
  }

  @Test
  void blockAtHomeIsToldToTheLenderAndLiftedThere() {
    agree(EVERYTHING);
    status(CARD, "1234");

    block(BlockCode.EXCLUDED);
    assertThat(relay().run()).isEqualTo(1);
    assertThat(relay().run()).as("told once").isZero();
    assertThat(lent(CARD, "1")).isInstanceOf(CheckoutOutcome.Refused.class);
    assertThat(store.inquiries().patron(lender, CARD).orElseThrow().blocks())
        .as("not which block")
        .containsExactly(BlockCode.HOME);
    assertThat(
            library.submit(
                new PatronCommand.UnblockPatron(
                    TestLibrary.origin(lender, UUID.randomUUID(), TestLibrary.MAIN),
                    new PatronName.Identifier(CARD),
                    BlockCode.HOME)))
        .as("not for the lender to lift")
        .isInstanceOf(PatronOutcome.Refused.class);

    atHome(
        new PatronCommand.UnblockPatron(
            TestLibrary.origin(home, UUID.randomUUID(), TestLibrary.MAIN),
            new PatronName.Identifier(CARD),
            BlockCode.EXCLUDED));
    relay().run();
    assertThat(lent(CARD, "1")).isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  void homeIsAskedAtUseWhenWhatItToldIsNotFresh() {
    agree(EVERYTHING);
    status(CARD, "1234");
    library.submit(
        new FeeCommand.ChargeFee(
            TestLibrary.origin(home, UUID.randomUUID(), TestLibrary.MAIN),
            CARD,
            FeeType.DAMAGE,
            1_000_000,
            null,
            null,
            Instant.now()));
    assertThat(lent(CARD, "1")).as("told lately").isInstanceOf(CheckoutOutcome.Granted.class);

    later();
    assertThat(lent(CARD, "2")).isInstanceOf(CheckoutOutcome.Refused.class);
  }

  @Test
  void guestBorrowsNoMoreOnceEitherSideHasEndedTheAgreementAndIsErasedWhenNothingBindsThem() {
    agree(EVERYTHING);
    status(CARD, "1234");
    lend(CARD, "1");

    assertThat(store.guestAgreements().end(home, lender, Side.HOME, "anna")).isTrue();
    store.guestReception().looksAnew(lender);
    assertThat(lent(CARD, "2")).isInstanceOf(CheckoutOutcome.Refused.class);
    assertThat(status(CARD, "1234")).as("still sees the loan").contains("|CQY|");
    later();
    relay().run();
    assertThat(guests()).as("a loan binds").isEqualTo(1);

    library.submit(TestLibrary.checkin(lender, "1", TestLibrary.MAIN));
    relay().run();
    assertThat(guests()).isZero();
    assertThat(
            library.count(
                lender,
                "select count(*) from patron_identifier where value = '%s'".formatted(CARD)))
        .isZero();
    relay().run();
    assertThat(elsewhere()).as("the home forgets").isZero();
    assertThat(status(CARD, "1234")).contains("|BLN|");
  }

  @Test
  void guestWhoHasNotLeftYetGoesOnUnderANewAgreement() {
    agree(EVERYTHING);
    status(CARD, "1234");
    lend(CARD, "1");
    store.guestAgreements().end(lender, home, Side.LENDER, "bo");
    assertThat(lent(CARD, "2")).isInstanceOf(CheckoutOutcome.Refused.class);

    agree(Set.of(Told.PHONE));
    later();

    assertThat(lent(CARD, "2")).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(guest("phone")).isEqualTo("70123456");
    assertThat(guest("email")).as("no longer told").isEqualTo("-");
  }

  @Test
  void guestIsErasedWhenTheirCardHasEnded() {
    agree(EVERYTHING);
    status(CARD, "1234");

    library.asSuperuser(
        "update patron p set expires_on = current_date - 2 from patron_identifier i where i.value = '%s' and i.tenant_id = %d and p.tenant_id = i.tenant_id and p.id = i.patron_id"
            .formatted(CARD, home.value()));
    later();
    relay().run();

    assertThat(guests()).isZero();
    relay().run();
    assertThat(elsewhere()).isZero();
  }

  @Test
  void guestIsErasedWhenTheHomeHasErasedThem() {
    agree(EVERYTHING);
    status(CARD, "1234");

    store.personalData().erase(home, CARD);
    later();
    relay().run();
    relay().run();

    assertThat(guests()).isZero();
    assertThat(elsewhere()).isZero();
  }

  @Test
  void numberThatIsSomebodyElsesAtHomeByNowOpensNothingOfTheGuests() {
    agree(EVERYTHING);
    status(CARD, "1234");
    lend(CARD, "1");

    store.personalData().erase(home, CARD);
    putPatron(home, CARD, null, Particulars.NONE);

    assertThat(status(CARD, "1234")).contains("|CQN|");
  }

  @Test
  void newCardAtHomeIsGoodAtTheLenderAndTheLostOneIsNot() {
    agree(EVERYTHING);
    status(CARD, "1234");

    atHome(
        new PatronCommand.ReplaceCard(
            TestLibrary.origin(home, UUID.randomUUID(), TestLibrary.MAIN),
            new PatronName.Identifier(CARD),
            "2000555555",
            "lost"));

    assertThat(status(CARD, "1234")).as("before anything is told").contains("|CQN|");
    assertThat(status("2000555555", "1234")).contains("|BLY|", "|CQY|");
    assertThat(guests()).as("the same guest").isEqualTo(1);
    assertThat(status(CARD, "1234")).contains("|BLN|");
  }

  @Test
  void accessLogOfTheHomeShowsWhatWasToldToWhom() {
    agree(Set.of(Told.NAME, Told.EMAIL));
    status(CARD, "1234");

    var patron = store.inquiries().patron(home, CARD).orElseThrow().patron().id();
    var told = new Access(HomeDesk.PROTOCOL, "north", "told: card, block, age, name, email");
    Eventually.holds(
        "what was told is in the log",
        () ->
            store.accessLog().reads(home, patron, 10).stream()
                .anyMatch(read -> read.access().equals(told)));
  }

  @Test
  void whoComesToSeveralDesksAtOnceIsOneGuest() throws Exception {
    agree(EVERYTHING);
    try (var desks = Executors.newVirtualThreadPerTaskExecutor()) {
      var checks =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  desks.submit(
                      () -> store.patronAuthentication().check(lender, CARD, new Secret("1234"))))
              .toList();
      for (var check : checks) {
        assertThat(check.get()).isPresent();
      }
    }
    assertThat(guests()).isEqualTo(1);
    assertThat(elsewhere()).isEqualTo(1);
  }

  @Test
  void cardThatAPatronOfTheLenderHasStaysTheirs() {
    putPatron(lender, CARD, null, Particulars.NONE);
    store.patronPins().set(lender, CARD, new Secret("829461"));
    agree(EVERYTHING);

    assertThat(status(CARD, "1234")).contains("|CQN|");
    assertThat(status(CARD, "829461")).contains("|CQY|");
    assertThat(guests()).isZero();
  }

  @Test
  void guestIsNotPassedOnToAThirdTenant() {
    putPatron(lender, NOBODYS, null, Particulars.NONE);
    agree(EVERYTHING);
    status(CARD, "1234");
    var terms = new Terms(EVERYTHING, List.of("2000"));
    store.guestAgreements().offer(lender, home, terms, "bo");
    store
        .guestAgreements()
        .accept(home, lender, terms, new Place("adult", "adult", TestLibrary.MAIN), "anna");

    assertThat(store.patronsElsewhere().introduce(lender, home, NOBODYS)).isPresent();
    assertThat(store.patronsElsewhere().introduce(lender, home, CARD)).isEmpty();
  }

  @Test
  void onlyACardMakesAGuest() {
    putPatron(
        home,
        "2100000001",
        null,
        Particulars.of(
            PatronKind.PERSON,
            List.of(new Particulars.NewIdentifier(IdentifierKind.UNI_LOGIN, "2000abcd", null)),
            null));
    agree(EVERYTHING);

    assertThat(status("2000abcd", "1234")).contains("|BLN|");
    assertThat(guests()).isZero();
  }
}
