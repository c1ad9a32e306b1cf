package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.NcipPartner.item;
import static org.samling.server.web.NcipPartner.message;
import static org.samling.server.web.NcipPartner.request;
import static org.samling.server.web.NcipPartner.user;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Every service beside the first five, over HTTP, with what it leaves in the store. */
class NcipServicesTest {

  private static final Pattern DUE = Pattern.compile("<DateDue>([^<]+)</DateDue>");
  private static final Pattern TOKEN = Pattern.compile("<NextItemToken>([^<]+)</NextItemToken>");

  /** An item of the title that requests are about; loans are of items of another. */
  private static final String HELD = "6";

  private static TestServer server;
  private static NcipPartner partner;
  private static TenantId north;

  @BeforeAll
  static void open() {
    server = new TestServer();
    server.library.addStock(20, 20);
    server.library.set(Setting.PATRON_CATEGORY_NEW, "adult");
    server.library.set(Setting.LOAN_RECALL_GUARANTEED_DAYS, "0");
    north = server.library.north;
    partner = new NcipPartner(server, "north-ncip");
  }

  @AfterAll
  static void close() {
    partner.close();
    server.close();
  }

  // Loans

  @Test
  void loanIsRenewedOnceHoweverOftenTheMessageComes() {
    var card = card(0);
    partner.ask(message("CheckOutItem", user(card), item(barcode(0))));
    var renewed = partner.ask(message("RenewItem", user(card), item(barcode(0))));
    assertThat(renewed).contains("<RenewItemResponse>", "<DateDue>");
    assertThat(partner.ask(message("RenewItem", user(card), item(barcode(0))))).isEqualTo(renewed);
    assertThat(partner.ask(message("RenewItem", user(card(1)), item(barcode(0)))))
        .contains("<RenewItemResponse><Problem>", ">Item Not Checked Out<");
    assertThat(partner.ask(message("RenewItem", user("nobody"), item(barcode(0)))))
        .contains(">Unknown User<");
  }

  @Test
  void loanIsAskedBackAndLeftAgain() {
    var card = card(2);
    var due = due(partner.ask(message("CheckOutItem", user(card), item(barcode(2)))));
    var recalled = partner.ask(message("RecallItem", item(barcode(2))));
    assertThat(due(recalled)).isLessThan(due);
    assertThat(partner.ask(message("RecallItem", item(barcode(2))))).isEqualTo(recalled);
    assertThat(partner.ask(message("LookupItem", item(barcode(2))))).contains("<DateRecalled>");

    assertThat(partner.ask(message("CancelRecallItem", item(barcode(2)))))
        .contains("<CancelRecallItemResponse><ItemId>");
    var item = partner.ask(message("LookupItem", item(barcode(2))));
    assertThat(due(item)).isEqualTo(due);
    assertThat(item).doesNotContain("<DateRecalled>");
    assertThat(partner.ask(message("RecallItem", item(barcode(2)))))
        .as("a recall after that is a new one")
        .contains("<DateDue>");
    assertThat(partner.ask(message("LookupItem", item(barcode(2))))).contains("<DateRecalled>");
    assertThat(partner.ask(message("RecallItem", item(barcode(19)))))
        .contains(">Item Not Checked Out<");
  }

  @Test
  void loanThatWasJustMadeIsUndone() {
    partner.ask(message("CheckOutItem", user(card(3)), item(barcode(3))));
    var undone = partner.ask(message("UndoCheckOutItem", item(barcode(3)), user(card(3))));
    assertThat(undone).contains("<UndoCheckOutItemResponse><ItemId>", card(3));
    assertThat(partner.ask(message("UndoCheckOutItem", item(barcode(3)), user(card(3)))))
        .isEqualTo(undone);
    assertThat(status(barcode(3))).isEqualTo(ItemStatus.AVAILABLE);
    assertThat(account(card(3)).loans()).isEmpty();
  }

  // Requests

