package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.server.TestServer;

/** Patrons' wishes and what is known of them over HTTP, as a library's own pages ask for them. */
class RestPatronTest {

  private TestServer server;
  private RestProgram pages;
  private RestProgram stranger;

  @BeforeEach
  void open() {
    server = new TestServer();
    var north = server.library.north;
    pages =
        RestProgram.of(
            server,
            north,
            "north-web",
            Scope.NOTICES_WISHES,
            Scope.PRIVACY,
            Scope.PATRONS_READ,
            Scope.BOOKINGS_READ,
            Scope.ITEMS_READ,
            Scope.GROUPS_READ);
    stranger =
        RestProgram.of(
            server, server.library.south, "south-web", Scope.NOTICES_WISHES, Scope.PATRONS_READ);
  }

  @AfterEach
  void close() {
    pages.close();
    stranger.close();
    server.close();
  }

  private HttpResponse<String> change(String body) {
    return pages.post("/rest/v1/patrons/A/notice-wishes", body);
  }

  @Test
  void wishesAreChangedOneByOneAndTheLanguageWithThem() {
    var path = "/rest/v1/patrons/A/notice-wishes";
    assertThat(pages.ok(path).get("wishes")).isEmpty();
    var changed =
        change(
            """
            {"language": "en", "wishes": {"ready": {"channel": "sms", "daily": false}, "pre-due": {"wanted": false},
              "overdue": {"daily": true}}}
            """);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(pages.ok(path).toString())
        .isEqualTo(changed.body())
        .isEqualTo(
            "{\"language\":\"en\",\"wishes\":{"
                + "\"pre-due\":{\"wanted\":false,\"channel\":null,\"daily\":null},"
                + "\"overdue\":{\"wanted\":true,\"channel\":null,\"daily\":true},"
                + "\"ready\":{\"wanted\":true,\"channel\":\"sms\",\"daily\":false}}}");
    change("{\"wishes\": {\"ready\": {}, \"overdue\": {}, \"pre-due\": {}}}");
    assertThat(pages.ok(path).get("wishes")).isEmpty();
    assertThat(pages.ok(path).get("language").asString()).isEqualTo("en");
    assertThat(stranger.ok(path).get("language").asString())
        .as("another tenant's A")
        .isEqualTo("da");
  }

  @Test
  void whatIsWrongWithAWishIsSaidAndNothingIsChanged() {
    RestProgram.assertProblem(
        change("{\"language\": \"en\", \"wishes\": {\"tomorrow\": {\"daily\": true}}}"),
        400,
        "There is no kind of notice \"tomorrow\".");
    RestProgram.assertProblem(
        change("{\"wishes\": {\"ready\": {\"channel\": \"S M S\"}}}"),
        400,
        "\"channel\" must be a name of a-z, 0-9 and hyphen.");
    RestProgram.assertProblem(
        change("{\"wishes\": {\"ready\": {\"wanted\": false, \"daily\": true}}}"),
        400,
        "A notice that is not wanted can't have \"channel\" or \"daily\".");
    RestProgram.assertProblem(
        change("{\"language\": \"sv\"}"), 400, "\"language\" must be one of da, en.");
    RestProgram.assertProblem(
        pages.get("/rest/v1/patrons/nobody/notice-wishes"), 404, "There is no such patron.");
    assertThat(pages.ok("/rest/v1/patrons/A/notice-wishes").toString())
        .isEqualTo("{\"language\":\"da\",\"wishes\":{}}");
  }

