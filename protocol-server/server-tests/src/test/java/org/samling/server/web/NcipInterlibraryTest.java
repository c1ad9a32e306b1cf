package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.NcipPartner.item;
import static org.samling.server.web.NcipPartner.message;
import static org.samling.server.web.NcipPartner.request;
import static org.samling.server.web.NcipPartner.user;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Interlibrary loans from begin to end by NCIP, by ISO 18626 and by both, with what they leave. */
class NcipInterlibraryTest {

  private static final String OTHER = "DK-710100";
  private static final String BARCODE = "5710100001";

  private final TestServer server = new TestServer();
  private final TestLibrary library = server.library;
  private final NcipPartner partner = new NcipPartner(server, "north-ncip");
  private final Iso18626Partner iso = new Iso18626Partner(server, "north-ncip");

  @BeforeEach
  void theOtherLibraryIsAPatron() {
    library
        .store
        .patronRegister()
        .putPatrons(
            library.north,
            List.of(
                new NewPatron(
                    Institution.card(OTHER),
                    "Andet bibliotek",
                    new Membership("adult", TestLibrary.MAIN, "009"),
                    null,
                    Contact.NONE,
                    null,
                    List.of())));
  }

  @AfterEach
  void close() {
    iso.close();
    partner.close();
    server.close();
  }

  private static String accept(String requestId, String card, String barcode) {
    return message(
        "AcceptItem",
        "<InitiationHeader><FromAgencyId><AgencyId>%s</AgencyId></FromAgencyId><ToAgencyId><AgencyId>DK-799700</AgencyId></ToAgencyId></InitiationHeader>"
            .formatted(OTHER),
        request(requestId),
        "<RequestedActionType>Hold For Pickup</RequestedActionType>",
        user(card),
        item(barcode),
        "<ItemOptionalFields><BibliographicDescription><Author>Hamsun, Knut</Author><Title>Sult</Title></BibliographicDescription></ItemOptionalFields>");
  }

  private static String requestItem(String library, String barcode, String requestId) {
    return message(
        "RequestItem",
        user(Institution.card(library)),
        item(barcode),
        request(requestId),
        "<RequestType>Loan</RequestType><RequestScopeType>Item</RequestScopeType><PickupLocation>ILL Office</PickupLocation>");
  }

  private static String cancel(String requestId) {
    return message(
        "CancelRequestItem", user(Institution.card(OTHER)), request(requestId), "<RequestType/>");
  }

  private static String shipped(String requestId, String barcode) {
    return message(
        "ItemShipped",
        request(requestId),
        item(barcode),
        "<DateShipped>2026-11-26T12:00:00Z</DateShipped>");
  }

  private static String received(String requestId, String barcode) {
    return message(
        "ItemReceived",
        item(barcode),
        request(requestId),
        "<DateReceived>2026-11-27T12:00:00Z</DateReceived>");
  }

  private String text(String sql) {
    return library.text(library.north, sql);
  }

  private List<String> texts(String sql) {
    return library.texts(library.north, sql);
  }

  private long count(String from) {
    return library.count(library.north, "select count(*) from " + from);
  }

  private List<String> states(long number) {
    return texts(
        "select state from ill_event where request = %d order by sequence".formatted(number));
  }

  private String stands(long number) {
    return text(
        "select side || ' ' || state || ' ' || coalesce(barcode, '-') from ill_request where number = %d"
            .formatted(number));
  }

  private String hold(long number) {
    return text(
        "select type || ' ' || state from hold where id = (select hold_id from ill_request where number = %d)"
            .formatted(number));
  }

  private String borrowed() {
    return text(
        "select status || ' from ' || borrowed_from from item where barcode = '%s'"
            .formatted(BARCODE));
  }

  private long openLoans() {
    return count("loan where returned_at is null");
  }

  // Asked for by a number

