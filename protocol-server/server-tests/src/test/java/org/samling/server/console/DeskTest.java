package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.SCHOOL;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.patron.BlockCode;
import org.samling.core.policy.Setting;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.server.TestServer;

/** What a scan at the desk means, what stands in the way, and where all of it is booked. */
class DeskTest {

  private static final String ROOT = "/console/t/north";

  private TestServer server;
  private ConsoleVisitor dina;

  @BeforeEach
  void open() {
    server = new TestServer();
    TestStaff.add(server.library, "dina", StaffRole.DESK);
    dina = ConsoleVisitor.of(server, "dina");
    dina.workAt(BRANCH);
  }

  @AfterEach
  void close() {
    dina.close();
    server.close();
  }

  private Origin origin(String branch) {
    return TestLibrary.origin(server.library.north, UUID.randomUUID(), branch);
  }

  private String desk(ConsoleVisitor who, String... fields) {
    var form = new HashMap<String, String>();
    form.put("key", UUID.randomUUID().toString());
    for (var i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    var reply = who.post(ROOT + "/desk", form);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return reply.body();
  }

  private String scan(String patron, String typed) {
    return desk(dina, "patron", patron, "q", typed);
  }

  private static String tone(String view) {
    var found = Pattern.compile("data-tone=\"([a-z]*)\"").matcher(view);
    return found.find() ? found.group(1) : "";
  }

  private String booked() {
    return server.library.text(
        server.library.north, "select branch from audit order by at desc, id desc limit 1");
  }

  private void charge(String patron, long amount) {
    server.library.submit(
        new FeeCommand.ChargeFee(
            origin(MAIN), patron, FeeType.DAMAGE, amount, null, null, Instant.now()));
  }

  @Test
  void branchOfWorkIsChosenOnceAndEveryActAndPaymentIsBookedThere() {
    charge("A", 5_000);
    TestLibrary library = server.library;
    try (var anew = ConsoleVisitor.of(server, "dina")) {
      assertThat(anew.location(anew.get(ROOT + "/desk"))).contains("/workplace?to=");
      var unplaced =
          anew.post(
              ROOT + "/circulation/patron/A/consent",
              Map.of("given", "true", "key", UUID.randomUUID().toString()));
      assertThat(unplaced.statusCode()).isEqualTo(422);
      assertThat(unplaced.body()).contains("Choose the branch where you work");
      var charge =
          anew.post(
              ROOT + "/operations/fees/charge-fee",
              Map.of("patron", "A", "type", "damage", "amount", "20.00"));
      assertThat(charge.body()).contains("Choose the branch where you work");
      assertThat(anew.post(ROOT + "/workplace", Map.of("branch", "nowhere")).statusCode())
          .isEqualTo(422);
    }
    assertThat(dina.get(ROOT + "/now").body()).contains("Branch: change branch\">Branch</a>");

    scan("A", "1");
    assertThat(booked()).isEqualTo(BRANCH);
    dina.post(
        ROOT + "/circulation/patron/A/renew",
        Map.of("item", "1", "key", UUID.randomUUID().toString()));
    assertThat(booked()).isEqualTo(BRANCH);
    desk(dina, "do", "pay", "patron", "A", "amount", "20.00");
    dina.post(
        ROOT + "/operations/fees/charge-fee",
        Map.of("patron", "A", "type", "damage", "amount", "20.00", "_key", "one"));
    assertThat(
            library.texts(
                library.north,
                "select distinct branch from audit where actor = 'dina' or command in ('pay', 'charge-fee') and actor = 'dina'"))
        .containsExactly(BRANCH);

    dina.workAt(MAIN);
    scan("", "1");
    assertThat(booked()).isEqualTo(MAIN);
  }

  @Test
  void memberOfOneBranchWorksThereWithoutBeingAsked() {
    server.library.addSchool();
    TestStaff.add(server.library, "simon", StaffRole.DESK, "699700");
    try (var simon = ConsoleVisitor.of(server, "simon")) {
      var page = simon.get(ROOT + "/desk");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body())
          .contains("At School\">School</span>")
          .doesNotContain("/workplace?to=");
      assertThat(desk(simon, "patron", "", "q", "S")).contains("Navn, S");
      assertThat(simon.post(ROOT + "/workplace", Map.of("branch", MAIN)).statusCode())
          .isEqualTo(422);
    }
  }

