package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Placement;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.policy.Setting;
import org.samling.core.search.RecordRef;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;

/** Interlibrary requests at the command line. */
class IllRequestsCommandsTest {

  /** A card and a barcode that look like CPR numbers. */
  private static final String CARD = "0101901234";

  private static final String BARCODE = "3112991234";

  private TestLibrary library;
  private TestServer server;
  private ClientCommands commands;

  @BeforeEach
  void open() {
    // Nothing is sent while a test runs.
    server = TestServer.with("ill: {send-every: 1m}");
    library = server.library;
    library.addLibraries("DK-710100", "DK-710200", "L");
    commands = new ClientCommands(server);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Ran ill(String... arguments) {
    return commands.run(
        Stream.concat(Stream.of("ill-requests"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static void fails(Ran ran, int code, String... said) {
    assertThat(ran.said()).contains(said);
    assertThat(ran.code()).isEqualTo(code);
  }

  private void placed(String reference, @Nullable WantedRecord record, Placement placement) {
    library
        .store
        .interlibraryRequests()
        .place(
            library.north,
            TestLibrary.MAIN,
            new InterlibraryOrder(
                new Requester("union", "DK-710100"),
                reference,
                CommandKey.of(InterlibraryRequests.SAME_BYTES, reference).hex(),
                record,
                new Description("Fortællinger", "Blixen", null, null, null, null, null),
                Service.LOAN,
                LocalDate.of(2026, 12, 24),
                null,
                "hurtigt",
                null,
                "<ILL-APDU/>"),
            placement);
  }

  private void two() {
    placed("r1", null, new Placement(InterlibraryState.REQUESTED, null));
    placed(
        "r2",
        new WantedRecord(TestLibrary.TITLE, new RecordRef(UUID.randomUUID(), null)),
        new Placement(InterlibraryState.UNFILLED, "no item of t:1 is lent"));
  }

  private Ran asked(String patron, String... more) {
    var first =
        List.of("place", "--branch", TestLibrary.MAIN, "--patron", patron, "--title", "Sult");
    return ill(Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void whereThereIsNothingThatIsSaid() {
    assertThat(ill("list").done()).contains("There are no requests.");
    assertThat(ill("queue").done()).contains("There are no messages.");
    fails(ill("show", "1"), 3, "There is no request \"1\".");
    fails(ill("answer", "1", "--state", "unfilled"), 3, "There is no request \"1\".");
    fails(
        ill("list", "--state", "open"), 2, "There is no state \"open\"; there are requested, sent");
    fails(ill("show"), 2, "NUMBER");
    fails(ill("answer", "1"), 2, "--state");
  }

  @Test
  void requestsThatAreNotOverAreListedAndOthersWhereTheyAreAskedFor() {
    two();
    assertThat(ill("list").done())
        .contains("requested", "DK-710100", "union", "Fortællinger", "2026-12-24")
        .doesNotContain("t:1");
    assertThat(ill("list", "--state", "unfilled,will-supply").done())
        .containsPattern("2 +lending +unfilled")
        .contains("t:1");
    assertThat(ill("list", "--side", "borrowing").done()).contains("There are no requests.");
  }

  @Test
  void listThatIsLongerThanAPageIsFetchedWholeUpToItsLimit() {
    two();
    placed("r3", null, new Placement(InterlibraryState.REQUESTED, null));
    assertThat(ill("list", "--limit", "1").done())
        .contains("There are more: give a larger --limit.");
    assertThat(ill("list", "--limit", "2").done()).doesNotContain("There are more");
  }

  @Test
  void requestIsShownWithAllThatHappenedToIt() {
    two();
    assertThat(ill("answer", "1", "--state", "will-supply", "--note", "i morgen").done())
        .containsPattern("state: +will-supply");
    assertThat(ill("show", "1").done())
        .containsPattern("state: +will-supply")
        .containsPattern("reference: +r1")
        .containsPattern("author: +Blixen")
        .containsPattern("note: +hurtigt")
        .containsPattern("requested +union")
        .containsPattern("will-supply +os:.* i morgen")
        .contains("<ILL-APDU/>");
    assertThat(ill("show", "2").done()).containsPattern("unfilled +union +no item of t:1 is lent");
  }

  @Test
  void whatMayNotFollowIsRefusedAndWhatMayIsNamed() {
    two();
    fails(
        ill("answer", "1", "--state", "checked-in"),
        4,
        "The request is requested; it can become expect-to-supply, will-supply, shipped, cancelled, retry-possible, unfilled.");
    fails(ill("answer", "2", "--state", "cancelled"), 4, "The request is unfilled; it is closed.");
  }

  @Test
  void copyIsNotSaidToBecomeWhatOnlyLoansDo() {
    asked("A", "--lenders", "DK-710100", "--service", "copy").done();
    ill("answer", "1", "--state", "shipped").done();
    fails(
        ill("answer", "1", "--state", "will-supply"),
        4,
        "The request is shipped; it can become received.");
    ill("receive", "1").done();
    fails(ill("answer", "1", "--state", "sent"), 4, "The request is received; it is closed.");
  }

  @Test
  void requestOfOnesOwnGoesToItsLendersAndItsItemComesAndGoes() {
    assertThat(asked("A", "--lenders", "DK-710100,DK-710200", "--us", "DK-1").done())
        .containsPattern("number: +1\n")
        .containsPattern("state: +sent")
        .containsPattern("requester: +DK-1");
    assertThat(ill("list").done()).contains("sent", "Sult");
    assertThat(ill("show", "1").done())
        .containsPattern("side: +borrowing")
        .containsPattern("library: +DK-710100")
        .containsPattern(
            "lenders:\nlibrary +now +asked +by\nDK-710100 +yes +yes\nDK-710200 +no +no");
    assertThat(ill("queue").done()).containsPattern("1 +20.* DK-710100 +request");
    fails(
        ill("receive", "1", "--barcode", "5710100001"),
        4,
        "The request is sent: DK-710100 never said that the item was sent. If it is here, repeat this with \"without-shipment\".");
    assertThat(
            ill(
                    "receive",
                    "1",
                    "--barcode",
                    "5710100001",
                    "--due-day",
                    "2099-01-31",
                    "--without-shipment")
                .done())
        .containsPattern("state: +received")
        .containsPattern("item: +5710100001");
    assertThat(
            library.text(
                library.north,
                """
                select (due_to_lender at time zone 'Europe/Copenhagen')::text from item
                where barcode = '5710100001'
                """))
        .isEqualTo("2099-01-31 23:59:59");
    assertThat(ill("receive", "1", "--barcode", "5710100001").done()).contains("received");
    fails(ill("receive", "1", "--barcode", "1"), 4, "5710100001 has already been received for it");
    library.submit(TestLibrary.checkout(library.north, "A", "5710100001"));
    fails(ill("return", "1"), 4, "A patron still has the item.");
    fails(ill("answer", "1", "--state", "unfilled"), 4, "The request is on-loan");
  }

  @Test
  void itemThatNobodyFetchedGoesBack() {
    asked("A", "--lenders", "DK-710100").done();
    fails(ill("return", "1"), 4, "No item has been received for the request.");
    ill("receive", "1", "--without-shipment").done();
    assertThat(ill("return", "1").done()).containsPattern("state: +returned");
    assertThat(ill("list").done()).contains("There are no requests.");
  }

  @Test
  void requestOfOnesOwnNeedsWhomWhatAndForWhom() {
    fails(ill("place", "--branch", TestLibrary.MAIN), 2, "--patron");
    fails(
        ill("place", "--branch", TestLibrary.MAIN, "--patron", "A", "--lenders", "L"),
        2,
        "Give \"title\", \"isbn\", \"issn\" or \"record-number\".");
    fails(
        ill("place", "--branch", "X", "--patron", "A", "--lenders", "L", "--title", "Sult"),
        2,
        "north has no branch \"X\".");
    fails(asked("NOPE", "--lenders", "L"), 2, "There is no patron \"NOPE\".");
    fails(
        asked("A", "--lenders", "L,hello world"), 2, "There is no library \"hello world\" to ask");
    assertThat(ill("list-libraries", "--text", "7101").done())
        .contains("DK-710100")
        .doesNotContain("DK-710200");
    two();
    fails(ill("receive", "1"), 4, "The request was not made by this library.");
    asked("A", "--lenders", "L").done();
    fails(
        ill(
            "receive",
            "3",
            "--due-day",
            "2099-01-31",
            "--due",
            "2099-01-31T12:00:00Z",
            "--without-shipment"),
        2,
        "Give \"due\" or \"due-day\", not both.");
  }

  @Test
  void numbersThatOnlyLookLikeCprNumbersAreNotMasked() {
    put(library.north, CARD);
    asked(CARD, "--lenders", "DK-710100").done();
    assertThat(ill("receive", "1", "--barcode", BARCODE, "--without-shipment").done())
        .containsPattern("item: +" + BARCODE);
    asked("A", "--lenders", "DK-710100").done();
    ill("receive", "2", "--patron", CARD, "--without-shipment").done();
    assertThat(
            library.count(
                library.north,
                """
                select count(*) from hold h join patron_identifier i on i.patron_id = h.patron_id
                where i.value = '%s'
                """
                    .formatted(CARD)))
        .isEqualTo(2);
  }

  private void put(TenantId tenant, String card) {
    library
        .store
        .patronRegister()
        .putPatrons(
            tenant,
            List.of(
                new NewPatron(
                    card,
                    "Navn, Åse",
                    new Membership("adult", TestLibrary.MAIN, "009"),
                    null,
                    Contact.NONE,
                    null,
                    List.of())));
  }

  @Test
  void forACprNumberACardOfThePatronIsStored() {
    library.set(Setting.PATRON_CATEGORY_NEW, "adult");
    commands.run("patrons", "create", "--identifier", CARD, "--name", "Navn, Åse").done();
    var card =
        library.text(
            library.north,
            "select value from patron_identifier where kind = 'CARD' and length(value) > 1 and value not like 'INST-%'");
    asked(CARD, "--lenders", "DK-710100").done();
    fails(asked("0202901234", "--lenders", "DK-710100"), 2, "There is no patron \"******-****\".");
    assertThat(library.texts(library.north, "select patron from ill_request order by number"))
        .containsExactly(card);
    assertThat(ill("receive", "1", "--without-shipment").done())
        .containsPattern("state: +received");
  }
}