  private static String requestTitle(String requestId) {
    return message(
        "RequestItem",
        user(Institution.card(OTHER)),
        """
        <BibliographicId><BibliographicRecordId><BibliographicRecordIdentifier>2</BibliographicRecordIdentifier>
        <AgencyId>t</AgencyId></BibliographicRecordId></BibliographicId>\
        """,
        request(requestId),
        "<RequestType>Loan</RequestType><RequestScopeType>Title</RequestScopeType>");
  }

  private void putCallNumber() {
    library.asSuperuser("update item set call_number = '46.4 Fanø' where barcode = '6'");
  }

  /** The title's other item is on loan, too, and was due long ago. */
  private void lendTheOther() {
    library.asSuperuser(
        """
        insert into loan select n.* from loan o join item i on i.tenant_id = o.tenant_id and i.barcode = 'R'
        cross join lateral jsonb_populate_record(o, jsonb_build_object(
          'id', gen_random_uuid(), 'item_id', i.id, 'due_at', now() - interval '90 days')) n
        where o.returned_at is null;
        update item set status = 'ON_LOAN' where barcode = 'R'
        """);
  }

  private List<String> wanted() {
    return texts(
        "select coalesce(i.barcode, 'any') from hold h left join item i on i.id = h.wanted_item_id order by h.placed_at");
  }

  @Test
  void aTitleThatIsAskedForByItsNumberIsHeldAsTheCopyThatCanBeFetched() {
    putCallNumber();
    var answer = partner.ask(requestTitle("t-1"));
    assertThat(answer)
        .contains(
            "<ItemIdentifierValue>6</ItemIdentifierValue>",
            "<CallNumber>46.4 Fanø<",
            ">Item</RequestScopeType>");
    assertThat(partner.ask(requestTitle("t-1"))).as("the same again").isEqualTo(answer);
    assertThat(wanted()).containsExactly("6");
    assertThat(
            partner.ask(
                message(
                    "LookupRequest",
                    request("t-1"),
                    "<RequestElementType>Request Scope Type</RequestElementType>")))
        .contains(">Item</RequestScopeType>");

    assertThat(partner.ask(requestTitle("t-2")))
        .as("for another of the library's patrons, who waits for a copy")
        .doesNotContain("Problem");
    assertThat(wanted()).containsExactly("6", "any");
    assertThat(partner.ask(message("CheckOutItem", user(Institution.card(OTHER)), item("6"))))
        .contains("<DateDue>");
    assertThat(stands(1)).isEqualTo("LENDING SHIPPED 6");
  }

  @Test
  void aTitleIsHeldAsAnyCopyWhereTheLibraryHasItSoAndTheAnswerNamesTheOneThatIsFetched() {
    putCallNumber();
    library.set(Setting.HOLD_PARTNER_COPY, "false");
    assertThat(partner.ask(requestTitle("t-1")))
        .contains("<ItemIdentifierValue>6<", "<CallNumber>46.4 Fanø<", ">Bibliographic Item<");
    assertThat(wanted()).containsExactly("any");
  }

  @Test
  void whereNoCopyIsOnAShelfTheOneThatIsDueFirstIsNamedAndTheTitleHeld() {
    putCallNumber();
    library.submit(TestLibrary.checkout(library.north, "A", "6"));
    lendTheOther();
    assertThat(partner.ask(requestTitle("t-1"))).contains("<ItemIdentifierValue>R<");
    library.asSuperuser("update item set status = 'LOST' where barcode = 'R'");
    assertThat(partner.ask(requestTitle("t-1")))
        .as("what is lost does not come back first")
        .contains("<ItemIdentifierValue>6<", "<CallNumber>46.4 Fanø<", ">Bibliographic Item<");
    assertThat(wanted()).containsExactly("any");
  }

  // Borrowing