  @Test
  void cardOpensItsPatronAndItemIsLentToTheOpenOneOrReturned() {
    assertThat(scan("", "A")).contains("Navn, A", "name=\"patron\" value=\"A\"");
    var lent = scan("A", "1");
    assertThat(tone(lent)).isEqualTo("ok");
    assertThat(lent).contains("Lent, due", "id=\"loans\"", "desk/slip/loans/A");
    var again = scan("A", "1");
    assertThat(tone(again)).isEqualTo("attention");
    assertThat(again).contains("value=\"renew\"", "value=\"return\"");
    dina.workAt(MAIN);
    var returned = scan("", "1");
    assertThat(returned).contains("<p class=\"large\">Shelf</p>").contains("value=\"open\"");
    assertThat(tone(returned)).isEqualTo("ok");
    assertThat(tone(scan("", "1"))).as("not on loan").isEqualTo("ok");
    assertThat(tone(scan("", "99999999"))).isEqualTo("refused");
  }

  @Test
  void cardThatNobodyHasOrThatIsGoodForNothingEndsWithTheOpenPatron() {
    var unknown = scan("A", "2009999999");
    assertThat(tone(unknown)).isEqualTo("refused");
    assertThat(unknown)
        .contains("name=\"patron\" value=\"\"", "data-stops=\"yes\"")
        .doesNotContain("name=\"patron\" value=\"A\"");
    server.library.asSuperuser("update patron_identifier set active = false where value = 'B'");
    assertThat(scan("A", "B"))
        .contains("data-stops=\"yes\"")
        .doesNotContain("name=\"patron\" value=\"A\"");
  }

  @Test
  void whatWaitsStopsAtARefusalAChoiceOrAFoundList() {
    assertThat(scan("", "A")).doesNotContain("data-stops");
    assertThat(scan("A", "1")).doesNotContain("data-stops");
    assertThat(scan("A", "navn")).contains("id=\"patrons\"", "data-stops=\"yes\"");
    server
        .library
        .store
        .itemRegister()
        .putItems(
            server.library.north, List.of(NewItem.plain("B", TestLibrary.TITLE, MAIN, "book")));
    assertThat(scan("A", "B")).contains("Which do you mean?", "data-stops=\"yes\"");
  }

  @Test
  void blockThatFollowsFromOtherFactsCantBeRemovedAtTheDeskOrOnThePatronsPage() {
    server.library.asSuperuser(
        """
        insert into patron_block (tenant_id, patron_id, code, since)
        select tenant_id, patron_id, 'H', now()
        from patron_identifier where value = 'A' and tenant_id = %d
        """
            .formatted(server.library.north.value()));
    assertThat(scan("", "A")).contains("note bad bar").doesNotContain("value=\"unblock\"");
    assertThat(scan("A", "1")).contains("The patron is blocked.").doesNotContain("\"unblock\"");
    assertThat(dina.get(ROOT + "/circulation/patron/A").body())
        .contains("id=\"blocks\"")
        .doesNotContain("/unblock\"");
  }

  @Test
  void choosingABranchLeadsBackToThePageWithItsQueryOrElseToToday() {
    var page = dina.get(ROOT + "/today/list/overdue?branch=&due-before=2026-01-31").body();
    var link = Pattern.compile("(/console/t/north/workplace\\?to=[^\"]+)\"").matcher(page);
    assertThat(link.find()).isTrue();
    var to =
        Pattern.compile("name=\"to\" value=\"([^\"]*)\"").matcher(dina.get(link.group(1)).body());
    assertThat(to.find()).isTrue();
    var back = to.group(1).replace("&amp;", "&");
    assertThat(back).isEqualTo(ROOT + "/today/list/overdue?branch=&due-before=2026-01-31");
    assertThat(dina.location(dina.post(ROOT + "/workplace", Map.of("branch", MAIN, "to", back))))
        .isEqualTo(back);
    var encoded = ROOT + "/circulation/patron/%C3%A6";
    assertThat(dina.location(dina.post(ROOT + "/workplace", Map.of("branch", MAIN, "to", encoded))))
        .isEqualTo(encoded);
    for (var elsewhere : List.of("", "//example.org", ROOT + "/x//y", ROOT + "/%zz")) {
      assertThat(
              dina.location(
                  dina.post(ROOT + "/workplace", Map.of("branch", MAIN, "to", elsewhere))))
          .as(elsewhere)
          .isEqualTo(ROOT + "/today");
    }
  }