  @Test
  void requestIsFollowedChangedAndCancelledByThePartnersNumber() {
    var card = card(4);
    partner.ask(message("RequestItem", user(card), item(HELD), request("r-1")));

    assertThat(partner.ask(message("LookupRequest", request("r-1"))))
        .contains(
            "<LookupRequestResponse><RequestId>",
            card,
            ">In Process<",
            "<HoldQueuePosition>",
            ">DK-799700</PickupLocation>");
    assertThat(partner.ask(message("LookupItem", request("r-1"))))
        .contains("<RequestIdentifierValue>r-1<", "<Title>Fanø</Title>");
    assertThat(
            partner.ask(
                message(
                    "UpdateRequestItem",
                    request("r-1"),
                    "<AddRequestFields><NeedBeforeDate>2099-01-01T00:00:00Z</NeedBeforeDate>"
                        + "<PickupLocation>DK-799701</PickupLocation></AddRequestFields>")))
        .contains("<UpdateRequestItemResponse><ItemId>");
    assertThat(account(card).holds())
        .singleElement()
        .satisfies(hold -> {
          assertThat(hold.pickup()).isEqualTo("DK-799701");
          assertThat(hold.expires()).isEqualTo("2099-01-01T00:00:00Z");
        });

    var cancelled = partner.ask(message("CancelRequestItem", user(card), request("r-1")));
    assertThat(cancelled).contains("<CancelRequestItemResponse><RequestId>");
    assertThat(partner.ask(message("CancelRequestItem", user(card), request("r-1"))))
        .isEqualTo(cancelled);
    assertThat(account(card).holds()).isEmpty();
    assertThat(partner.ask(message("LookupRequest", request("r-1"))))
        .contains(">Cannot Fulfill Request<");
    assertThat(partner.ask(message("LookupRequest", request("r-none"))))
        .contains(">Unknown Request<");
  }

  @Test
  void requestIsNamedByItsUserAndItemToo() {
    var card = card(5);
    partner.ask(message("RequestItem", user(card), item(HELD)));
    var hold = account(card).holds().getFirst().id();
    assertThat(partner.ask(message("LookupRequest", user(card), item(HELD))))
        .contains("<RequestIdentifierValue>" + hold);
    assertThat(partner.ask(message("CancelRequestItem", user(card), item(HELD), "<RequestType/>")))
        .contains("<CancelRequestItemResponse><RequestId>");
    assertThat(account(card).holds()).isEmpty();
    assertThat(partner.ask(message("CancelRequestItem", user(card), item(HELD))))
        .contains(">Unknown Request<");

    partner.ask(message("RequestItem", user(card), item(HELD)));
    assertThat(account(card).holds())
        .as("a request after the cancellation is a new one, however soon")
        .singleElement()
        .extracting(PatronAccount.Hold::id)
        .isNotEqualTo(hold);
  }

  @Test
  void requestOfAnotherUserIsNotCancelled() {
    partner.ask(message("RequestItem", user(card(6)), item(HELD), request("r-6")));
    assertThat(partner.ask(message("CancelRequestItem", user(card(7)), request("r-6"))))
        .contains(">Unknown Request<");
    assertThat(account(card(6)).holds())
        .extracting(PatronAccount.Hold::state)
        .containsExactly(HoldState.WAITING);
  }

  @Test
  void whatCannotBeChangedOfARequestIsRefused() {
    partner.ask(message("RequestItem", user(card(8)), item(HELD), request("r-8")));
    assertThat(
            partner.ask(
                message(
                    "UpdateRequestItem",
                    request("r-8"),
                    "<AddRequestFields>" + item("1") + "</AddRequestFields>")))
        .contains(">Unable To Add Element<");
    assertThat(partner.ask(message("UpdateRequestItem", request("r-8"))))
        .contains(">Needed Data Missing<");
  }

  // Items, agencies, versions

  @Test
  void itemsOfATitleAreToldPageByPage() {
    var title =
        """
        <BibliographicId><BibliographicRecordId><BibliographicRecordIdentifier>2</BibliographicRecordIdentifier>
        <AgencyId>t</AgencyId></BibliographicRecordId></BibliographicId>\
        """;
    var first =
        partner.ask(message("LookupItemSet", title, "<MaximumItemsCount>1</MaximumItemsCount>"));
    assertThat(first)
        .contains("<BibInformation><BibliographicId>", "<Title>Fanø</Title>", "<ItemInformation>");
    var token = TOKEN.matcher(first);
    assertThat(token.find()).isTrue();
    var second =
        partner.ask(
            message(
                "LookupItemSet",
                title,
                "<MaximumItemsCount>1</MaximumItemsCount>",
                "<NextItemToken>" + token.group(1) + "</NextItemToken>"));
    assertThat(second).contains("<ItemInformation>").doesNotContain("<NextItemToken>");
    assertThat(second).isNotEqualTo(first);
    assertThat(partner.ask(message("LookupItemSet", title, "<NextItemToken>99</NextItemToken>")))
        .contains(">Element Rule Violated<");
  }