  @Test
  void borrowerLooksUpTakesInLendsTakesBackAndLetsGo() {
    assertThat(partner.ask(message("LookupUser", user("A")))).contains("<UserOptionalFields>");
    assertThat(count("ill_request")).isZero();

    var accepted = partner.ask(accept("r-1", "A", BARCODE));
    assertThat(accepted)
        .contains(
            "</ResponseHeader><RequestId><AgencyId>PARTNER</AgencyId><RequestIdentifierValue>r-1<",
            "<ItemIdentifierValue>" + BARCODE + "<");
    assertThat(stands(1)).isEqualTo("BORROWING RECEIVED " + BARCODE);
    assertThat(text("select title || ', ' || author from ill_request"))
        .isEqualTo("Sult, Hamsun, Knut");
    assertThat(borrowed()).isEqualTo("ON_HOLD_SHELF from " + OTHER);
    assertThat(hold(1)).isEqualTo("INTER_LIBRARY READY");
    assertThat(count("local_record where source = 'ill'")).isEqualTo(1);
    assertThat(partner.ask(accept("r-1", "A", BARCODE))).isEqualTo(accepted);

    assertThat(partner.ask(message("CheckOutItem", user("A"), item(BARCODE))))
        .contains("<DateDue>");
    assertThat(stands(1)).isEqualTo("BORROWING ON_LOAN " + BARCODE);
    assertThat(openLoans()).isEqualTo(1);
    assertThat(partner.ask(message("DeleteItem", item(BARCODE))))
        .contains("<DeleteItemResponse><Problem>", ">Resource Cannot Be Provided<");

    assertThat(partner.ask(message("CheckInItem", item(BARCODE))))
        .contains("Send it back to " + OTHER);
    assertThat(stands(1)).isEqualTo("BORROWING CHECKED_IN " + BARCODE);
    assertThat(borrowed()).isEqualTo("IN_PROCESS from " + OTHER);
    assertThat(openLoans()).isZero();

    var deleted = partner.ask(message("DeleteItem", item(BARCODE)));
    assertThat(deleted)
        .contains("<DeleteItemResponse><ItemId>", "<ItemIdentifierValue>" + BARCODE + "<");
    assertThat(stands(1)).isEqualTo("BORROWING RETURNED " + BARCODE);
    for (var table :
        List.of("item where borrowed_from is not null", "local_record", "hold", "loan")) {
      assertThat(count(table)).as(table).isZero();
    }
    assertThat(partner.ask(message("DeleteItem", item(BARCODE)))).isEqualTo(deleted);
    assertThat(partner.ask(accept("r-1", "A", BARCODE)))
        .as("however late it comes again")
        .isEqualTo(accepted);
    assertThat(count("item where borrowed_from is not null")).isZero();
    assertThat(states(1)).containsExactly("RECEIVED", "ON_LOAN", "CHECKED_IN", "RETURNED");
  }

  @Test
  void whatCannotBeAcceptedIsRefusedAndLeavesNothing() {
    assertThat(partner.ask(accept("r-1", "nobody", BARCODE))).contains(">Unknown User<");
    assertThat(partner.ask(accept("r-1", "A", "1"))).contains(">Cannot Accept Item<");
    assertThat(partner.ask(accept("r-1", "A", "x".repeat(101))))
        .contains(">Element Rule Violated<");
    assertThat(
            partner.ask(
                accept("r-1", "A", BARCODE)
                    .replace(
                        "</AcceptItem>", "<PickupLocation>nowhere</PickupLocation></AcceptItem>")))
        .contains(">Element Rule Violated<", ">PickupLocation<");
    assertThat(partner.ask(message("AcceptItem", request("r-1"), item(BARCODE))))
        .contains(">Needed Data Missing<", ">UserId<");
    assertThat(partner.ask(message("DeleteItem", item("1"))))
        .as("an item of the library's own")
        .contains(">Unknown Item<");
    assertThat(count("ill_request")).isZero();
    assertThat(count("item where borrowed_from is not null")).isZero();

    partner.ask(accept("r-1", "A", BARCODE));
    assertThat(partner.ask(accept("r-1", "A", "5710100002"))).contains(">Duplicate Request<");
    assertThat(partner.ask(accept("r-2", "A", BARCODE))).contains(">Cannot Accept Item<");
    assertThat(count("ill_request")).isEqualTo(1);
  }