  @Test
  void receiptSaysWhatWasTakenWithItsCreditAndNothingOfWhatWasReversed() {
    server.library.set(Setting.FEE_OVERPAYMENT, "keep-as-credit");
    charge("B", 10_000);
    var page = desk(dina, "do", "pay", "patron", "B", "amount", "150.00");
    var slip = Pattern.compile("(/desk/slip/receipt/B/([^\"]+))\"").matcher(page);
    assertThat(slip.find()).as(page).isTrue();
    var receipt = dina.get(ROOT + slip.group(1)).body();
    assertThat(receipt).contains("Tilgodehavende: 50,00", "Betalt: 150,00");

    reverse(slip.group(2), 7_000);
    assertThat(dina.get(ROOT + slip.group(1)).body())
        .contains("Betalt: 80,00")
        .doesNotContain("Tilgodehavende", "150,00");
    reverse(slip.group(2), 8_000);
    assertThat(dina.get(ROOT + slip.group(1)).statusCode()).isEqualTo(404);

    server.library.set(Setting.FEE_OVERPAYMENT, "take-what-is-owed");
    var change = desk(dina, "do", "pay", "patron", "B", "amount", "500.00");
    var second = Pattern.compile("(/desk/slip/receipt/B/[^\"]+)\"").matcher(change);
    assertThat(second.find()).as(change).isTrue();
    assertThat(dina.get(ROOT + second.group(1)).body())
        .contains("Betalt: 100,00")
        .doesNotContain("500,00");
  }

  private void reverse(String payment, long amount) {
    server.library.submit(
        new FeeCommand.ReversePayment(
            origin(MAIN), "B", UUID.fromString(payment), amount, "not received"));
  }

  @Test
  void scannerMayAddWhatIsNotPrinted() {
    for (var typed : new String[] {"]C1A", "*A*", "\u0002A\u0003"}) {
      assertThat(scan("", typed)).as(typed).contains("Navn, A");
    }
    scan("A", "a1b");
    assertThat(
            server.library.count(
                server.library.north, "select count(*) from loan where returned_at is null"))
        .as("Codabar's start and stop")
        .isEqualTo(1);
  }

  @Test
  void nameOrTitleSearchesByRight() {
    server.index.catchUp();
    assertThat(scan("", "navn")).contains("id=\"patrons\"", "Navn, A", "Navn, B");
    assertThat(scan("", "fanø")).contains("id=\"titles\"", "circulation/title/");
    server.library.addSchool();
    TestStaff.add(server.library, "simon", StaffRole.DESK, "699700");
    try (var simon = ConsoleVisitor.of(server, "simon")) {
      assertThat(desk(simon, "q", "navn")).contains("Navn, S").doesNotContain("Navn, A");
      assertThat(tone(desk(simon, "q", "A"))).isNotEqualTo("ok");
    }
  }

  @Test
  void returnSaysWhereTheItemGoesAndForWhom() {
    server.library.submit(TestLibrary.hold(server.library.north, "B", TestLibrary.TITLE, BRANCH));
    var held = scan("", "1");
    assertThat(held)
        .contains("<p class=\"large\">Hold shelf, number 1</p>", "For Navn, B", "desk/slip/hold/1");
    assertThat(tone(held)).isEqualTo("attention");
    assertThat(dina.get(ROOT + "/desk/slip/hold/1").body())
        .contains("<h2>1</h2>", "Pick up by")
        .doesNotContain("Navn, B");
    assertThat(scan("", "2"))
        .contains("<p class=\"large\">To Main</p>", "It belongs there", "desk/slip/transit/2");
    assertThat(dina.get(ROOT + "/desk/slip/transit/2").body()).contains("<h2>To Main</h2>");
  }

