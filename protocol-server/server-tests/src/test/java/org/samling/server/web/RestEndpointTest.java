package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestProgram.assertProblem;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.OfflineCommand.OfflineCheckout;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** The REST API of a whole server, as a program that speaks HTTP sees it. */
class RestEndpointTest {

  private static final String LIST = "/rest/v1/offline-transactions";

  private TestServer server;
  private RestProgram desk;
  private RestProgram reader;
  private RestProgram south;

  @BeforeEach
  void open() {
    open(new TestServer());
  }

  private void open(TestServer opened) {
    server = opened;
    desk = RestProgram.of(server, server.library.north, "north-desk", Scope.values());
    reader = RestProgram.of(server, server.library.north, "north-reader", Scope.OFFLINE_READ);
    south = RestProgram.of(server, server.library.south, "south-desk", Scope.values());
  }

  @AfterEach
  void close() {
    desk.close();
    reader.close();
    south.close();
    server.close();
  }

  private void lent(String patron, String item) {
    var key = CommandKey.of(Duration.ZERO, patron, item).hex();
    var origin =
        new Origin(
            server.library.north,
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "north-kiosk",
            TestLibrary.MAIN,
            Instant.now().plusSeconds(60));
    server.library.submit(
        new OfflineCheckout(origin, key, patron, item, Instant.now().minusSeconds(3600), null));
  }

  @Test
  void theConflictsOfWhatWasDoneOfflineAreListedAndCounted() {
    lent("A", "1");
    lent("X", "2");
    lent("0101901234", "3");
    var all = desk.ok(LIST);
    assertThat(all.get("transactions")).hasSize(3);
    assertThat(all.get("counts").toString())
        .isEqualTo("{\"done\":1,\"broke-rules\":1,\"conflict\":1}");
    assertThat(all.get("complete").asBoolean()).isTrue();
    assertThat(all.toString()).doesNotContain("0101901234");

    var conflicts = desk.ok(LIST + "?only-conflicts=true");
    assertThat(conflicts.get("transactions")).hasSize(2);
    var first = conflicts.get("transactions").get(0);
    assertThat(first.get("message").asString()).isEqualTo("checkout");
    assertThat(first.get("account").asString()).isEqualTo("north-kiosk");
    assertThat(first.get("branch").asString()).isEqualTo(TestLibrary.MAIN);
    assertThat(first.get("result").asString()).isEqualTo("broke-rules");
    assertThat(first.get("rules").asString()).isEqualTo("patron-blocks");
    assertThat(first.get("settled-by").isNull()).isTrue();
  }

  @Test
  void whatIsListedCanBeChosenAndLimited() {
    lent("A", "1");
    lent("B", "2");
    assertThat(desk.ok(LIST + "?account=other").get("transactions")).isEmpty();
    assertThat(desk.ok(LIST + "?branch=" + TestLibrary.BRANCH).get("transactions")).isEmpty();
    assertThat(desk.ok(LIST + "?since=2100-01-01").get("transactions")).isEmpty();
    assertThat(desk.ok(LIST + "?since=2020-01-01T00:00:00Z").get("transactions")).hasSize(2);
    var one = desk.ok(LIST + "?limit=1");
    assertThat(one.get("transactions")).hasSize(1);
    assertThat(one.get("complete").asBoolean()).isFalse();
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    lent("X", "2");
    assertThat(south.ok(LIST).get("transactions")).isEmpty();
  }

  @Test
  void whatSomebodyHasSeenToIsNoConflictAnyMore() {
    lent("X", "2");
    var number = desk.ok(LIST).get("transactions").get(0).get("number").asString();
    var settlement = LIST + "/" + number + "/settlement";
    assertThat(south.post(settlement, "{}").statusCode()).isEqualTo(404);
    assertThat(desk.post(settlement, "{\"note\": \"asked for it back\"}").statusCode())
        .isEqualTo(204);
    assertThat(desk.ok(LIST + "?only-conflicts=true").get("transactions")).isEmpty();
    var settled = desk.ok(LIST).get("transactions").get(0);
    assertThat(settled.get("settled-by").asString()).isEqualTo("north-desk");
    assertThat(settled.get("note").asString()).isEqualTo("asked for it back");
    assertProblem(
        desk.post(settlement, ""),
        404,
        "There is no unsettled transaction \"%s\".".formatted(number));
  }

  @Test
  void whoMayNotAskIsToldWhy() {
    try (var anonymous = new RestClient(server.listeners.httpPort(), null);
        var guess = program("north-desk", "wrong");
        var kiosk = program("north-kiosk", "secret")) {
      var answer = anonymous.send("GET", LIST, null);
      assertProblem(answer, 401, "Log in with HTTP Basic, or send a token.");
      assertThat(answer.headers().firstValue("www-authenticate"))
          .hasValue("Basic realm=\"Samling\", charset=\"UTF-8\", Bearer realm=\"Samling\"");
      assertProblem(
          guess.get(LIST),
          401,
          "The name or password is wrong, or the account may not be used from this address.");
      assertThat(kiosk.get(LIST).statusCode())
          .as("a kiosk's account is no REST account")
          .isEqualTo(401);
    }
    assertProblem(
        reader.post(LIST + "/" + UUID.randomUUID() + "/settlement", ""),
        403,
        "The account north-reader does not have the scope offline:settle.");
  }