  @ParameterizedTest
  @CsvSource({
    "t:2, Legal Deposit Number",
    "2, Legal Deposit Number",
    "t:2, Unspecified",
    "t:2, ''",
    "2, ''"
  })
  void aNumberThatIsNoIsbnOrIssnIsTheRecords(String number, String code) {
    assertThat(partner.ask(message("LookupItemSet", byItemNumber(number, code))))
        .contains("<Title>Fanø</Title>", "<ItemInformation>");
  }

  @ParameterizedTest
  @CsvSource({"2, ISBN", "2, ISSN", "9788702000009, ''", "t:no-such, Legal Deposit Number"})
  void anIsbnOrIssnIsNotTheRecords(String number, String code) {
    assertThat(partner.ask(message("LookupItemSet", byItemNumber(number, code))))
        .contains(">Unknown Item<")
        .doesNotContain("<ItemInformation>");
  }

  @Test
  void anIsbnOrIssnFindsItsTitleAlsoWithoutACode() {
    var motor = new RecordKey("t", "motor");
    var plain = TestLibrary.record(motor, "Motor");
    var fields =
        List.<MarcContent.Field>of(
            new MarcContent.ControlField("001", "motor"),
            numbered("020", "9788702112344"),
            numbered("022", "0047-8199"));
    var content = new MarcContent(plain.content().leader(), fields);
    server.put(
        north,
        List.of(
            new CatalogueRecord(motor, plain.format(), plain.original(), content, plain.brief())));
    for (var number : List.of("9788702112344", "978-87-02-11234-4", "0047-8199")) {
      for (var code : List.of("", number.length() == 9 ? "ISSN" : "ISBN")) {
        assertThat(partner.ask(message("LookupItemSet", byItemNumber(number, code))))
            .as("%s, %s", number, code)
            .contains("The title has no items.");
      }
    }
  }

  @Test
  void ofRecordsWithOneNumberTheSourceTellsWhichIsMeant() {
    server.put(
        north,
        List.of(
            TestLibrary.record(new RecordKey("t", "twice"), "Tolv"),
            TestLibrary.record(new RecordKey("u", "twice"), "Tretten")));
    assertThat(partner.ask(message("LookupItemSet", byItemNumber("twice", "Unspecified"))))
        .contains(">Non-Unique Item<");
    assertThat(partner.ask(message("LookupItemSet", byItemNumber("u:twice", "Unspecified"))))
        .contains("The title has no items.");
    assertThat(partner.ask(message("LookupItemSet", byItemNumber("v:twice", "Unspecified"))))
        .contains("No record has this number.");
  }

  private static MarcContent.DataField numbered(String tag, String number) {
    return new MarcContent.DataField(tag, ' ', ' ', List.of(new MarcContent.Subfield('a', number)));
  }

  private static String byItemNumber(String number, String code) {
    return """
    <BibliographicId><BibliographicItemId><BibliographicItemIdentifier>%s</BibliographicItemIdentifier>
    <BibliographicItemIdentifierCode>%s</BibliographicItemIdentifierCode></BibliographicItemId></BibliographicId>\
    """
        .formatted(number, code);
  }

  @Test
  void whatIsWrongWithOneItemOfSeveralIsToldInItsPlace() {
    assertThat(partner.ask(message("LookupItemSet", item("R"), item("no-such"))))
        .contains("<ItemIdentifierValue>R<", ">Unknown Item<", "<ItemIdentifierValue>no-such<");
  }

