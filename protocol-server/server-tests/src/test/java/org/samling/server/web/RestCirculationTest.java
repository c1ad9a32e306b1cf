package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestClient.body;

import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Secret;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** What desks and kiosks do, over HTTP as a library's own program does it. */
class RestCirculationTest {

  private TestServer server;
  private RestClient desk;
  private RestClient stranger;

  @BeforeEach
  void open() {
    server = new TestServer();
    desk = RestClient.of(server, server.library.north, "north-web", Set.of(Scope.values()));
    stranger = RestClient.of(server, server.library.south, "south-web", Set.of(Scope.values()));
  }

  @AfterEach
  void close() {
    desk.close();
    stranger.close();
    server.close();
  }

  private static String key(String key) {
    return "\"" + key + "\"";
  }

  @Test
  void itemIsLentRenewedAndTakenBack() {
    var lent = body(desk.post("/loans", "{\"patron\": \"A\", \"item\": \"1\"}"), 200);
    assertThat(lent.get("renewed").asBoolean()).isFalse();
    assertThat(lent.get("title").asString()).isNotEmpty();
    var loans = body(desk.get("/patrons/A/loans"), 200).get("loans");
    assertThat(loans).hasSize(1);
    assertThat(loans.get(0).get("due")).isEqualTo(lent.get("due"));
    assertThat(body(desk.get("/items/1"), 200).get("status").asString()).isEqualTo("on-loan");

    var refused = body(desk.post("/loans", "{\"patron\": \"B\", \"item\": \"1\"}"), 409);
    assertThat(refused.get("reason").asString()).isEqualTo("on-loan-to-another");
    assertThat(refused.get("why").get("rule").asString()).isNotEmpty();
    assertThat(refused.get("type").asString()).isEqualTo("about:blank");

    var all = body(desk.post("/patrons/A/renewals", ""), 200);
    assertThat(all.get("renewed").size() + all.get("refused").size()).isOne();
    desk.post("/renewals", "{\"patron\": \"A\", \"item\": \"1\"}");

    var returned = body(desk.post("/returns", "{\"item\": \"1\"}"), 200);
    assertThat(returned.get("destination").asString()).isEqualTo("shelf");
    assertThat(returned.get("was-on-loan").asBoolean()).isTrue();
    assertThat(body(desk.get("/patrons/A/loans"), 200).get("loans")).isEmpty();
  }

  @Test
  void sameKeyHasTheSameAnswerAndAnotherBodyIsRefused() {
    var loan = "{\"patron\": \"A\", \"item\": \"1\"}";
    var first = desk.post("/loans", loan, "Idempotency-Key", key("k-1"));
    var again = desk.post("/loans", loan, "Idempotency-Key", key("k-1"));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    desk.post("/returns", "{\"item\": \"1\"}");
    assertThat(desk.post("/loans", loan, "Idempotency-Key", key("k-1")).body())
        .as("also when it was returned since")
        .isEqualTo(first.body());
    assertThat(body(desk.get("/patrons/A/loans"), 200).get("loans")).isEmpty();
    var other = "{\"patron\": \"A\", \"item\": \"2\"}";
    assertThat(body(desk.post("/loans", other, "Idempotency-Key", key("k-1")), 422).get("detail"))
        .asString()
        .contains("was used for another request");
    assertThat(desk.post("/returns", "{\"item\": \"1\"}", "Idempotency-Key", key("k-1")))
        .as("nor another operation")
        .returns(422, HttpResponse::statusCode);
    assertThat(stranger.post("/loans", loan, "Idempotency-Key", key("k-1")).statusCode())
        .as("a key is of one account")
        .isEqualTo(200);
    var refused =
        desk.post("/loans", "{\"patron\": \"X\", \"item\": \"3\"}", "Idempotency-Key", "r");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(
            desk.post("/loans", "{\"patron\": \"X\", \"item\": \"3\"}", "Idempotency-Key", "r")
                .body())
        .isEqualTo(refused.body());
    var count = "{\"branch\": \"%s\"}".formatted(TestLibrary.MAIN);
    var begun = desk.post("/stock-counts", count, "Idempotency-Key", "c");
    assertThat(desk.post("/stock-counts", count, "Idempotency-Key", "c").body())
        .isEqualTo(begun.body());
    assertThat(body(desk.get("/stock-counts"), 200).get("counts")).hasSize(1);
    assertThat(body(desk.post("/loans", loan, "Idempotency-Key", "not visible"), 400).get("detail"))
        .asString()
        .contains("Idempotency-Key must have 1 to 200");
  }