  @Test
  void whatStandsInTheWayNamesTheRuleAndOffersTheNextStep() {
    server.library.submit(
        new PatronCommand.BlockPatron(
            origin(MAIN),
            new PatronName.Identifier("A"),
            BlockCode.EXCLUDED,
            "took the scissors",
            null));
    var refused = scan("A", "1");
    assertThat(tone(refused)).isEqualTo("refused");
    assertThat(refused)
        .contains("The patron is blocked.", "patron.blocks", "took the scissors")
        .contains("value=\"unblock\"", "value=\"lend-anyway\"", "/circulation/explain?at=");
    assertThat(
            tone(
                desk(
                    dina,
                    "do",
                    "lend-anyway",
                    "patron",
                    "A",
                    "item",
                    "1",
                    "rules",
                    "PATRON_BLOCKED")))
        .as("without a reason")
        .isEqualTo("refused");
    var lent =
        desk(
            dina,
            "do",
            "lend-anyway",
            "patron",
            "A",
            "item",
            "1",
            "rules",
            "PATRON_BLOCKED",
            "reason",
            "it is for school");
    assertThat(tone(lent)).isEqualTo("ok");
    assertThat(
            server.library.texts(
                server.library.north, "select note from audit where note is not null"))
        .containsExactly("patron-blocked: it is for school");
    var unblocked = desk(dina, "do", "unblock", "patron", "A", "item", "2", "code", "EXCLUDED");
    assertThat(unblocked).contains("The block is removed", "Lend 2 now");

    charge("B", 100_000);
    var owing = scan("B", "2");
    assertThat(owing).contains("value=\"pay\"", "name=\"amount\" value=\"1000.00\"");
    var paid = desk(dina, "do", "pay", "patron", "B", "item", "2", "amount", "1000,00");
    assertThat(tone(paid)).isEqualTo("ok");
    var receipt = Pattern.compile("(/desk/slip/receipt/B/[^\"]+)\"").matcher(paid);
    assertThat(receipt.find()).isTrue();
    assertThat(dina.get(ROOT + receipt.group(1)).body()).contains("Kvittering", "1.000,00");
    assertThat(tone(desk(dina, "do", "lend", "patron", "B", "item", "2"))).isEqualTo("ok");
  }

  @Test
  void onlyWhoSeesTheWholeLibraryOverridesRules() {
    server.library.addSchool();
    TestStaff.add(server.library, "simon", StaffRole.DESK, "699700");
    server.library.submit(
        new PatronCommand.BlockPatron(
            origin(SCHOOL), new PatronName.Identifier("S"), BlockCode.EXCLUDED, null, null));
    server
        .library
        .store
        .itemRegister()
        .putItems(
            server.library.north,
            List.of(NewItem.plain("S1", TestLibrary.OTHER_TITLE, SCHOOL, "book")));
    try (var simon = ConsoleVisitor.of(server, "simon")) {
      var refused = desk(simon, "patron", "S", "q", "S1");
      assertThat(tone(refused)).isEqualTo("refused");
      assertThat(refused).doesNotContain("lend-anyway");
      assertThat(
              tone(
                  desk(
                      simon,
                      "do",
                      "lend-anyway",
                      "patron",
                      "S",
                      "item",
                      "S1",
                      "rules",
                      "PATRON_BLOCKED",
                      "reason",
                      "because")))
          .isEqualTo("refused");
    }
  }

