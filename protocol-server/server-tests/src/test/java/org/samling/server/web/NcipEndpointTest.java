package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;

/** NCIP messages over HTTP, as partners send them, to the server as a whole. */
class NcipEndpointTest {

  private static TestServer server;
  private static HttpClient client;

  @BeforeAll
  static void open() {
    server = new TestServer();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void close() {
    client.close();
    server.close();
  }

  @Test
  void loanMadeAtTheKioskIsSeenAtOnce() {
    assertThat(ask(lookupItem("1"))).contains("<CirculationStatus", ">Available On Shelf<");
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(kiosk.ask("11NN20260101    120000                  AO|AAA|AB1|AC|"))
          .startsWith("121");
      assertThat(ask(lookupItem("1"))).contains(">On Loan<", "<DateDue>");
      assertThat(kiosk.ask("09N20260101    12000020260101    120000AP|AO|AB1|AC|"))
          .startsWith("101");
    }
    assertThat(ask(lookupItem("1"))).contains(">Available On Shelf<").doesNotContain("<DateDue>");
  }

  @Test
  void itemIsTold() {
    assertThat(ask(lookupItem("R")))
        .contains(
            "<LookupItemResponse>",
            "<ItemIdentifierValue>R</ItemIdentifierValue>",
            "<Title>Fanø</Title>",
            "<BibliographicRecordIdentifier>2</BibliographicRecordIdentifier>",
            ">In Library Use Only<",
            "<HoldQueueLength>",
            "<LocationNameValue>DK-799700</LocationNameValue>",
            "<LocationNameValue>Voksen</LocationNameValue>");
  }

  @Test
  void onlyWhatIsAskedForIsTold() {
    assertThat(
            ask(
                "<LookupItem>"
                    + itemId("2")
                    + "<ItemElementType>hold queue length</ItemElementType></LookupItem>"))
        .contains("<HoldQueueLength>")
        .doesNotContain("<Title>", "CirculationStatus", "<Location>");
  }

  @Test
  void itemIsLentAndComesBack() {
    var granted = ask(checkOut("B", "2"));
    assertThat(granted).contains("<CheckOutItemResponse>", "<UserIdentifierValue>B<", "<DateDue>");
    assertThat(ask(checkOut("B", "2"))).as("the same again").isEqualTo(granted);
    assertThat(ask(checkOut("A", "2"))).contains(">Resource Cannot Be Provided<");

    var returned = ask(checkIn("2"));
    assertThat(returned).contains("<CheckInItemResponse>").doesNotContain("Problem");
    assertThat(ask(checkIn("2"))).as("the same again").isEqualTo(returned);

    assertThat(ask(checkOut("B", "2")))
        .as("a loan after the return is a new one, however soon")
        .contains("<DateDue>");
    assertThat(ask(lookupItem("2"))).contains(">On Loan<");
    assertThat(ask(checkIn("2"))).doesNotContain("Problem");
    assertThat(ask(lookupItem("2"))).contains(">Available On Shelf<");
    assertThat(ask(checkOut("A", "2")))
        .as("what was refused is decided anew, however soon")
        .contains("<DateDue>");
    assertThat(ask(checkIn("2"))).doesNotContain("Problem");
  }

  @Test
  void returnOfWhatWasNotOnLoanIsSaidInTheWordsThatPartnersKnow() {
    assertThat(ask(checkIn("3")))
        .contains("<CheckInItemResponse><Problem><ProblemType", ">Item Not Checked Out<");
  }