  @Test
  void agencyAndVersionsAreTold() {
    assertThat(
            partner.ask(
                message(
                    "LookupAgency",
                    "<AgencyId>DK-799700</AgencyId><AgencyElementType>Organization Name Information</AgencyElementType>")))
        .contains("<OrganizationName>Library</OrganizationName>");
    assertThat(
            partner.ask(
                message(
                    "LookupAgency",
                    "<AgencyId>DK-1</AgencyId><AgencyElementType>Organization Name Information</AgencyElementType>")))
        .contains(">Unknown Agency<");
    assertThat(partner.ask("<LookupVersion/>"))
        .contains("ncip_v1_0.dtd</VersionSupported>", "ncip_v2_02.xsd</VersionSupported>");
  }

  // Fees and users

  @Test
  void loanFromAnotherLibraryCostsWhatTheLibraryHasSet() {
    var fee =
        """
        <FiscalTransactionInformation><FiscalActionType>charge-default-patron-fee</FiscalActionType>
        <FiscalTransactionType>ILL-fee</FiscalTransactionType>
        <Amount><CurrencyCode>DKK</CurrencyCode><MonetaryValue>0</MonetaryValue></Amount></FiscalTransactionInformation>\
        """;
    var message = message("CreateUserFiscalTransaction", user(card(9)), fee);
    assertThat(partner.ask(message)).contains(">Invalid Amount<");
    var withoutCurrency = message.replace(">DKK<", "><");

    server.library.set(Setting.FEE_INTERLIBRARY, "2500");
    try {
      var charged = partner.ask(message);
      assertThat(charged).contains("<FiscalTransactionIdentifierValue>");
      assertThat(partner.ask(message)).isEqualTo(charged);
      assertThat(partner.ask(withoutCurrency)).isEqualTo(charged);
      assertThat(partner.ask(withoutCurrency.replace(">0<", ">100<")))
          .as("an amount of nothing in particular")
          .contains(">Invalid Amount<");
      assertThat(account(card(9)).patron().owed()).isEqualTo(2500);
      assertThat(
              partner.ask(
                  message(
                      "CreateUserFiscalTransaction",
                      user(card(18)),
                      fee.replaceAll(">[A-Za-z-]+</", "></"))))
          .as("nothing but the patron is named, as CrossLink does")
          .contains("<FiscalTransactionIdentifierValue>");
      assertThat(account(card(18)).patron().owed()).isEqualTo(2500);
      assertThat(partner.ask(message("LookupUser", user(card(9)), "<UserFiscalAccountDesired/>")))
          .contains(">Interlibrary Loan Fee<", "<MonetaryValue>2500<");
    } finally {
      server.library.set(Setting.FEE_INTERLIBRARY, "0");
    }
    var payment =
        message
            .replace("charge-default-patron-fee", "Payment")
            .replace("<Amount>", "<PaymentMethodType>Debit Card</PaymentMethodType><Amount>");
    assertThat(partner.ask(payment.replace(">0<", ">2000<")))
        .contains("<CreateUserFiscalTransactionResponse><UserId>");
    assertThat(server.library.texts(server.library.north, "select means from payment"))
        .as("the method of the message is the means of the payment")
        .containsExactly("CARD");
    assertThat(account(card(9)).patron().owed()).isEqualTo(500);
    assertThat(partner.ask(message.replace("DKK", "SEK"))).contains(">Invalid Amount<");
    assertThat(partner.ask(message.replace("charge-default-patron-fee", "Forgive")))
        .contains(">Unknown Value From Known Scheme<");
  }

  @Test
  void personBecomesAPatronOnce() {
    var person =
        message(
            "CreateUser",
            user("010190-0001"),
            """
            <NameInformation><PersonalNameInformation><StructuredPersonalUserName><GivenName>Åse</GivenName>
            <Surname>Ibsen</Surname></StructuredPersonalUserName></PersonalNameInformation></NameInformation>
            <UserAddressInformation><UserAddressRoleType>Home</UserAddressRoleType><ElectronicAddress>
            <ElectronicAddressType>mailto</ElectronicAddressType><ElectronicAddressData>aase@example.org</ElectronicAddressData>
            </ElectronicAddress></UserAddressInformation><DateOfBirth>1990-01-01T00:00:00</DateOfBirth>\
            """);
    assertThat(partner.ask(person)).contains("<CreateUserResponse><UserId>");
    assertThat(partner.ask(person)).contains("<CreateUserResponse><UserId>");
    var patron = account("010190-0001");
    assertThat(patron.patron().name()).isEqualTo("Ibsen, Åse");
    assertThat(patron.contact().email()).isEqualTo("aase@example.org");
    assertThat(patron.patron().birthDate()).isEqualTo("1990-01-01");
    assertThat(partner.ask(person.replace("Ibsen", "Juul"))).contains(">Element Rule Violated<");
  }

