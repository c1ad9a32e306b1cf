package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages.StoredMessage;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Peer;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** ISO 18626 over HTTP: the lender's side of requests, from outside. */
class Iso18626EndpointTest {

  private static final String BORROWER = "DK-710100";
  private static final Path FIXTURES = Path.of(System.getProperty("test-fixtures.dir"), "iso18626");

  private final TestServer server = new TestServer();
  private final TestLibrary library = server.library;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void theOtherLibraryIsAPatron() {
    library
        .store
        .patronRegister()
        .putPatrons(
            library.north,
            List.of(
                new NewPatron(
                    Institution.card(BORROWER),
                    "Andet bibliotek",
                    new Membership("adult", TestLibrary.MAIN, "009"),
                    null,
                    Contact.NONE,
                    null,
                    List.of())));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static String fixture(String name) {
    try {
      return Files.readString(FIXTURES.resolve(name + ".xml"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request for the title of the test library. */
  private static String request() {
    return fixture("request-loan")
        .replace(
            "<bibliographicInfo>",
            "<bibliographicInfo><supplierUniqueRecordId>t:1</supplierUniqueRecordId>");
  }

  private HttpResponse<String> post(String path, String login, String body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path))
            .header("content-type", "application/xml")
            .POST(BodyPublishers.ofString(body));
    if (!login.isEmpty()) {
      request.header(
          "authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String ask(String body) {
    var answer = post("/iso18626", "north-ncip:secret", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private InterlibraryRequest kept() {
    return library.store.interlibraryRequests().find(library.north, 1).orElseThrow();
  }

  private List<InterlibraryState> states() {
    return library.store.interlibraryRequests().events(library.north, 1).stream()
        .map(Event::state)
        .toList();
  }

  private List<String> told() {
    return library.store.interlibraryMessages().messages(library.north, 1).stream()
        .filter(StoredMessage::isOutgoing)
        .map(StoredMessage::kind)
        .toList();
  }

  @Test
  void requestIsConfirmedHeldAndAnswered() {
    assertThat(ask(request()))
        .contains(
            "ill:version=\"1.2\"",
            "<requestConfirmation>",
            "<timestamp>2026-11-25T12:00:00Z</timestamp>",
            "<requestingAgencyRequestId>B-1001</requestingAgencyRequestId>",
            "<messageStatus>OK</messageStatus>")
        .doesNotContain("errorData");
    var request = kept();
    assertThat(request.handling().hold()).isNotNull();
    assertThat(request.handling().peer()).isEqualTo(new Peer(BORROWER, "DK-779700", "1.2"));
    assertThat(request.order().delivery()).contains("Krystalgade 15");
    assertThat(told()).containsExactly("REQUEST_RESPONSE");
  }

  @Test
  void sameRequestAgainIsTheSame() {
    var first = ask(request());
    assertThat(ask(request()).replaceAll("<timestampReceived>.*</timestampReceived>", ""))
        .isEqualTo(first.replaceAll("<timestampReceived>.*</timestampReceived>", ""));
    assertThat(library.count(library.north, "select count(*) from ill_request")).isEqualTo(1);
    assertThat(told()).hasSize(1);
    assertThat(ask(request().replace("t:1", "t:2")))
        .contains("<messageStatus>ERROR</messageStatus>", "UnrecognisedDataValue");
  }

  @Test
  void versionOfTheSenderIsTheAnswersAndThatOfAllThatFollows() {
    assertThat(ask(request().replace("ill:version=\"1.2\"", "version=\"1.1\"")))
        .contains("ill:version=\"1.1\"");
    assertThat(kept().handling().peer()).isEqualTo(new Peer(BORROWER, "DK-779700", "1.1"));
  }

  @Test
  void receivedAndReturnedAreNotedAndEachAskedThingIsAnswered() {
    ask(request());
    library.submit(TestLibrary.checkoutDaysAgo(library.north, Institution.card(BORROWER), "2"));
    for (var action : List.of("Received", "StatusRequest", "Renew", "Cancel", "ShippedReturn")) {
      var message = fixture("requesting-renew").replace("Renew", action);
      assertThat(ask(message))
          .contains(
              "<requestingAgencyMessageConfirmation>",
              "<messageStatus>OK</messageStatus>",
              "<action>" + action + "</action>");
      ask(message);
    }
    assertThat(states())
        .containsExactly(
            InterlibraryState.REQUESTED,
            InterlibraryState.SHIPPED,
            InterlibraryState.RECEIVED,
            InterlibraryState.RETURNED);
    assertThat(told())
        .containsExactly(
            "REQUEST_RESPONSE",
            "STATUS_CHANGE",
            "STATUS_REQUEST_RESPONSE",
            "RENEW_RESPONSE",
            "CANCEL_RESPONSE");
    assertThat(library.text(library.north, "select renewals::text from loan")).isEqualTo("1");
    assertThat(
            library.texts(
                library.north,
                "select kind || ' ' || answer from ill_message where answer is not null order by sequence"))
        .containsExactly("RENEW_RESPONSE true", "CANCEL_RESPONSE false");
  }

  @Test
  void cancelTakesTheRequestAndItsHoldAway() {
    ask(request());
    ask(fixture("requesting-renew").replace("Renew", "Cancel"));
    assertThat(kept().state()).isEqualTo(InterlibraryState.CANCELLED);
    assertThat(library.count(library.north, "select count(*) from hold where state = 'WAITING'"))
        .isZero();
    assertThat(told()).containsExactly("REQUEST_RESPONSE", "CANCEL_RESPONSE");
  }

  @Test
  void whatCannotBeTakenIsSaidInTheConfirmation() {
    assertThat(ask("<ISO18626Message")).contains("<requestConfirmation>", "BadlyFormedMessage");
    assertThat(ask(fixture("requesting-renew").replace("Renew", "Burn")))
        .contains("<requestingAgencyMessageConfirmation>", "UnsupportedActionType");
    assertThat(ask(fixture("requesting-renew")))
        .contains("<messageStatus>ERROR</messageStatus>", "UnrecognisedDataValue");
    assertThat(ask(fixture("supplying-loaned")))
        .contains("<supplyingAgencyMessageConfirmation>", "UnrecognisedDataValue");
    assertThat(ask(fixture("confirmation-request"))).contains("UnrecognisedDataElement");
    assertThat(ask(fixture("request-loan").replaceAll("<title>.*</bibliographicItemId>", "")))
        .contains("BadlyFormedMessage");
    assertThat(library.count(library.north, "select count(*) from ill_request")).isZero();
  }

  @Test
  void whoHasNoAccountIsNotAnswered() {
    for (var login : List.of("", "north-ncip:wrong", "south-ncip:secret")) {
      var answer = post("/iso18626/north", login, request());
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("www-authenticate")).isPresent();
      assertThat(answer.body()).contains("<messageStatus>ERROR</messageStatus>");
    }
    assertThat(
            post(
                    "/iso18626",
                    "",
                    request()
                        .replace(
                            "</header>",
                            "<requestingAgencyAuthentication><accountId>north-ncip</accountId><securityCode>secret</securityCode></requestingAgencyAuthentication></header>"))
                .body())
        .contains("<messageStatus>OK</messageStatus>");
    assertThat(
            library.texts(library.north, "select content from ill_message where not is_outgoing"))
        .allMatch(text -> text.contains("<securityCode>****</securityCode>"));
  }

  @Test
  void oneTenantsPartnerReachesNothingOfAnother() {
    ask(request());
    var answer =
        post(
            "/iso18626",
            "south-ncip:secret",
            fixture("requesting-renew").replace("Renew", "Cancel"));
    assertThat(answer.body()).contains("UnrecognisedDataValue");
    assertThat(kept().state()).isEqualTo(InterlibraryState.REQUESTED);
  }
}