  @Test
  void titleIsRequestedByItemOrByRecordAndTheSameRequestHasNoSecondEffect() {
    var request =
        """
        <RequestItem><UserId><UserIdentifierValue>A</UserIdentifierValue></UserId>%s
        <RequestId><AgencyId>PARTNER</AgencyId><RequestIdentifierValue>%s</RequestIdentifierValue></RequestId>
        <RequestType>Hold</RequestType><RequestScopeType>Item</RequestScopeType>
        <PickupLocation>DK-799701</PickupLocation></RequestItem>\
        """;
    var first = ask(request.formatted(itemId("4"), "r-1"));
    assertThat(first)
        .contains(
            "<RequestItemResponse>",
            "<RequestIdentifierValue>r-1<",
            ">Item Barcode<",
            ">Bibliographic Item<",
            "<Title>Ærø</Title>");
    assertThat(ask(request.formatted(itemId("4"), "r-1"))).isEqualTo(first);
    assertThat(ask(request.formatted(itemId("4"), "r-2"))).contains(">Duplicate Request<");
    assertThat(ask(lookupItem("4"))).contains("<HoldQueueLength>1</HoldQueueLength>");

    var byRecord =
        """
        <BibliographicId><BibliographicRecordId>
        <BibliographicRecordIdentifier>2</BibliographicRecordIdentifier><AgencyId>t</AgencyId>
        </BibliographicRecordId></BibliographicId>\
        """;
    assertThat(ask(request.formatted(byRecord, "r-3")))
        .contains("<RequestIdentifierValue>r-3<")
        .doesNotContain("Problem");
    assertThat(ask(request.formatted(byRecord.replace(">2<", ">no-such<"), "r-4")))
        .contains(">Unknown Item<");
    var byUnknownIsbn =
        """
        <BibliographicId><BibliographicItemId><BibliographicItemIdentifier>9788702000009</BibliographicItemIdentifier>
        <BibliographicItemIdentifierCode>ISBN</BibliographicItemIdentifierCode></BibliographicItemId></BibliographicId>\
        """;
    assertThat(ask(request.formatted(byUnknownIsbn, "r-5"))).contains(">Unknown Item<");
  }

  @Test
  void userIsToldWithLoansAndRequestsAndNothingThatWasNotAsked() {
    assertThat(ask(checkOut("C", "5"))).contains("<DateDue>");
    var all =
        ask(
            """
            <LookupUser><UserId><UserIdentifierValue>C</UserIdentifierValue></UserId>
            <UserElementType>Name Information</UserElementType>
            <UserElementType>User Address Information</UserElementType>
            <UserElementType>Block Or Trap</UserElementType>
            <LoanedItemsDesired/><RequestedItemsDesired/><UserFiscalAccountDesired/></LookupUser>\
            """);
    assertThat(all)
        .contains(
            "<LookupUserResponse>",
            "<LoanedItemCountValue>1<",
            "<ItemIdentifierValue>5<",
            "<Surname>Navn</Surname>",
            "C@example.org",
            ">STATUS<",
            ">Active<",
            "<AgencyUserPrivilegeType>PROFILE<");
    assertThat(
            ask(
                "<LookupUser><UserId><UserIdentifierValue>C</UserIdentifierValue></UserId></LookupUser>"))
        .contains("<UserOptionalFields>")
        .doesNotContain("Navn", "example.org", "LoanedItem");
    assertThat(
            ask(
                "<LookupUser><UserId><UserIdentifierValue>X</UserIdentifierValue></UserId><UserElementType>Block Or Trap</UserElementType></LookupUser>"))
        .contains(">Blocked<", "patron-blocked");
    ask(checkIn("5"));
  }

  @Test
  void pinIsCheckedWhereOneComes() {
    assertThat(ask(lookupWithPin("B", "1234"))).contains("<UserIdentifierValue>B<");
    assertThat(ask(lookupWithPin("B", "9999")))
        .contains(">User Authentication Failed<")
        .doesNotContain("9999");
    assertThat(ask(lookupWithPin("nobody", "1234"))).contains(">User Authentication Failed<");
  }

  private static String lookupWithPin(String card, String pin) {
    return """
    <LookupUser>
    <AuthenticationInput><AuthenticationInputData>%s</AuthenticationInputData><AuthenticationDataFormatType>text</AuthenticationDataFormatType>
    <AuthenticationInputType>Barcode Id</AuthenticationInputType></AuthenticationInput>
    <AuthenticationInput><AuthenticationInputData>%s</AuthenticationInputData><AuthenticationDataFormatType>text</AuthenticationDataFormatType>
    <AuthenticationInputType>PIN</AuthenticationInputType></AuthenticationInput></LookupUser>\
    """
        .formatted(card, pin);
  }

  @Test
  void tenantIsTheAccountsAndNoOther() {
    assertThat(ask("/ncip", "south-ncip", lookupUser("A"))).contains("<UserIdentifierValue>A<");
    assertThat(post("/ncip/north", "north-ncip:secret", message(lookupItem("1"))).statusCode())
        .isEqualTo(200);
    var wrong = post("/ncip/south", "north-ncip:secret", message(lookupItem("1")));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains(">System Authentication Failed<");
    assertThat(post("/ncip", "north-kiosk:secret", message(lookupItem("1"))).statusCode())
        .as("a kiosk's account opens nothing else")
        .isEqualTo(401);
  }

