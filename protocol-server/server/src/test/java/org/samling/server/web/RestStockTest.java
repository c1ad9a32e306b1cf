package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.RestProgram.account;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemStatus;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counts of shelves over REST, as a reader's program does them. */
class RestStockTest {

  private static final String COUNTS = "/rest/v1/stock-counts";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TestServer server;
  private HttpClient client;

  @BeforeEach
  void open() {
    server = new TestServer();
    client = HttpClient.newHttpClient();
    account(server.library, server.library.north, "north-reader", Set.of(Scope.STOCK_COUNT));
    account(server.library, server.library.north, "north-desk", Set.of(Scope.OFFLINE_READ));
    account(server.library, server.library.south, "south-reader", Set.of(Scope.STOCK_COUNT));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void shelfIsCountedAndClosed() {
    server.library.asOwner(
        "update item set created_at = now() - interval '1 day', moved_at = now() - interval '1 day'");
    var number =
        ok(post("north-reader", COUNTS, "{\"branch\": \"%s\"}".formatted(TestLibrary.MAIN)))
            .get("number")
            .asString();
    var scans = COUNTS + "/" + number + "/scans";
    assertThat(ok(post("north-reader", scans, "{\"scans\": [\"1\", \"2\", \"3\", \"77\"]}")))
        .hasToString("{\"read\":4,\"new\":4}");
    assertThat(
            ok(post("north-reader", scans, "{\"scans\": [\"3\", \"4 1/2\"]}")).get("new").asInt())
        .isEqualTo(1);

    var shown = ok(get("north-reader", COUNTS + "/" + number));
    assertThat(shown.get("read").asInt()).isEqualTo(5);
    assertThat(shown.get("sums").get("missing").asInt()).isEqualTo(3);
    assertThat(shown.get("sums").get("unknown").asInt()).isEqualTo(1);
    assertThat(shown.get("results")).hasSize(4);

    var closing = COUNTS + "/" + number + "/closing";
    assertThat(
            ok(post("north-reader", closing, "{\"mark-missing\": true}"))
                .get("marked-missing")
                .asInt())
        .isEqualTo(3);
    assertThat(
            server.library.store.inquiries().item(server.library.north, "5").orElseThrow().status())
        .isEqualTo(ItemStatus.MISSING);
    assertThat(post("north-reader", closing, "{}").statusCode()).isEqualTo(409);
    assertThat(post("north-reader", scans, "{\"scans\": [\"5\"]}").statusCode()).isEqualTo(409);
    assertThat(ok(get("north-reader", COUNTS)).get("counts").get(0).get("closing").isNull())
        .isFalse();
  }

  @Test
  void onlyWhoMayCountsAndOnlyTheirOwnLibrary() {
    var begun = "{\"branch\": \"%s\"}".formatted(TestLibrary.MAIN);
    assertThat(post("north-desk", COUNTS, begun).statusCode()).isEqualTo(403);
    var number = ok(post("north-reader", COUNTS, begun)).get("number").asString();
    assertThat(get("south-reader", COUNTS + "/" + number).statusCode()).isEqualTo(404);
    assertThat(
            post("south-reader", COUNTS + "/" + number + "/scans", "{\"scans\": [\"1\"]}")
                .statusCode())
        .isEqualTo(404);
    assertThat(ok(get("south-reader", COUNTS)).get("counts")).isEmpty();
  }

  @Test
  void whatCannotBeUnderstoodIsRefusedWithTheReason() {
    assertThat(post("north-reader", COUNTS, "{\"branch\": \"nowhere\"}").body())
        .contains("is the code of a branch of north");
    assertThat(post("north-reader", COUNTS, "{\"place\": \"x\"}").body())
        .contains("There is no member \\\"place\\\" here");
    var number =
        ok(post("north-reader", COUNTS, "{\"branch\": \"%s\"}".formatted(TestLibrary.MAIN)))
            .get("number")
            .asString();
    assertThat(post("north-reader", COUNTS + "/" + number + "/scans", "{\"scans\": []}").body())
        .contains("is a list of 1 to");
    assertThat(get("north-reader", COUNTS + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(get("north-reader", COUNTS + "/x").statusCode()).isEqualTo(404);
  }

  private static JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String account, String path) {
    return send(request(account, path).GET());
  }

  private HttpResponse<String> post(String account, String path, String body) {
    return send(request(account, path).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String account, String path) {
    var text = (account + ":" + account + "-1").getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path))
        .header("authorization", "Basic " + Base64.getEncoder().encodeToString(text));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
