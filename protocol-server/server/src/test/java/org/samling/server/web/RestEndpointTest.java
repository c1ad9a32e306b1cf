package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.CommandKey;
import org.samling.core.circulation.OfflineCommand.OfflineCheckout;
import org.samling.core.circulation.Origin;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of a whole server, as a program that speaks HTTP sees it. */
class RestEndpointTest {

  private static final String LIST = "/rest/v1/offline-transactions";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TestServer server;
  private HttpClient client;

  @BeforeEach
  void open() {
    server = new TestServer();
    client = HttpClient.newHttpClient();
    account(server.library.north, "north-desk", Set.of(Scope.values()));
    account(server.library.north, "north-reader", Set.of(Scope.OFFLINE_READ));
    account(server.library.south, "south-desk", Set.of(Scope.values()));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private void account(TenantId tenant, String name, Set<Scope> scopes) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        tenant,
        List.of(
            new NewAccount(
                Account.Protocol.REST,
                name,
                new Secret(name + "-1"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    assertThat(register.putScopes(tenant, name, scopes)).isTrue();
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
    var all = ok(get("north-desk", LIST));
    assertThat(all.get("transactions")).hasSize(3);
    assertThat(all.get("counts").toString())
        .isEqualTo("{\"done\":1,\"broke-rules\":1,\"conflict\":1}");
    assertThat(all.get("complete").asBoolean()).isTrue();
    assertThat(all.toString()).doesNotContain("0101901234");

    var conflicts = ok(get("north-desk", LIST + "?only-conflicts=true"));
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
    assertThat(ok(get("north-desk", LIST + "?account=other")).get("transactions")).isEmpty();
    assertThat(ok(get("north-desk", LIST + "?branch=" + TestLibrary.BRANCH)).get("transactions"))
        .isEmpty();
    assertThat(ok(get("north-desk", LIST + "?since=2100-01-01")).get("transactions")).isEmpty();
    assertThat(ok(get("north-desk", LIST + "?since=2020-01-01T00:00:00Z")).get("transactions"))
        .hasSize(2);
    var one = ok(get("north-desk", LIST + "?limit=1"));
    assertThat(one.get("transactions")).hasSize(1);
    assertThat(one.get("complete").asBoolean()).isFalse();
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    lent("X", "2");
    assertThat(ok(get("south-desk", LIST)).get("transactions")).isEmpty();
  }

  @Test
  void whatSomebodyHasSeenToIsNoConflictAnyMore() {
    lent("X", "2");
    var number = ok(get("north-desk", LIST)).get("transactions").get(0).get("number").asString();
    var settlement = LIST + "/" + number + "/settlement";
    assertThat(post("south-desk", settlement, "{}").statusCode()).isEqualTo(404);
    assertThat(post("north-desk", settlement, "{\"note\": \"asked for it back\"}").statusCode())
        .isEqualTo(204);
    assertThat(ok(get("north-desk", LIST + "?only-conflicts=true")).get("transactions")).isEmpty();
    var settled = ok(get("north-desk", LIST)).get("transactions").get(0);
    assertThat(settled.get("settled-by").asString()).isEqualTo("north-desk");
    assertThat(settled.get("note").asString()).isEqualTo("asked for it back");
    assertProblem(
        post("north-desk", settlement, ""),
        404,
        "There is no transaction \"%s\" that nobody has seen to.".formatted(number));
  }

  @Test
  void whoMayNotAskIsToldWhy() {
    var anonymous = send(request(LIST).GET());
    assertProblem(anonymous, 401, "Log in with HTTP Basic, or show a token.");
    assertThat(anonymous.headers().firstValue("www-authenticate"))
        .hasValue("Basic realm=\"Samling\", charset=\"UTF-8\", Bearer realm=\"Samling\"");
    assertProblem(
        send(basic(request(LIST), "north-desk", "wrong").GET()),
        401,
        "The name or the password is not right, or not from here.");
    assertThat(send(basic(request(LIST), "north-kiosk", "secret").GET()).statusCode())
        .as("a kiosk's account is no REST account")
        .isEqualTo(401);
    assertProblem(
        post("north-reader", LIST + "/" + UUID.randomUUID() + "/settlement", ""),
        403,
        "The account north-reader has not the scope offline:settle.");
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
    assertThat(get("north-desk", LIST).statusCode()).isEqualTo(401);
  }

  @Test
  void whoGuessesPasswordsHasToWait() {
    for (var i = 0; i < 10; i++) {
      assertThat(send(basic(request(LIST), "north-desk", "guess-" + i).GET()).statusCode())
          .isEqualTo(401);
    }
    var waiting = get("north-desk", LIST);
    assertThat(waiting.statusCode()).isEqualTo(429);
    assertThat(waiting.headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void whatCannotBeUnderstoodIsNamed() {
    assertProblem(
        get("north-desk", LIST + "?branches=x"),
        400,
        "There is no parameter \"branches\" here; there are branch, account, since, only-conflicts, limit.");
    assertProblem(
        get("north-desk", LIST + "?branch=nowhere"), 400, "north has no branch \"nowhere\".");
    assertProblem(
        get("north-desk", LIST + "?since=yesterday"),
        400,
        "\"since\" is a day (2026-11-25) or a moment (2026-11-25T08:00:00Z).");
    assertProblem(
        get("north-desk", LIST + "?only-conflicts=yes"),
        400,
        "\"only-conflicts\" is true or false.");
    assertProblem(
        get("north-desk", LIST + "?limit=0"), 400, "\"limit\" is a number from 1 to 10,000.");
    var settlement = LIST + "/" + UUID.randomUUID() + "/settlement";
    assertProblem(post("north-desk", settlement, "["), 400, "The body is not a JSON object.");
    assertProblem(post("north-desk", settlement, "[1]"), 400, "The body is not a JSON object.");
    assertProblem(
        post("north-desk", settlement, "{\"remark\": 1}"),
        400,
        "There is no member \"remark\" here; there are note.");
    assertProblem(
        post("north-desk", settlement, "{\"note\": 1}"),
        400,
        "\"note\" is a text of at most 1,000 characters.");
    assertProblem(
        post("north-desk", settlement, "{\"note\": \"%s\"}".formatted("x".repeat(70_000))),
        413,
        "A body may have at most 65536 bytes.");
  }

  @Test
  void addressThatBouncedIsReportedByItselfOrByItsMessage() {
    var bounces = "/rest/v1/notices/bounces";
    var contacts = server.library.store.noticeContacts();
    var report = "{\"address\": \"Anna@example.org\", \"reason\": \"full\"}";
    assertThat(post("north-desk", bounces, report).statusCode()).isEqualTo(204);
    assertThat(post("north-desk", bounces, report).statusCode()).as("again").isEqualTo(204);
    var bounce = contacts.bounces(server.library.north, 10).getFirst();
    assertThat(bounce.address()).isEqualTo("anna@example.org");
    assertThat(bounce.reason()).isEqualTo("full");
    assertThat(bounce.by()).isEqualTo("north-desk");
    assertThat(contacts.bounces(server.library.south, 10)).isEmpty();

    assertThat(post("north-reader", bounces, report).statusCode()).isEqualTo(403);
    var unknown = "{\"message\": \"%s\"}".formatted(UUID.randomUUID());
    assertThat(post("north-desk", bounces, unknown).statusCode()).isEqualTo(404);
    assertThat(post("north-desk", bounces, "{}").statusCode()).isEqualTo(400);
    assertThat(post("north-desk", bounces, "{\"address\": \"a\", \"who\": 1}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void whereThereIsNothingThatIsSaid() {
    assertProblem(get("north-desk", "/rest/v1/nothing"), 404, "There is nothing here.");
    var deleted = send(request(LIST).DELETE());
    assertProblem(deleted, 405, "Here is GET.");
    assertThat(deleted.headers().firstValue("allow")).hasValue("GET");
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    var problem = JSON.readTree(response.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asString()).isEqualTo(detail);
  }

  private static JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String account, String path) {
    return send(basic(request(path), account, account + "-1").GET());
  }

  private HttpResponse<String> post(String account, String path, String body) {
    return send(basic(request(path), account, account + "-1").POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path));
  }

  private static HttpRequest.Builder basic(
      HttpRequest.Builder request, String name, @Nullable String password) {
    var text = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return request.header("authorization", "Basic " + Base64.getEncoder().encodeToString(text));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