  @Test
  void keyMayStandInAHeaderOrInTheAddress() throws Exception {
    var body = message(lookupItem("1"));
    for (var header : List.of("x-api-key", "apikey")) {
      var answer =
          client.send(
              HttpRequest.newBuilder(uri("/ncip"))
                  .header(header, "north-ncip:secret")
                  .POST(BodyPublishers.ofString(body, UTF_8))
                  .build(),
              BodyHandlers.ofString(UTF_8));
      assertThat(answer.body()).as(header).contains("<Title>Ærø</Title>");
    }
    assertThat(post("/ncip/north/north-ncip:secret", null, body).body())
        .contains("<Title>Ærø</Title>");
    for (var path : List.of("/ncip/north/north-ncip:guess", "/ncip/south/north-ncip:secret")) {
      var refused = post(path, null, body);
      assertThat(refused.statusCode()).as(path).isEqualTo(401);
      assertThat(refused.body()).doesNotContain("Ærø", "guess");
    }
  }

  @Test
  void xmlThatSaysItIsAFormIsReadAsItCame() throws Exception {
    var answer =
        client.send(
            HttpRequest.newBuilder(uri("/ncip/north/north-ncip:secret"))
                .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(
                    BodyPublishers.ofString(
                        message(
                            "<!-- 100% & more=less"
                                + " &".repeat(6_000)
                                + " -->"
                                + lookupItem("1")),
                        UTF_8))
                .build(),
            BodyHandlers.ofString(UTF_8));
    assertThat(answer.body()).contains("<Title>Ærø</Title>");
  }