  @Test
  void holdIsPlacedListedAndCancelled() {
    var placed = body(desk.post("/patrons/A/holds", "{\"record\": \"t:1\"}"), 201);
    var again = body(desk.post("/patrons/A/holds", "{\"record\": \"t:1\"}"), 409);
    assertThat(again.get("reason").asString()).isEqualTo("already-held");
    var holds = body(desk.get("/patrons/A/holds"), 200).get("holds");
    assertThat(holds).hasSize(1);
    assertThat(holds.get(0).get("number")).isEqualTo(placed.get("number"));
    var path = "/rest/v1/patrons/A/holds/" + placed.get("number").asString();
    assertThat(stranger.send("DELETE", path, null).statusCode()).isEqualTo(404);
    assertThat(desk.send("DELETE", path, null).statusCode()).isEqualTo(204);
    assertThat(body(desk.get("/patrons/A/holds"), 200).get("holds")).isEmpty();
    assertThat(desk.post("/patrons/A/holds", "{}").statusCode()).isEqualTo(400);
    assertThat(desk.post("/patrons/A/holds", "{\"record\": \"t\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void feeIsChargedAndPaidOnce() {
    var charge = "{\"amount\": \"20.00\", \"type\": \"damage\", \"reason\": \"torn\"}";
    assertThat(body(desk.post("/patrons/A/fees", charge), 200).get("owed").asString())
        .isEqualTo("20.00");
    var fees = body(desk.get("/patrons/A/fees"), 200).get("fees");
    assertThat(fees.get(0).get("reason").asString()).isEqualTo("torn");
    var pay = "{\"amount\": \"15.00\", \"reference\": \"till-1\"}";
    var paid = desk.post("/patrons/A/payments", pay, "Idempotency-Key", "p");
    assertThat(body(paid, 200).get("owed").asString()).isEqualTo("5.00");
    assertThat(desk.post("/patrons/A/payments", pay, "Idempotency-Key", "p").body())
        .isEqualTo(paid.body());
    assertThat(body(desk.get("/patrons/A"), 200).get("owed").asString()).isEqualTo("5.00");
    assertThat(desk.post("/patrons/A/payments", pay.replace("15", "-1")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void patronIsShownAuthenticatedAndBarred() {
    var patron = body(desk.get("/patrons/A"), 200);
    assertThat(patron.get("may-borrow").asBoolean()).isTrue();
    assertThat(pin("1234")).isEqualTo("verified");
    assertThat(pin("0000")).isEqualTo("wrong");
    assertThat(body(desk.get("/patrons/nobody"), 404).get("detail").asString())
        .isEqualTo("There is no such patron.");

    var block = "{\"code\": \"excluded\", \"note\": \"noise\", \"until\": \"2099-01-01\"}";
    assertThat(body(desk.post("/patrons/A/blocks", block), 200).get("changed")).isNotEmpty();
    patron = body(desk.get("/patrons/A"), 200);
    assertThat(patron.get("may-borrow").asBoolean()).isFalse();
    assertThat(patron.get("blocks").toString()).isEqualTo("[\"excluded\"]");
    assertThat(desk.delete("/patrons/A/blocks/excluded").statusCode()).isEqualTo(200);
    assertThat(body(desk.get("/patrons/A"), 200).get("may-borrow").asBoolean()).isTrue();
    assertThat(body(desk.post("/patrons/A/blocks", "{\"code\": \"debt\"}"), 400).get("detail"))
        .asString()
        .contains("must be one of stolen-card, excluded");
  }

  private String pin(String pin) {
    var answer = desk.post("/patrons/A/authentication", "{\"pin\": \"%s\"}".formatted(pin));
    return body(answer, 200).get("result").asString();
  }

  @Test
  void titleIsShownWithItsItems() {
    var title = body(desk.get("/titles/t:1"), 200);
    assertThat(title.get("items")).hasSizeGreaterThanOrEqualTo(5);
    assertThat(desk.get("/titles/t:none").statusCode()).isEqualTo(404);
  }

  @Test
  void pagesFollowEachOther() {
    for (var item = 1; item <= 3; item++) {
      body(desk.post("/loans", "{\"patron\": \"A\", \"item\": \"%d\"}".formatted(item)), 200);
    }
    var first = body(desk.get("/patrons/A/loans?limit=2"), 200);
    assertThat(first.get("loans")).hasSize(2);
    var last =
        body(desk.get("/patrons/A/loans?limit=2&after=" + first.get("next").asString()), 200);
    assertThat(last.get("loans")).hasSize(1);
    assertThat(last.get("next").isNull()).isTrue();
    assertThat(body(desk.get("/patrons/A/loans?limit=1001"), 400).get("detail").asString())
        .isEqualTo("\"limit\" must be a number from 1 to 1,000.");
    var accounts = body(desk.get("/accounts?limit=1"), 200);
    assertThat(accounts.get("accounts")).hasSize(1);
    assertThat(body(desk.get("/accounts?after=" + accounts.get("next").asString()), 200))
        .isNotEmpty();
  }

  @Test
  void accountIsMadeDisabledAndEnabled() {
    var made =
        body(
            desk.post(
                "/accounts",
                """
                {"name": "north-new", "protocol": "rest", "password": "long-enough-1", "branch": "%s", "scopes": ["holds"]}
                """
                    .formatted(TestLibrary.MAIN)),
            201);
    assertThat(made.toString()).doesNotContain("long-enough-1");
    assertThat(body(desk.get("/accounts/north-new"), 200)).isEqualTo(made);
    assertThat(stranger.get("/accounts/north-new").statusCode()).isEqualTo(404);
    assertThat(logsIn()).isTrue();
    assertThat(stranger.post("/accounts/north-new/disabling", "").statusCode()).isEqualTo(404);
    assertThat(desk.post("/accounts/north-new/disabling", "").statusCode()).isEqualTo(204);
    assertThat(logsIn()).isFalse();
    assertThat(desk.post("/accounts/north-new/enabling", "").statusCode()).isEqualTo(204);
    assertThat(logsIn()).isTrue();
    assertThat(desk.post("/accounts/north-web/disabling", "").statusCode()).isEqualTo(409);
    assertThat(stranger.post("/accounts", made.toString()).statusCode()).isEqualTo(400);
  }

  private boolean logsIn() {
    return server
        .library
        .store
        .accounts()
        .authenticate(Account.Protocol.REST, "north-new", new Secret("long-enough-1"))
        .isPresent();
  }

  @Test
  void nobodyGivesAScopeThatTheyHaveNot() {
    try (var manager =
        RestClient.of(
            server,
            server.library.north,
            "north-manager",
            Set.of(Scope.ACCOUNTS_MANAGE, Scope.HOLDS))) {
      var account =
          """
          {"name": "n-%s", "protocol": "%s", "password": "long-enough-1", "branch": "%s", "scopes": [%s]}\
          """;
      var id = UUID.randomUUID().toString();
      assertThat(
              manager
                  .post(
                      "/accounts",
                      account.formatted(id, "rest", TestLibrary.MAIN, "\"holds\", \"payments\""))
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              manager
                  .post("/accounts", account.formatted(id, "ncip", TestLibrary.MAIN, ""))
                  .statusCode())
          .as("of NCIP none means all")
          .isEqualTo(403);
      assertThat(
              manager
                  .post("/accounts", account.formatted(id, "rest", TestLibrary.MAIN, "\"holds\""))
                  .statusCode())
          .isEqualTo(201);
    }
  }

  @Test
  void eachOperationAsksForItsScope() {
    for (var operation : server.listeners.restOperations()) {
      var others = EnumSet.complementOf(EnumSet.of(operation.scope()));
      server.library.store.libraryRegister().putScopes(server.library.north, "north-web", others);
      var path = "/rest/v1" + operation.path().replaceAll(":[a-z-]+", "1");
      var answer = desk.sendPatiently(operation.method().name(), path, null);
      assertThat(body(answer, 403).get("detail").asString())
          .as(operation.text())
          .isEqualTo(
              "The account north-web does not have the scope %s."
                  .formatted(operation.scope().text()));
    }
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeAgain() {
    try (var limited =
            TestServer.before(server.library, "rest: {requests-per-second: 1, burst: 2}");
        var client =
            RestClient.of(limited, server.library.north, "north-fast", Set.of(Scope.ITEMS_READ));
        var other =
            RestClient.of(limited, server.library.north, "north-slow", Set.of(Scope.ITEMS_READ))) {
      var first = client.get("/items/1");
      assertThat(first.headers().firstValue("ratelimit-policy")).hasValue("\"account\";q=2;w=2");
      assertThat(first.headers().firstValue("ratelimit").orElse("")).startsWith("\"account\";r=1;");
      for (var i = 0; i < 20; i++) {
        var answer = client.get("/items/1");
        if (answer.statusCode() == 429) {
          assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
          assertThat(answer.headers().firstValue("content-type"))
              .hasValue("application/problem+json");
          assertThat(other.get("/items/1").statusCode()).as("another account").isEqualTo(200);
          return;
        }
      }
      throw new AssertionError("nobody was told to wait");
    }
  }

  @Test
  void tokenThatIsUnknownOpensNothing() {
    try (var guess = new RestClient(server.listeners.httpPort(), "samling_1_guess")) {
      var answer = guess.get("/items/1");
      assertThat(body(answer, 401).get("detail").asString())
          .isEqualTo("The token is not valid, or may not be used from this address.");
      assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
          .contains("Basic realm", "Bearer realm");
    }
  }
}