  @Test
  void itemWithoutABarcodeGetsOneAndIsFetchedWhereNcip1SaysSo() {
    var answer =
        partner.ask(
            accept("r-1", "A", "")
                .replace(
                    "<AgencyId>DK-799700</AgencyId></ToAgencyId>",
                    "<AgencyId>DK-799701</AgencyId></ToAgencyId>"));
    assertThat(answer).containsPattern("<ItemIdentifierValue>ILL-[0-9a-f]{12}<");
    assertThat(text("select at_branch || ' ' || status from item where borrowed_from is not null"))
        .isEqualTo("DK-799701 IN_TRANSIT");
  }

  @Test
  void acceptedAtManyPlacesAtOnceIsAcceptedOnceWithOneAnswer() throws Exception {
    assertThat(atOnce(accept("r-1", "A", BARCODE))).hasSize(1);
    assertThat(count("ill_request")).isEqualTo(1);
    assertThat(count("item where borrowed_from is not null")).isEqualTo(1);
    assertThat(count("hold")).isEqualTo(1);
  }

  // Lending

  @Test
  void lenderIsAskedLendsAndTakesBack() {
    var placed = partner.ask(requestItem(OTHER, "2", "b-1"));
    assertThat(placed)
        .contains(
            "<RequestItemResponse><RequestId>",
            "<RequestIdentifierValue>b-1<",
            ">INST-DK-710100<",
            "<Title>Ærø</Title>");
    assertThat(stands(1)).isEqualTo("LENDING REQUESTED -");
    assertThat(hold(1)).startsWith("INTER_LIBRARY ");
    assertThat(
            text(
                "select account || ' ' || library || ' ' || reference || ' ' || delivery from ill_request"))
        .isEqualTo("north-ncip DK-710100 b-1 ILL Office");
    assertThat(partner.ask(requestItem(OTHER, "2", "b-1"))).isEqualTo(placed);
    assertThat(count("hold")).isEqualTo(1);
    assertThat(partner.ask(message("LookupRequest", request("b-1"))))
        .contains(">INST-DK-710100<", "<RequestStatusType");

    assertThat(partner.ask(message("CheckOutItem", user("INST-DK-710100"), item("2"))))
        .contains("<DateDue>");
    assertThat(stands(1)).isEqualTo("LENDING SHIPPED 2");
    assertThat(hold(1)).isEqualTo("INTER_LIBRARY FULFILLED");
    assertThat(partner.ask(cancel("b-1"))).contains(">Request Already Processed<");

    assertThat(partner.ask(received("b-1", "2"))).contains("<ItemReceivedResponse/>");
    assertThat(stands(1)).isEqualTo("LENDING RECEIVED 2");
    assertThat(partner.ask(shipped("b-1", "2"))).contains("<ItemShippedResponse/>");
    assertThat(stands(1)).isEqualTo("LENDING RETURNED 2");
    assertThat(partner.ask(received("b-1", "2")))
        .as("what comes again, or late, changes nothing")
        .contains("<ItemReceivedResponse/>");
    assertThat(stands(1)).isEqualTo("LENDING RETURNED 2");

    assertThat(partner.ask(message("CheckInItem", item("2")))).doesNotContain("Problem");
    assertThat(stands(1)).isEqualTo("LENDING CHECKED_IN 2");
    assertThat(openLoans()).isZero();
    assertThat(partner.ask(requestItem(OTHER, "2", "b-1"))).isEqualTo(placed);
    assertThat(states(1))
        .containsExactly("REQUESTED", "SHIPPED", "RECEIVED", "RETURNED", "CHECKED_IN");
    assertThat(texts("select kind from ill_message where not is_outgoing order by sequence"))
        .containsExactly("ItemReceived", "ItemShipped");
  }