  @Test
  void lastThingsAreShownAndUndoneWhereTheCoreCan() {
    scan("A", "1");
    var list = scan("", "2");
    assertThat(list).contains("value=\"undo-loan\"", "value=\"undo-return\"");
    var undone = desk(dina, "do", "undo-loan", "item", "1");
    assertThat(tone(undone)).isEqualTo("ok");
    assertThat(undone).contains("Loan undone").doesNotContain("value=\"undo-loan\"");
    assertThat(
            server.library.count(
                server.library.north, "select count(*) from loan where returned_at is null"))
        .isZero();
    scan("A", "1");
    desk(dina, "do", "renew", "patron", "A", "item", "1");
    scan("", "1");
    var back = desk(dina, "do", "undo-return", "item", "1");
    assertThat(tone(back)).isEqualTo("ok");
    assertThat(dina.get(ROOT + "/desk?patron=A").body()).contains("id=\"loans\"");
    dina.workAt(MAIN);
    assertThat(dina.get(ROOT + "/desk").body())
        .as("what was done elsewhere is not undone here")
        .doesNotContain("value=\"undo-");
  }

  @Test
  void scanThatIsSentTwiceDoesNothingTwice() {
    var key = UUID.randomUUID().toString();
    for (var i = 0; i < 2; i++) {
      assertThat(tone(desk(dina, "patron", "A", "q", "1", "key", key))).isEqualTo("ok");
    }
    assertThat(server.library.store.staff().acts(server.library.north, 10))
        .filteredOn(act -> act.act().equals("loan-made"))
        .singleElement()
        .satisfies(act -> assertThat(act.subject() + act.detail()).doesNotContain("Navn"));
    assertThat(tone(desk(dina, "patron", "A", "q", "2", "key", "none"))).isEqualTo("refused");
  }

  @Test
  void slipsAreWordedByTheTenantInThePatronsLanguage() {
    scan("A", "1");
    assertThat(dina.get(ROOT + "/desk/slip/loans/A").body())
        .contains("lang=\"da\"", "<h2>Dine lån</h2>", "1 i alt");
    try (var rest = ConsoleVisitor.of(server, "dina")) {
      assertThat(rest.get(ROOT + "/desk/slip/loans/nobody").statusCode()).isEqualTo(404);
    }
    var text = new Text("Tak for besøget", "{{#entries}}{{title}}{{/entries}} Kom igen");
    server
        .library
        .store
        .noticeTemplates()
        .save(
            server.library.north,
            new Name(MessageKind.LOAN_SLIP, NoticeLanguage.DA, NoticeForm.FULL),
            text,
            "test",
            0);
    assertThat(dina.get(ROOT + "/desk/slip/loans/A").body())
        .contains("<h2>Tak for besøget</h2>", "Kom igen");
  }

  @Test
  void cardOfAnotherLibraryWithAnAgreementOpensItsPatronAsAGuest() {
    var card = "2100000001";
    var store = server.library.store;
    TestPatrons.patron().put(server.library, server.library.south, card);
    var terms = new Terms(Set.of(Told.NAME), List.of("2100"));
    store.guestAgreements().offer(server.library.south, server.library.north, terms, "anna");
    var place = new Place("adult", "adult", BRANCH);
    assertThat(
            store
                .guestAgreements()
                .accept(server.library.north, server.library.south, terms, place, "anna"))
        .isTrue();
    store.guestReception().looksAnew(server.library.north);

    assertThat(scan("", card)).contains("Navn, " + card, "name=\"patron\" value=\"" + card + "\"");
    assertThat(tone(scan(card, "1"))).isEqualTo("ok");
  }

  @Test
  void titleThatIsFoundIsHeldForThePatronWhoIsOpen() {
    server.put(null, List.of(TestLibrary.record(TestLibrary.TITLE, "Havkat")));
    assertThat(scan("A", "havkat"))
        .contains("/today/place-hold?want=t%3A1&amp;patron=A\"", "/circulation/title/t%3A1\"");
    assertThat(dina.get(ROOT + "/today/place-hold?want=t%3A1&patron=A").body())
        .contains("<button autofocus>");
  }

  @Test
  void itemOnLoanToAnotherIsReturnedFirst() {
    server.library.submit(new LoanCommand.Checkout(origin(MAIN), "B", "1", false, null));
    var refused = scan("A", "1");
    assertThat(refused).contains("value=\"return\"").doesNotContain("Navn, B");
    assertThat(tone(refused)).isEqualTo("refused");
    assertThat(desk(dina, "do", "return", "patron", "A", "item", "1"))
        .as("the open patron stays open")
        .contains("name=\"patron\" value=\"A\"");
  }
}