  @Test
  void personalNumberStandsInNoPathAndIsLookedUpInABody() {
    var library = server.library;
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.north, "P");
    for (var path :
        List.of(
            "/rest/v1/patrons/" + TestPatrons.CPR + "/erasure",
            "/rest/v1/patrons/" + TestPatrons.CPR + "/notice-wishes",
            "/rest/v1/bookings?patron=" + TestPatrons.CPR,
            "/rest/v1/patrons?name=" + TestPatrons.CPR,
            "/rest/v1/access-log?who=" + TestPatrons.CPR,
            "/rest/v1/items/" + TestPatrons.CPR,
            "/rest/v1/classes/" + TestPatrons.CPR)) {
      var answer = pages.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.body())
          .contains("look the patron up with POST /rest/v1/patron-lookups")
          .doesNotContain(TestPatrons.CPR);
    }
    assertThat(lookedUp(pages, TestPatrons.CPR)).isEqualTo("P");
    assertThat(lookedUp(pages, "A")).isEqualTo("A");
    RestProgram.assertProblem(
        stranger.post("/rest/v1/patron-lookups", identifier(TestPatrons.CPR)),
        404,
        "There is no such patron.");
  }

  @Test
  void patronWithoutACardThatMayStandInAPathIsNamedByAHandleOfItsTenant() {
    var library = server.library;
    var card = "0101901234"; // as a CPR number looks
    TestPatrons.patron().put(library, library.north, card);
    TestPatrons.patron().put(library, library.south, card);

    var handle = lookedUp(pages, card);

    assertThat(handle).matches("~[A-Za-z0-9_-]{40,}").doesNotContain(card);
    assertThat(lookedUp(pages, card)).as("the same each time").isEqualTo(handle);
    assertThat(pages.ok("/rest/v1/patrons/" + handle + "/erasure").get("can-be-erased"))
        .isEqualTo(pages.ok("/rest/v1/patrons/B/erasure").get("can-be-erased"));
    assertThat(lookedUp(stranger, card)).isNotEqualTo(handle);
    RestProgram.assertProblem(
        stranger.get("/rest/v1/patrons/" + handle + "/notice-wishes"),
        404,
        "There is no such patron.");
  }

  @Test
  void nulInABodyIsABadRequest() {
    RestProgram.assertProblem(
        pages.post("/rest/v1/patron-lookups", identifier("A\\u0000")),
        400,
        "A text in the body has the character U+0000.");
  }

  private static String lookedUp(RestProgram program, String identifier) {
    return program.ok("/rest/v1/patron-lookups", identifier(identifier)).get("patron").asString();
  }

  private static String identifier(String identifier) {
    return "{\"identifier\": \"%s\"}".formatted(identifier);
  }

  @Test
  void everythingAboutAPersonIsGivenAndWhoLookedIsTold() {
    server.library.submit(TestLibrary.checkout(server.library.north, "A", "1"));
    var all = pages.ok("/rest/v1/patrons/A/personal-data");
    assertThat(all.at("/tables/loan/0/barcode").asString()).isEqualTo("1");
    assertThat(all.get("is-whole").asBoolean()).isTrue();
    assertThat(pages.ok("/rest/v1/patrons/A/erasure").toString())
        .isEqualTo("{\"can-be-erased\":false,\"blocks\":[{\"reason\":\"loans\",\"number\":1}]}");
    assertThat(pages.ok("/rest/v1/patrons/B/erasure").toString())
        .isEqualTo("{\"can-be-erased\":true,\"blocks\":[]}");
    pages.ok("/rest/v1/patrons/A/access-log");
    var log = pages.ok("/rest/v1/patrons/A/access-log");
    assertThat(log.get("read").toString())
        .contains("check-erasure")
        .contains(
            "\"protocol\":\"REST\",\"who\":\"north-web\",\"person\":null,\"token\":null,\"operation\":\"export-patron\",\"times\":1",
            "\"operation\":\"list-accesses\"");
    assertThat(log.get("done").toString()).contains("\"command\":\"checkout\"");
    RestProgram.assertProblem(
        pages.get("/rest/v1/patrons/nobody/erasure"), 404, "There is no such patron.");
    RestProgram.assertProblem(
        stranger.get("/rest/v1/patrons/A/personal-data"),
        403,
        "The account south-web does not have the scope privacy.");
  }

  @Test
  void tokenThatWasUsedIsInTheAccessLogWithItsAccount() {
    var library = server.library;
    try (var app = RestClient.of(server, library.north, "north-app", Set.of(Scope.PATRONS_READ))) {
      RestClient.body(app.get("/patrons/A"), 200);
    }
    var token = library.store.accountTokens().list(library.north).getFirst().id();
    assertThat(pages.ok("/rest/v1/access-log?who=north-app").get("patrons").toString())
        .contains(
            "\"card\":\"A\"",
            "\"who\":\"north-app\",\"person\":null,\"token\":\"test (%s)\"".formatted(token),
            "\"exact\":true");
  }
}