  @Test
  void libraryThatCancelsIsNotLentTo() {
    partner.ask(requestItem(OTHER, "2", "b-1"));
    assertThat(partner.ask(cancel("b-1").replace("INST-DK-710100", "A")))
        .contains(">Unknown Request<");
    var cancelled = partner.ask(cancel("b-1"));
    assertThat(cancelled).contains("<CancelRequestItemResponse><RequestId>");
    assertThat(partner.ask(cancel("b-1"))).isEqualTo(cancelled);
    assertThat(stands(1)).isEqualTo("LENDING CANCELLED -");
    assertThat(hold(1)).isEqualTo("INTER_LIBRARY CANCELLED");
    assertThat(states(1)).containsExactly("REQUESTED", "CANCELLED");
  }

  @Test
  void whatCannotBeHeldIsUnfilledAtOnceAndSaidAgain() {
    partner.ask(requestItem(OTHER, "2", "b-1"));
    var refused = partner.ask(requestItem("DK-710900", "2", "b-2"));
    assertThat(refused)
        .as("a library that is no patron")
        .contains("<RequestItemResponse><Problem>", ">Unknown User<");
    assertThat(stands(2)).isEqualTo("LENDING UNFILLED -");
    library.addLibraries("DK-710900");
    assertThat(partner.ask(requestItem("DK-710900", "2", "b-2"))).isEqualTo(refused);
    assertThat(partner.ask(requestItem(OTHER, "6", "b-1")))
        .as("another title under the number of the first")
        .contains(">Duplicate Request<");
  }

  @Test
  void requestWithoutANumberIsTheSameUntilItIsOver() {
    var plain = message("RequestItem", user(Institution.card(OTHER)), item("2"));
    var first = partner.ask(plain);
    assertThat(partner.ask(plain)).isEqualTo(first);
    var number = first.replaceAll("(?s).*<RequestIdentifierValue>([^<]+)<.*", "$1");
    assertThat(partner.ask(cancel(number))).contains("<CancelRequestItemResponse><RequestId>");
    assertThat(partner.ask(plain)).isNotEqualTo(first).doesNotContain("Problem");
    assertThat(texts("select state from ill_request order by number"))
        .containsExactly("CANCELLED", "REQUESTED");
  }

  @Test
  void requestThatIsToldOfIsTheSameAsOneThatIsAskedFor() {
    var told = requestItem(OTHER, "2", "b-1").replace("RequestItem>", "ItemRequested>");
    assertThat(partner.ask(told)).contains("<ItemRequestedResponse/>");
    assertThat(stands(1)).isEqualTo("LENDING REQUESTED -");
    assertThat(partner.ask(requestItem(OTHER, "2", "b-1"))).doesNotContain("Problem");
    assertThat(count("ill_request")).isEqualTo(1);
    assertThat(
            partner.ask(
                message("ItemRequested", user("A"), item("6"), "<RequestType>Hold</RequestType>")))
        .contains("<ItemRequestedResponse/>");
    assertThat(count("hold where type <> 'INTER_LIBRARY'")).isEqualTo(1);
    assertThat(count("ill_request")).isEqualTo(1);
  }

  @Test
  void askedAtManyPlacesAtOnceIsAskedOnceWithOneAnswer() throws Exception {
    assertThat(atOnce(requestItem(OTHER, "2", "b-1"))).hasSize(1);
    assertThat(count("ill_request")).isEqualTo(1);
    assertThat(count("hold")).isEqualTo(1);
  }