  // What partners tell

  @Test
  void whatPartnersTellIsRecorded() {
    var card = card(10);
    var item = barcode(10);
    assertThat(
            partner.ask(
                message(
                    "ItemCheckedOut",
                    user(card),
                    item(item),
                    "<DateDue>2099-05-01T12:00:00Z</DateDue>")))
        .contains("<ItemCheckedOutResponse/>");
    assertThat(account(card).loans()).extracting(PatronAccount.Loan::barcode).containsExactly(item);
    assertThat(
            partner.ask(
                message(
                    "ItemRenewed",
                    user(card),
                    item(item),
                    "<DateDue>2099-06-01T12:00:00Z</DateDue>")))
        .contains("<ItemRenewedResponse/>");
    assertThat(account(card).loans().getFirst().due()).isAfter("2099-05-31T00:00:00Z");
    assertThat(partner.ask(message("ItemCheckedIn", item(item))))
        .contains("<ItemCheckedInResponse/>");
    assertThat(account(card).loans()).isEmpty();
    assertThat(partner.ask(message("ItemCheckedIn", item("no-such"))))
        .contains("<ItemCheckedInResponse><Problem>", ">Unknown Item<");
  }

  @Test
  void requestThatAPartnerCancelledOrChangedIsSoHere() {
    var card = card(11);
    partner.ask(message("RequestItem", user(card), item(HELD), request("r-11")));
    assertThat(
            partner.ask(
                message(
                    "ItemRequestUpdated",
                    request("r-11"),
                    "<AddRequestFields><PickupLocation>DK-799701</PickupLocation></AddRequestFields>")))
        .contains("<ItemRequestUpdatedResponse/>");
    assertThat(account(card).holds().getFirst().pickup()).isEqualTo("DK-799701");
    assertThat(partner.ask(message("ItemRequestCancelled", user(card), request("r-11"))))
        .contains("<ItemRequestCancelledResponse/>");
    assertThat(account(card).holds()).isEmpty();
  }

  @Test
  void itemThatIsLostOrSaidToBeReturnedIsKnownToBe() {
    assertThat(
            partner.ask(
                message(
                    "CirculationStatusUpdated",
                    item(barcode(12)),
                    "<CirculationStatus>Lost</CirculationStatus>")))
        .contains("<CirculationStatusUpdatedResponse/>");
    assertThat(status(barcode(12))).isEqualTo(ItemStatus.LOST);
    assertThat(
            partner.ask(
                message(
                    "CirculationStatusUpdated",
                    item(barcode(13)),
                    "<CirculationStatus>On Order</CirculationStatus>")))
        .contains(">Unknown Value From Known Scheme<");

    partner.ask(message("CheckOutItem", user(card(13)), item(barcode(13))));
    assertThat(
            partner.ask(
                message(
                    "CirculationStatusChangeReported",
                    item(barcode(13)),
                    user(card(13)),
                    "<ItemReportedReturned><DateReportedReturned>2026-01-01T00:00:00Z</DateReportedReturned></ItemReportedReturned>")))
        .contains("<CirculationStatusChangeReportedResponse/>");
    assertThat(status(barcode(13))).isEqualTo(ItemStatus.CLAIMED_RETURNED);
  }

  private static String card(int number) {
    return "2%09d".formatted(number);
  }

  private static String barcode(int number) {
    return "3%09d".formatted(number);
  }

  private static String due(String answer) {
    var due = DUE.matcher(answer);
    assertThat(due.find()).as(answer).isTrue();
    return due.group(1);
  }

  private static PatronAccount account(String card) {
    return server.library.store.inquiries().patron(north, card).orElseThrow();
  }

  private static ItemStatus status(String barcode) {
    return server.library.store.inquiries().item(north, barcode).orElseThrow().status();
  }
}