  @Test
  void http10WillDo() throws Exception {
    var body = message(lookupItem("1")).getBytes(UTF_8);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.listeners.httpPort())) {
      socket.setSoTimeout(60_000);
      var head =
          "POST /ncip/north/north-ncip:secret HTTP/1.0\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length);
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(body);
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).contains(" 200 ", "<Title>Ærø</Title>");
    }
  }

  @Test
  void accountUsesTheServicesOfItsScopesOnly() {
    var register = server.library.store.libraryRegister();
    register.putScopes(server.library.south, "south-ncip", Set.of(Scope.NCIP_LOOKUP));
    assertThat(ask("/ncip", "south-ncip", lookupUser("A"))).contains("<UserIdentifierValue>A<");
    assertThat(ask("/ncip", "south-ncip", checkOut("A", "1")))
        .contains("<CheckOutItemResponse><Problem>", ">Unauthorized Service For Agency<");
    register.putScopes(
        server.library.south, "south-ncip", Set.of(Scope.NCIP_LOOKUP, Scope.NCIP_CIRCULATE));
    assertThat(ask("/ncip", "south-ncip", checkOut("A", "1"))).contains("<DateDue>");
    register.putScopes(server.library.south, "south-ncip", Set.of());
    assertThat(ask("/ncip", "south-ncip", checkIn("1"))).doesNotContain("Problem");
    server.library.asSuperuser(
        "update account set scopes = '{ncip:later}' where username = 'south-ncip'");
    assertThat(ask("/ncip", "south-ncip", lookupUser("A")))
        .as("what is not known gives nothing")
        .contains(">Unauthorized Service For Agency<");
    register.putScopes(server.library.south, "south-ncip", Set.of());
  }

  @Test
  void credentialsMayStandInTheMessage() {
    var header =
        """
        <InitiationHeader><FromAgencyId><AgencyId>north-ncip</AgencyId></FromAgencyId>
        <FromAgencyAuthentication>secret</FromAgencyAuthentication><ToAgencyId><AgencyId>DK-799700</AgencyId></ToAgencyId></InitiationHeader>\
        """;
    var item = lookupItem("1").replace("<LookupItem>", "<LookupItem>" + header);
    var answer = post("/ncip", null, message(item));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("<ResponseHeader><FromAgencyId><AgencyId>DK-799700<", "<LookupItemResponse>")
        .doesNotContain("secret");

    var wrong = post("/ncip", null, message(item.replace(">secret<", ">guess<")));
    assertThat(wrong.statusCode()).as("a problem is an answer").isEqualTo(200);
    assertThat(wrong.body()).contains(">Agency Authentication Failed<").doesNotContain("guess");
  }

  @Test
  void whoeverBringsNoCredentialsIsAskedForThem() {
    var answer = post("/ncip", null, message(lookupItem("1")));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate"))
        .hasValueSatisfying(v -> assertThat(v).startsWith("Basic realm=\"NCIP\""));
    assertThat(answer.body()).contains("<LookupItemResponse><Problem>");
  }

  @Test
  void serviceThatIsNotThereAndMessageThatIsNoneAreAnsweredWithProblems() {
    assertThat(ask("<UpdateItem>" + itemId("1") + "</UpdateItem>"))
        .contains(
            "<UpdateItemResponse><Problem>",
            ">Unsupported Service<",
            "This server supports AcceptItem, CancelRecallItem, ");
    var answer = post("/ncip", "north-ncip:secret", "no XML at all");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/xml; charset=utf-8");
    assertThat(answer.body()).contains("<Problem>", ">Invalid Message Syntax Error<");
  }

  @Test
  void messageBeyondTheLimitIsRefusedAndOtherMethodsAreNamed() throws Exception {
    assertThat(post("/ncip", "north-ncip:secret", "x".repeat(1_100_000)).statusCode())
        .isEqualTo(413);
    var get =
        client.send(
            HttpRequest.newBuilder(uri("/ncip")).GET().build(), BodyHandlers.ofString(UTF_8));
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("allow")).hasValue("POST");
  }

  @Test
  void partnerOfNcip1IsAnsweredInNcip1() {
    var user =
        post(
                "/ncip",
                "north-ncip:secret",
                version1(
                    """
                    <LookupUser><UniqueUserId><UniqueAgencyId><Scheme>http://biblstandard.dk/isil/schemes/1.1/</Scheme>
                    <Value>DK-799700</Value></UniqueAgencyId><UserIdentifierValue>A</UserIdentifierValue></UniqueUserId>
                    <UserElementType><Scheme/><Value>Name Information</Value></UserElementType></LookupUser>\
                    """))
            .body();
    assertThat(user)
        .contains(
            "<!DOCTYPE NCIPMessage PUBLIC \"-//NISO//NCIP DTD Version 1.01//EN\"",
            "<UniqueUserId><UniqueAgencyId><Scheme>http://biblstandard.dk/isil/schemes/1.1/</Scheme><Value>DK-799700</Value>",
            "<Surname>Navn</Surname>")
        .doesNotContain("xmlns");
    var item =
        post(
                "/ncip",
                "north-ncip:secret",
                version1(
                    """
                    <LookupItem><VisibleItemId><VisibleItemIdentifierType><Scheme/><Value>Barcode</Value></VisibleItemIdentifierType>
                    <VisibleItemIdentifier>no-such</VisibleItemIdentifier></VisibleItemId></LookupItem>\
                    """))
            .body();
    assertThat(item)
        .contains("<ProcessingErrorType><Scheme>", "<Value>Unknown Item</Value>", "<ElementName>");
  }

  private static String version1(String service) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE NCIPMessage PUBLIC "-//NISO//NCIP DTD Version 1.01//EN" "http://ncip.envisionware.com/documentation/ncip_v1_01.dtd">
    <NCIPMessage version="http://ncip.envisionware.com/documentation/ncip_v1_01.dtd">%s</NCIPMessage>
    """
        .formatted(service);
  }

  private static String lookupItem(String barcode) {
    return "<LookupItem>" + itemId(barcode) + "</LookupItem>";
  }

  private static String lookupUser(String card) {
    return "<LookupUser>" + userId(card) + "</LookupUser>";
  }

  private static String checkOut(String card, String barcode) {
    return "<CheckOutItem>" + userId(card) + itemId(barcode) + "</CheckOutItem>";
  }

  private static String checkIn(String barcode) {
    return "<CheckInItem>" + itemId(barcode) + "</CheckInItem>";
  }

  private static String itemId(String barcode) {
    return "<ItemId><ItemIdentifierValue>" + barcode + "</ItemIdentifierValue></ItemId>";
  }

  private static String userId(String card) {
    return "<UserId><UserIdentifierValue>" + card + "</UserIdentifierValue></UserId>";
  }

  private static String message(String service) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <NCIPMessage xmlns="http://www.niso.org/2008/ncip" version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd">%s</NCIPMessage>
    """
        .formatted(service);
  }

  private static String ask(String service) {
    return ask("/ncip", "north-ncip", service);
  }

  private static String ask(String path, String account, String service) {
    var answer = post(path, account + ":secret", message(service));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> post(String path, @Nullable String credentials, String body) {
    var request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body, UTF_8));
    if (credentials != null) {
      request.header(
          "authorization",
          "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path);
  }
}