  @Test
  void accountSpeaksForItsPartnersAndNobodyElse() {
    var register = library.store.libraryRegister();
    register.putAccounts(
        library.north,
        List.of(
            new NewAccount(
                Account.Protocol.NCIP,
                "north-partner",
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    try (var own = new NcipPartner(server, "north-partner");
        var ownIso = new Iso18626Partner(server, "north-partner")) {
      assertThat(own.ask(requestItem(OTHER, "2", "b-1")))
          .as("for none at first")
          .contains(">Unauthorized Service For Agency<");
      assertThat(ownIso.ask(Iso18626Partner.request("b-1"))).contains("UnrecognisedDataValue");
      register.putPartners(library.north, "north-partner", Set.of("DK-710200"));
      assertThat(own.ask(requestItem(OTHER, "2", "b-1")))
          .contains(">Unauthorized Service For Agency<");
      register.putPartners(library.north, "north-partner", Set.of("DK-710200", OTHER));
      assertThat(own.ask(requestItem(OTHER, "2", "b-1"))).doesNotContain("Problem");
      assertThat(ownIso.ask(Iso18626Partner.action("b-1", "Cancel")))
          .contains("<messageStatus>OK</messageStatus>");
      partner.ask(accept("r-1", "A", BARCODE));
      assertThat(own.ask(message("DeleteItem", item(BARCODE))))
          .as("what came by another account")
          .contains(">Unknown Item<");
      assertThat(own.ask(shipped("r-1", BARCODE))).contains(">Unknown Request<");
      assertThat(own.ask(accept("r-9", "A", "5710100009").replace(OTHER, "DK-710900")))
          .as("in the name of another library")
          .contains(">Unauthorized Service For Agency<", ">FromAgencyId<");
      assertThat(own.ask(accept("r-9", "A", "5710100009").replace(OTHER, "north-partner")))
          .as("in its own name")
          .doesNotContain("Problem");
      assertThat(text("select borrowed_from from item where barcode = '5710100009'"))
          .isEqualTo("north-partner");
    }
  }

  // By ISO 18626, and by both

  @Test
  void lenderByIso18626() {
    iso.ask(Iso18626Partner.request("b-1"));
    assertThat(stands(1)).isEqualTo("LENDING REQUESTED -");
    assertThat(hold(1)).startsWith("INTER_LIBRARY ");
    library.submit(TestLibrary.checkout(library.north, Institution.card(OTHER), "2"));
    assertThat(stands(1)).isEqualTo("LENDING SHIPPED 2");
    iso.ask(Iso18626Partner.action("b-1", "Received"));
    iso.ask(Iso18626Partner.action("b-1", "ShippedReturn"));
    assertThat(stands(1)).isEqualTo("LENDING RETURNED 2");
    partner.ask(message("CheckInItem", item("2")));
    assertThat(stands(1)).isEqualTo("LENDING CHECKED_IN 2");

    iso.ask(Iso18626Partner.request("b-2"));
    iso.ask(Iso18626Partner.action("b-2", "Cancel"));
    assertThat(stands(2)).isEqualTo("LENDING CANCELLED -");
    assertThat(hold(2)).isEqualTo("INTER_LIBRARY CANCELLED");
  }

  @Test
  void requestOfOneProtocolIsThatOfTheOther() {
    partner.ask(requestItem(OTHER, "2", "b-1"));
    iso.ask(Iso18626Partner.request("b-1"));
    assertThat(count("ill_request")).isEqualTo(1);
    partner.ask(message("CheckOutItem", user("INST-DK-710100"), item("2")));
    assertThat(iso.ask(Iso18626Partner.action("b-1", "Received")))
        .contains("<messageStatus>OK</messageStatus>");
    assertThat(stands(1)).isEqualTo("LENDING RECEIVED 2");
    partner.ask(shipped("b-1", "2"));
    assertThat(stands(1)).isEqualTo("LENDING RETURNED 2");
    partner.ask(message("CheckInItem", item("2")));
    assertThat(stands(1)).isEqualTo("LENDING CHECKED_IN 2");

    iso.ask(Iso18626Partner.request("b-2"));
    assertThat(partner.ask(requestItem(OTHER, "2", "b-2"))).doesNotContain("Problem");
    assertThat(partner.ask(message("LookupRequest", request("b-2")))).doesNotContain("Problem");
    assertThat(partner.ask(cancel("b-2"))).doesNotContain("Problem");
    assertThat(stands(2)).isEqualTo("LENDING CANCELLED -");
    assertThat(
            texts(
                "select kind from ill_message where request = 2 and is_outgoing order by sequence"))
        .as("the other library is told by ISO 18626, too")
        .containsExactly("REQUEST_RESPONSE", "STATUS_CHANGE");
    assertThat(count("ill_request")).isEqualTo(2);
  }

  private void ask() {
    library
        .store
        .interlibraryMessages()
        .ask(
            library.north,
            TestLibrary.MAIN,
            new InterlibraryOrder(
                new Requester("staff", "DK-799700"),
                null,
                CommandKey.of(CommandKey.MAX_WINDOW, UUID.randomUUID()).hex(),
                null,
                new Description("Sult", "Hamsun, Knut", null, null, null, null, null),
                Service.LOAN,
                null,
                null,
                null,
                "A",
                null),
            "DK-799700",
            new Rota(List.of("DK-999999", OTHER), List.of(), null));
  }

  @Test
  void ownRequestIsAnsweredByOneProtocolAndFilledByTheOther() {
    ask();
    assertThat(stands(1)).isEqualTo("BORROWING SENT -");
    assertThat(iso.ask(Iso18626Partner.supplying("1-1", "DK-999999", "Unfilled")))
        .contains("<messageStatus>OK</messageStatus>");
    assertThat(states(1)).containsExactly("REQUESTED", "SENT", "UNFILLED", "SENT");
    assertThat(partner.ask(shipped("1-1", BARCODE)))
        .as("who was passed over has no say")
        .contains("<ItemShippedResponse/>");
    assertThat(stands(1)).isEqualTo("BORROWING SENT -");

    partner.ask(shipped("1-2", BARCODE));
    assertThat(stands(1)).isEqualTo("BORROWING SHIPPED " + BARCODE);
    var accepted = partner.ask(message("AcceptItem", request("1-2"), item(BARCODE)));
    assertThat(accepted).contains("<RequestIdentifierValue>1-2<", BARCODE);
    assertThat(partner.ask(message("AcceptItem", request("1-2"), item(BARCODE))))
        .isEqualTo(accepted);
    assertThat(stands(1)).isEqualTo("BORROWING RECEIVED " + BARCODE);
    assertThat(borrowed()).isEqualTo("ON_HOLD_SHELF from " + OTHER);
    iso.ask(Iso18626Partner.supplying("1-2", OTHER, "Loaned"));
    assertThat(stands(1)).as("told late").isEqualTo("BORROWING RECEIVED " + BARCODE);

    partner.ask(message("CheckOutItem", user("A"), item(BARCODE)));
    assertThat(stands(1)).isEqualTo("BORROWING ON_LOAN " + BARCODE);
    partner.ask(message("CheckInItem", item(BARCODE)));
    assertThat(partner.ask(message("DeleteItem", item(BARCODE)))).doesNotContain("Problem");
    assertThat(stands(1)).isEqualTo("BORROWING RETURNED " + BARCODE);
    assertThat(count("ill_request")).isEqualTo(1);
    assertThat(count("item where borrowed_from is not null")).isZero();
    assertThat(
            texts(
                "select kind from ill_message where is_outgoing and lender = 2 order by sequence"))
        .containsExactly("REQUEST", "RECEIVED", "SHIPPED_RETURN");
  }

  /** All answers to a message that comes eight times at once. */
  private Set<String> atOnce(String message) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          threads.invokeAll(
              IntStream.range(0, 8)
                  .<Callable<String>>mapToObj(_ -> () -> partner.ask(message))
                  .toList());
      var different = new HashSet<String>();
      for (var answer : answers) {
        different.add(answer.get());
      }
      return different;
    }
  }
}
