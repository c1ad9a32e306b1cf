package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestProgram.assertProblem;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.ill.IllPartner.Ncip.Version;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Interlibrary requests by the REST API, as a program that speaks HTTP sees them. */
class RestIllTest {

  private static final String REQUESTS = "/rest/v1/ill-requests";
  private static final String QUEUE = "/rest/v1/ill-queue";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String WANTED =
      """
      {"patron": "A", "lenders": ["DK-710200"], "title": "Sult", "author": "Hamsun, Knut", "record-number": "t:1", "before": "2030-01-31"}\
      """;

  private TestLibrary library;
  private TestServer server;
  private RestProgram desk;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    // Nobody answers there.
    library
        .store
        .illPartners()
        .put(
            library.north,
            List.of(TestPartners.ncip("DK-710200", 9, Version.V2_02, TestPartners.login())));
    library.addLibraries("DK-710300");
    desk = RestProgram.of(server, library.north, "north-desk", Scope.ILL_READ, Scope.ILL_HANDLE);
  }

  @AfterEach
  void close() {
    desk.close();
    server.close();
  }

  private RestProgram another() {
    return RestProgram.of(server, library.south, "south-desk", Scope.ILL_READ, Scope.ILL_HANDLE);
  }

  private HttpResponse<String> post(String path, String body, String... headers) {
    return desk.post(REQUESTS + path, BodyPublishers.ofString(body), headers);
  }

  private static JsonNode body(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  private void checkin(String item) {
    var origin =
        new Origin(
            library.north,
            CommandKey.of(Duration.ofMinutes(1), UUID.randomUUID()),
            "test",
            TestLibrary.MAIN,
            Instant.now().plusSeconds(30));
    library.submit(new LoanCommand.Checkin(origin, item, Instant.now()));
  }

  @Test
  void requestIsPlacedFollowedReceivedAndSentBack() {
    var placed = post("", WANTED);
    var request = body(placed, 202);
    assertThat(placed.headers().firstValue("location")).hasValue(REQUESTS + "/1");
    assertThat(request.get("state").asString()).isEqualTo("sent");
    assertThat(request.get("side").asString()).isEqualTo("borrowing");
    assertThat(request.get("library").asString()).isEqualTo("DK-710200");

    var listed = desk.ok(REQUESTS + "?state=sent").get("requests");
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("title").asString()).isEqualTo("Sult");
    assertThat(desk.ok(REQUESTS + "?state=shipped,unfilled").get("requests")).isEmpty();

    var answered =
        body(post("/1/answer", "{\"state\": \"will-supply\", \"note\": \"by telephone\"}"), 200);
    assertThat(answered.get("can-become").toString())
        .isEqualTo("[\"shipped\",\"cancelled\",\"retry-possible\",\"unfilled\"]");
    assertProblem(
        post("/1/answer", "{\"state\": \"shipped\", \"from\": \"sent\"}"),
        409,
        "The request is will-supply; it can become shipped, cancelled, retry-possible, unfilled.");

    var received =
        body(post("/1/receipt", "{\"barcode\": \"5710200002\", \"without-shipment\": true}"), 200);
    assertThat(received.get("state").asString()).isEqualTo("received");
    assertThat(received.get("item").asString()).isEqualTo("5710200002");
    library.submit(TestLibrary.checkout(library.north, "A", "5710200002"));
    assertProblem(post("/1/return", ""), 409, "A patron still has the item.");
    checkin("5710200002");
    assertThat(body(post("/1/return", ""), 200).get("state").asString()).isEqualTo("returned");

    var shown = desk.ok(REQUESTS + "/1");
    assertThat(shown.get("events").findValuesAsString("state"))
        .containsExactly(
            "requested", "sent", "will-supply", "received", "on-loan", "checked-in", "returned");
    assertThat(shown.get("events").get(2).get("who").asString()).isEqualTo("north-desk");
    assertThat(shown.get("events").get(2).get("note").asString()).isEqualTo("by telephone");
    assertThat(shown.get("messages").get(0).get("kind").asString()).isEqualTo("request");
    assertThat(desk.ok(REQUESTS).get("requests")).as("it is closed").isEmpty();
  }

  @Test
  void requestThatComesAgainWithItsKeyIsPlacedOnce() {
    String[] key = {"idempotency-key", "order-17"};
    assertThat(body(post("", WANTED, key), 202).get("number").asInt()).isEqualTo(1);
    assertThat(body(post("", WANTED, key), 202).get("number").asInt()).isEqualTo(1);
    assertProblem(
        post("", WANTED.replace("Sult", "Pan"), key),
        422,
        "This Idempotency-Key was used for another request.");
    assertThat(body(post("", WANTED), 202).get("number").asInt()).as("without a key").isEqualTo(2);
    assertThat(library.count(library.north, "select count(*) from ill_request")).isEqualTo(2);
  }

  @Test
  void listGoesOnWhereAPageEnded() {
    for (var i = 0; i < 3; i++) {
      body(post("", WANTED), 202);
    }
    var first = desk.ok(REQUESTS + "?limit=2");
    assertThat(first.get("requests")).hasSize(2);
    var last = desk.ok(REQUESTS + "?limit=2&after=" + first.get("next").asLong());
    assertThat(last.get("requests").findValuesAsString("number")).containsExactly("3");
    assertThat(last.get("next").isNull()).isTrue();
  }

  @Test
  void listIsNarrowedDownBySideLibraryAndWords() {
    body(post("", WANTED), 202);
    body(post("", WANTED.replace("Sult", "Pan").replace("DK-710200", "DK-710300")), 202);
    assertThat(numbers("?library=7103")).containsExactly("2");
    assertThat(numbers("?text=SUL")).containsExactly("1");
    assertThat(numbers("?side=borrowing&state=sent&text=hamsun")).containsExactly("1", "2");
    assertThat(numbers("?side=lending")).isEmpty();
    assertProblem(desk.get(REQUESTS + "?side=both"), 400, "\"side\" must be lending or borrowing.");
    assertProblem(
        desk.get(REQUESTS + "?text=" + "x".repeat(201)),
        400,
        "\"text\" must be a text of at most 200 characters.");
  }

  private List<String> numbers(String query) {
    return desk.ok(REQUESTS + query).get("requests").findValuesAsString("number");
  }

  @Test
  void requestTellsWhoIsAskedAfterWhom() {
    body(post("", WANTED.replace("[", "[\"DK-710300\", ")), 202);
    assertThat(lenders()).isEqualTo("[DK-710300 true true, DK-710200 false false]");
    body(post("/1/answer", "{\"state\": \"unfilled\"}"), 200);
    body(post("/1/answer", "{\"state\": \"sent\"}"), 200);
    assertThat(lenders()).isEqualTo("[DK-710300 false true, DK-710200 true true]");
  }

  private String lenders() {
    return desk.ok(REQUESTS + "/1").get("lenders").values().stream()
        .map(lender ->
            "%s %s %s"
                .formatted(
                    lender.get("library").asString(), lender.get("now"), lender.get("asked")))
        .toList()
        .toString();
  }

  @Test
  void whatHasNotGotThroughIsToldPageByPageAlsoWhereTheLastOneIsToldMeanwhile() {
    for (var i = 0; i < 3; i++) {
      body(post("", WANTED), 202);
    }
    var first = desk.ok(QUEUE + "?limit=2");
    assertThat(first.get("messages").findValuesAsString("request")).containsExactly("1", "2");
    var message = first.get("messages").get(0);
    assertThat(message.get("kind").asString()).isEqualTo("request");
    assertThat(message.get("library").asString()).isEqualTo("DK-710200");
    library.asSuperuser("update ill_message set due_at = null where request = 2");
    var last = desk.ok(QUEUE + "?limit=2&after=" + first.get("next").asString());
    assertThat(last.get("messages").findValuesAsString("request")).containsExactly("3");
    assertThat(last.get("next").isNull()).isTrue();
    assertProblem(
        desk.get(QUEUE + "?after=2"),
        400,
        "\"after\" must be the value of \"next\" on the previous page.");
    try (var other = another()) {
      assertThat(other.ok(QUEUE).get("messages")).isEmpty();
    }
  }

  @Test
  void whoMayNotIsRefusedAndAnotherTenantSeesNothing() {
    body(post("", WANTED), 202);
    try (var reader = RestProgram.of(server, library.north, "north-reader", Scope.ILL_READ);
        var other = another()) {
      assertThat(reader.ok(REQUESTS + "/1").get("number").asInt()).isEqualTo(1);
      assertProblem(
          reader.post(
              REQUESTS + "/1/answer", BodyPublishers.ofString("{\"state\": \"cancelled\"}")),
          403,
          "The account north-reader does not have the scope ill:handle.");
      assertThat(other.ok(REQUESTS).get("requests")).isEmpty();
      for (var way : List.of("answer", "receipt", "return")) {
        var body = way.equals("answer") ? "{\"state\": \"cancelled\"}" : "";
        assertProblem(
            other.post(REQUESTS + "/1/" + way, BodyPublishers.ofString(body)),
            404,
            "There is no request \"1\".");
      }
    }
  }

  @Test
  void whatCannotBeUnderstoodIsNamed() {
    assertProblem(
        post("", WANTED.replace("\"title\"", "\"name\"")),
        400,
        "There is no member \"name\" here; there are branch, patron, lenders, despite-own, us, service, title, author, published, isbn, issn, record-number, part, before, note.");
    assertProblem(
        post("", "{\"patron\": \"A\", \"lenders\": [\"DK-710200\"]}"),
        400,
        "Give \"title\", \"isbn\", \"issn\" or \"record-number\".");
    assertProblem(
        post("", WANTED.replace("[\"DK-710200\"]", "[]")),
        400,
        "\"lenders\" must be a list of 1 to 50 texts of at most 200 characters.");
    assertProblem(
        post("", WANTED.replace("2030-01-31", "soon")),
        400,
        "\"before\" must be a day such as 2026-11-25.");
    assertProblem(
        post("", WANTED.replace("{", "{\"branch\": \"nowhere\", ")),
        400,
        "north has no branch \"nowhere\".");
    assertProblem(
        desk.get(REQUESTS + "?state=gone"),
        400,
        "There is no state \"gone\"; there are requested, sent, expect-to-supply, will-supply, shipped, received, on-loan, returned, checked-in, cancelled, retry-possible, unfilled, recalled, overdue, lost.");
    assertProblem(
        desk.get(REQUESTS + "?limit=0"), 400, "\"limit\" must be a number from 1 to 1,000.");
    assertProblem(desk.get(REQUESTS + "/x"), 404, "There is no request \"x\".");
  }
}