  @Test
  void anAccountIsUsedFromItsNetworksOnly() {
    server
        .library
        .store
        .libraryRegister()
        .putAccess(
            server.library.north,
            "north-desk",
            new Access(true, List.of("192.0.2.0/24"), null, Set.of(), null, null));
    assertThat(desk.get(LIST).statusCode()).isEqualTo(401);
  }

  @Test
  void whoGuessesPasswordsHasToWait() {
    close();
    open(TestServer.ofItsOwn());
    assertThat(desk.get(LIST).statusCode()).isEqualTo(200);
    for (var i = 0; i < 10; i++) {
      try (var guess = program("north-desk", "guess-" + i)) {
        assertThat(guess.get(LIST).statusCode()).isEqualTo(401);
      }
    }
    try (var guess = program("north-desk", "guess")) {
      var waiting = guess.get(LIST);
      assertThat(waiting.statusCode()).isEqualTo(429);
      assertThat(waiting.headers().firstValue("retry-after")).isPresent();
    }
    assertThat(desk.get(LIST).statusCode())
        .as("a program whose password is known to be right")
        .isEqualTo(200);
  }

  @Test
  void whatCannotBeUnderstoodIsNamed() {
    assertProblem(
        desk.get(LIST + "?branches=x"),
        400,
        "There is no parameter \"branches\" here; there are branch, account, since, only-conflicts, after, limit.");
    assertProblem(desk.get(LIST + "?branch=nowhere"), 400, "north has no branch \"nowhere\".");
    assertProblem(
        desk.get(LIST + "?since=yesterday"),
        400,
        "\"since\" must be a day (2026-11-25) or a time (2026-11-25T08:00:00Z).");
    assertProblem(
        desk.get(LIST + "?only-conflicts=yes"), 400, "\"only-conflicts\" must be true or false.");
    assertProblem(desk.get(LIST + "?limit=0"), 400, "\"limit\" must be a number from 1 to 10,000.");
    var settlement = LIST + "/" + UUID.randomUUID() + "/settlement";
    assertProblem(desk.post(settlement, "["), 400, "The body is not a JSON object.");
    assertProblem(desk.post(settlement, "[1]"), 400, "The body is not a JSON object.");
    assertProblem(
        desk.post(settlement, "{\"remark\": 1}"),
        400,
        "There is no member \"remark\" here; there are note.");
    assertProblem(
        desk.post(settlement, "{\"note\": 1}"),
        400,
        "\"note\" must be a text of at most 1,000 characters.");
    assertProblem(
        desk.post(settlement, "{\"note\": \"%s\"}".formatted("x".repeat(70_000))),
        413,
        "A body may have at most 65536 bytes.");
  }

  @Test
  void addressThatBouncedIsReportedByItselfOrByItsMessage() {
    var bounces = "/rest/v1/notices/bounces";
    var contacts = server.library.store.noticeContacts();
    var report = "{\"address\": \"Anna@example.org\", \"reason\": \"full\"}";
    assertThat(desk.post(bounces, report).statusCode()).isEqualTo(204);
    assertThat(desk.post(bounces, report).statusCode()).as("again").isEqualTo(204);
    var bounce = contacts.bounces(server.library.north, null, 10).getFirst();
    assertThat(bounce.address()).isEqualTo("anna@example.org");
    assertThat(bounce.reason()).isEqualTo("full");
    assertThat(bounce.by()).isEqualTo("north-desk");
    assertThat(contacts.bounces(server.library.south, null, 10)).isEmpty();

    assertThat(reader.post(bounces, report).statusCode()).isEqualTo(403);
    var unknown = "{\"message\": \"%s\"}".formatted(UUID.randomUUID());
    assertThat(desk.post(bounces, unknown).statusCode()).isEqualTo(404);
    assertThat(desk.post(bounces, "{}").statusCode()).isEqualTo(400);
    assertThat(desk.post(bounces, "{\"address\": \"a\", \"who\": 1}").statusCode()).isEqualTo(400);
  }

  @Test
  void whereThereIsNothingThatIsSaid() {
    assertProblem(desk.get("/rest/v1/nothing"), 404, "There is nothing here.");
    var deleted = desk.delete(LIST);
    assertProblem(deleted, 405, "Allowed here: GET.");
    assertThat(deleted.headers().firstValue("allow")).hasValue("GET");
  }

  private RestProgram program(String account, String password) {
    return new RestProgram(server.listeners.httpPort(), account, password);
  }
}
