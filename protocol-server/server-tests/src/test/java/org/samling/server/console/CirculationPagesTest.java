package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.SCHOOL;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.policy.Setting;
import org.samling.core.privacy.Access;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;

/** Who sees which patrons and loans, and that a form that is sent twice does nothing twice. */
class CirculationPagesTest {

  private static final String ROOT = "/console/t/north/circulation";
  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]*)\"");

  private TestServer server;
  private ConsoleVisitor visitor;

  @BeforeEach
  void open() {
    server = new TestServer();
    server.library.addSchool();
    TestStaff.add(server.library, "sofie", StaffRole.SCHOOL);
    TestStaff.add(server.library, "simon", StaffRole.DESK, "699700");
    TestStaff.add(server.library, "dina", StaffRole.DESK);
    server
        .library
        .store
        .itemRegister()
        .putItems(
            server.library.north,
            List.of(
                NewItem.plain("S1", TestLibrary.OTHER_TITLE, SCHOOL, "book"),
                NewItem.plain("S2", TestLibrary.OTHER_TITLE, SCHOOL, "book")));
    visitor = new ConsoleVisitor(server.listeners.httpPort());
  }

  @AfterEach
  void close() {
    visitor.close();
    server.close();
  }

  @Test
  void loanOfThePatronWhoIsOpenIsNotedAsLostAtTheDeskAndNoOther() {
    var library = server.library;
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    try (var dina = ConsoleVisitor.of(server, "dina")) {
      dina.workAt(MAIN);
      assertThat(lostBy("B", dina)).doesNotContain("Recorded as lost");
      assertThat(library.store.inquiries().item(library.north, "1").orElseThrow().status())
          .isEqualTo(ItemStatus.ON_LOAN);
      assertThat(lostBy("A", dina)).contains("Recorded as lost");
      assertThat(library.store.inquiries().item(library.north, "1").orElseThrow().status())
          .isEqualTo(ItemStatus.LOST);
    }
  }

  private static String lostBy(String patron, ConsoleVisitor desk) {
    var key = UUID.randomUUID().toString();
    return desk.post(
            "/console/t/north/desk",
            Map.of("do", "lost", "patron", patron, "item", "1", "key", key))
        .body();
  }

  private Origin origin(String branch) {
    return TestLibrary.origin(server.library.north, UUID.randomUUID(), branch);
  }

  private void lend(String patron, String item, String branch) {
    server.library.submit(new LoanCommand.Checkout(origin(branch), patron, item, false, null));
  }

  private int status(String path) {
    return visitor.get(ROOT + path).statusCode();
  }

  private String page(String path) {
    var reply = visitor.get(ROOT + path);
    assertThat(reply.statusCode()).as(path).isEqualTo(200);
    return reply.body();
  }

  @Test
  void guestOnTheirFirstVisitIsServedByTheirCard() {
    var library = server.library;
    library
        .store
        .patronRegister()
        .putPatrons(
            library.south,
            List.of(
                new NewPatron(
                    "2000123456",
                    "Hjemme, Ida",
                    new Membership("adult", MAIN, "009"),
                    new Secret("1234"),
                    new Contact("ida@example.org", "70123456", "Hjemmevej 1"),
                    null,
                    List.of(),
                    Particulars.NONE)));
    var terms = new Terms(Set.of(Told.values()), List.of("2000"));
    library.store.guestAgreements().offer(library.south, library.north, terms, "anna");
    library
        .store
        .guestAgreements()
        .accept(library.north, library.south, terms, new Place("adult", "child", BRANCH), "bo");
    library.store.guestReception().looksAnew(library.north);

    visitor.signIn("dina");
    visitor.workAt(MAIN);
    var found = visitor.post(ROOT, Map.of("q", "2000123456"));

    assertThat(visitor.location(found)).isEqualTo(ROOT + "/patron/2000123456");
    var key = UUID.randomUUID().toString();
    assertThat(visitor.post("/console/t/north/desk", Map.of("q", "2000123456", "key", key)).body())
        .contains("Hjemme, Ida", "name=\"patron\" value=\"2000123456\"");
  }

  @Test
  void meansOfAPaymentStaysAsChosenWhereTheAmountIsRefused() {
    server.library.submit(
        new FeeCommand.ChargeFee(
            origin(MAIN), "A", FeeType.DAMAGE, 5_000, null, null, Instant.now()));
    visitor.signIn("dina");
    visitor.workAt(MAIN);
    var fee = Pattern.compile("name=\"fee\" value=\"([^\"]*)\"").matcher(page("/patron/A"));
    assertThat(fee.find()).isTrue();
    var refused =
        visitor.post(
            ROOT + "/patron/A/pay",
            Map.of("fee", fee.group(1), "amount", "much", "means", "CARD", "key", "one"));
    assertThat(refused.body()).contains("<option value=\"CARD\" selected");
  }

  @Test
  void aDeskSeesWhereAPinIsLockedUntilWhenAndUnlocksSetsAndResetsIt() {
    var pins = server.library.store.patronAuthentication();
    Access.by(
        new Access("SIP2", "kiosk-7", "63"),
        () -> {
          for (var i = 0; i < Setting.PIN_LOCK_AFTER.builtIn(); i++) {
            pins.check(server.library.north, "A", new Secret("0000"));
          }
          return null;
        });
    visitor.signIn("dina");
    visitor.workAt(MAIN);
    assertThat(page("/patron/A")).contains("Wrong PINs at SIP2 kiosk-7: locked there until");

    visitor.post(ROOT + "/patron/A/unlock-pin", Map.of());
    assertThat(page("/patron/A")).doesNotContain("SIP2 kiosk-7");
    assertThat(visitor.post(ROOT + "/patron/A/set-pin", Map.of("pin", "1212")).body())
        .contains("A PIN has 4 to 12 digits and is not guessed easily");
    visitor.post(ROOT + "/patron/A/set-pin", Map.of("pin", "8264"));
    assertThat(pins.check(server.library.north, "A", new Secret("8264"))).isPresent();
    var told = visitor.post(ROOT + "/patron/A/reset-pin", Map.of()).body();
    var pin = Pattern.compile("id=\"new-pin\">(\\d{4})<").matcher(told);
    assertThat(pin.find()).isTrue();
    assertThat(pins.check(server.library.north, "A", new Secret(pin.group(1)))).isPresent();
    assertThat(
            server.library.texts(
                server.library.north, "select command from audit where command like '%pin'"))
        .containsExactlyInAnyOrder("unlock-pin", "set-pin", "reset-pin");
  }

  @Test
  void pageOfAPatronLeadsToWhatChangesThemAndNoSchoolToPayingMoneyBack() {
    server.library.submit(
        new FeeCommand.ChargeFee(
            origin(MAIN), "A", FeeType.DAMAGE, 5_000, null, null, Instant.now()));
    visitor.signIn("dina");
    visitor.workAt(MAIN);
    assertThat(page("/patron/A"))
        .contains(
            "/operations/patrons/change-patron?patron=A",
            "/operations/patrons/replace-card?patron=A",
            "/operations/fees/pay-out-credit?patron=A",
            "/operations/fees/write-off-fee?patron=A");
    try (var school = new ConsoleVisitor(server.listeners.httpPort())) {
      school.signIn("sofie");
      assertThat(school.get(ROOT + "/patron/S").body())
          .contains("/operations/patrons/change-patron?patron=S")
          .doesNotContain("pay-out-credit", "preview-merge");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sofie", "simon"})
  void schoolSeesNothingOfThePublicLibrary(String member) {
    lend("A", "1", MAIN);
    lend("S", "2", MAIN);
    lend("S", "S1", SCHOOL);
    server.library.submit(
        new LoanCommand.DeclareLost(origin(MAIN), "2")); // charges the pupil for it
    server.library.submit(
        TestLibrary.hold(server.library.north, "B", TestLibrary.OTHER_TITLE, MAIN));
    visitor.signIn(member);

    for (var path : List.of("", "/history", "/ledger")) {
      assertThat(status("/patron/A" + path)).as(path).isEqualTo(404);
    }
    assertThat(status("/patron/S/ledger")).isEqualTo(404);
    assertThat(status("/item/1")).isEqualTo(404);
    assertThat(status("/item/2")).as("their pupil's, of the public library").isEqualTo(404);
    assertThat(page("/patron/S"))
        .contains("Navn, S", "/item/S1")
        .doesNotContain("/item/2", "Ærø", "249");
    assertThat(page("/item/S1")).contains("/patron/S").doesNotContain("Navn, B");
    assertThat(page("/title/t:2"))
        .contains("a patron of another library")
        .doesNotContain("Navn, B");

    assertThat(search("navn")).contains("Navn, S").doesNotContain("Navn, A", "Navn, B");
    assertThat(search("A")).doesNotContain("Navn, A");
    assertThat(search("1")).doesNotContain("Ærø");
    assertThat(explained("A", "S1")).contains("There is no such patron here.");
    assertThat(explained("S", "1")).contains("There is no such item here.");
    assertThat(explained("S", "S2"))
        .contains("not shown: part of it may belong to other agencies")
        .doesNotContain("2 loans", "249");

    for (var form : List.of("/renew", "/lost", "/claim-returned")) {
      var own =
          visitor.post(
              ROOT + "/patron/S" + form, Map.of("item", "2", "key", UUID.randomUUID().toString()));
      assertThat(own.statusCode()).as(form).isEqualTo(422);
      var others =
          visitor.post(
              ROOT + "/patron/A" + form, Map.of("item", "1", "key", UUID.randomUUID().toString()));
      assertThat(others.statusCode()).as(form).isEqualTo(404);
    }
    assertThat(visitor.post(ROOT + "/item/1/lost", Map.of()).statusCode()).isEqualTo(404);
    assertThat(visitor.post(ROOT + "/patron/S/consent", Map.of()).statusCode()).isEqualTo(404);
  }

  private String search(String typed) {
    return visitor.post(ROOT, Map.of("q", typed)).body();
  }

  private String explained(String patron, String item) {
    return visitor
        .post(ROOT + "/explain", Map.of("what", "checkout", "patron", patron, "item", item))
        .body();
  }

  @Test
  void formThatIsSentTwiceDoesNothingTwice() {
    server.library.submit(
        new FeeCommand.ChargeFee(
            origin(MAIN), "A", FeeType.DAMAGE, 5_000, null, null, Instant.now()));
    visitor.signIn("dina");
    visitor.workAt(MAIN);
    var form = page("/patron/A");
    var key = KEY.matcher(form);
    assertThat(key.find()).isTrue();
    var fee = Pattern.compile("name=\"fee\" value=\"([^\"]*)\"").matcher(form);
    assertThat(fee.find()).isTrue();
    var fields = Map.of("key", key.group(1), "fee", fee.group(1), "amount", "20.00");
    for (var i = 0; i < 2; i++) {
      assertThat(visitor.post(ROOT + "/patron/A/pay", fields).statusCode()).isEqualTo(303);
    }
    assertThat(server.library.text(server.library.north, "select sum(amount) from ledger_entry"))
        .isEqualTo("3000");
    assertThat(server.library.store.staff().acts(server.library.north, 10))
        .filteredOn(act -> act.act().equals("fee-paid"))
        .singleElement()
        .returns("dina", StaffAct::who);
    assertThat(
            visitor
                .post(ROOT + "/patron/A/pay", Map.of("fee", fee.group(1), "amount", "20.00"))
                .statusCode())
        .as("without a key")
        .isEqualTo(422);
  }

  @Test
  void whatIsSetAsideIsPutOnTheHoldShelf() {
    server.library.set(Setting.HOLD_SHELVE_AT_CHECKIN, "false");
    server.library.submit(TestLibrary.hold(server.library.north, "B", TestLibrary.TITLE, MAIN));
    server.library.submit(new LoanCommand.Checkin(origin(MAIN), "1", Instant.now()));
    visitor.signIn("dina");
    visitor.workAt(MAIN);
    var form = page("/item/1");
    assertThat(form).contains("/item/1/shelve", "Put it on the hold shelf");
    var key = KEY.matcher(form);
    assertThat(key.find()).isTrue();
    assertThat(visitor.post(ROOT + "/item/1/shelve", Map.of("key", key.group(1))).statusCode())
        .isEqualTo(303);
    assertThat(page("/item/1?done=hold-shelved"))
        .contains("The item is on the hold shelf, and the patron is notified.", "shelf 1, until ")
        .doesNotContain("/item/1/shelve");
    assertThat(
            visitor
                .post(ROOT + "/item/2/shelve", Map.of("key", UUID.randomUUID().toString()))
                .statusCode())
        .as("not set aside")
        .isEqualTo(422);
  }

  @Test
  void whoLooksIsInTheAccessLogAndNotesNameNobody() {
    lend("A", "1", MAIN);
    visitor.signIn("dina");
    visitor.workAt(MAIN);
    page("/patron/A");
    assertThat(
            visitor
                .post(
                    ROOT + "/patron/A/renew",
                    Map.of("item", "1", "key", UUID.randomUUID().toString()))
                .statusCode())
        .isEqualTo(303);
    var patron = server.library.store.deskLists().patron(server.library.north, "A").orElseThrow();
    var look = Access.byStaff("dina", "/circulation/patron/:patron");
    Eventually.holds(
        "who looked is written down",
        () ->
            server.library.store.accessLog().reads(server.library.north, patron.id(), 100).stream()
                .anyMatch(seen -> seen.access().equals(look)));
    assertThat(server.library.store.staff().acts(server.library.north, 10))
        .anySatisfy(act -> {
          assertThat(act.act()).isEqualTo("loan-renewed");
          assertThat(act.subject()).isEqualTo("1");
          assertThat(act.detail()).isEqualTo(MAIN);
        });
  }

  @Test
  void cardThatIsBlockedSaysSo() {
    server.library.submit(
        new PatronCommand.BlockIdentifier(
            origin(MAIN), new PatronName.Identifier("A"), "it was lost"));
    visitor.signIn("dina");
    visitor.workAt(MAIN);
    assertThat(page("/patron/A")).contains("Navn, A", "The card is blocked.");
    visitor.signIn("sofie");
    assertThat(status("/patron/A")).isEqualTo(404);
  }
}
