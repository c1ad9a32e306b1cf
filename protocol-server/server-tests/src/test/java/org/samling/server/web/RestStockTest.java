package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Account.Scope;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** Counts of shelves over REST, as a reader's program does them. */
class RestStockTest {

  private static final String COUNTS = "/rest/v1/stock-counts";
  private static final String BEGUN = "{\"branch\": \"%s\"}".formatted(TestLibrary.MAIN);

  private TestServer server;
  private RestProgram reader;
  private RestProgram south;

  @BeforeEach
  void open() {
    server = new TestServer();
    reader = RestProgram.of(server, server.library.north, "north-reader", Scope.STOCK_COUNT);
    south = RestProgram.of(server, server.library.south, "south-reader", Scope.STOCK_COUNT);
  }

  @AfterEach
  void close() {
    south.close();
    reader.close();
    server.close();
  }

  private static HttpResponse<String> post(RestProgram program, String path, String body) {
    return program.post(path, BodyPublishers.ofString(body));
  }

  @Test
  void shelfIsCountedAndClosed() {
    server.library.asSuperuser(
        "update item set created_at = now() - interval '1 day', moved_at = now() - interval '1 day'");
    var number = reader.ok(COUNTS, BEGUN).get("number").asString();
    var scans = COUNTS + "/" + number + "/scans";
    assertThat(reader.ok(scans, "{\"scans\": [\"1\", \"2\", \"3\", \"77\"]}"))
        .hasToString("{\"read\":4,\"new\":4}");
    assertThat(reader.ok(scans, "{\"scans\": [\"3\", \"4 1/2\"]}").get("new").asInt()).isEqualTo(1);

    var shown = reader.ok(COUNTS + "/" + number);
    assertThat(shown.get("read").asInt()).isEqualTo(5);
    assertThat(shown.get("sums").get("missing").asInt()).isEqualTo(3);
    assertThat(shown.get("sums").get("unknown").asInt()).isEqualTo(1);
    assertThat(shown.get("results")).hasSize(4);

    var closing = COUNTS + "/" + number + "/closing";
    assertThat(reader.ok(closing, "{\"mark-missing\": true}").get("marked-missing").asInt())
        .isEqualTo(3);
    assertThat(
            server.library.store.inquiries().item(server.library.north, "5").orElseThrow().status())
        .isEqualTo(ItemStatus.MISSING);
    assertThat(post(reader, closing, "{}").statusCode()).isEqualTo(409);
    assertThat(post(reader, scans, "{\"scans\": [\"5\"]}").statusCode()).isEqualTo(409);
    assertThat(reader.ok(COUNTS).get("counts").get(0).get("closing").isNull()).isFalse();
  }

  @Test
  void onlyWhoMayCountsAndOnlyTheirOwnLibrary() {
    try (var desk =
        RestProgram.of(server, server.library.north, "north-desk", Scope.OFFLINE_READ)) {
      assertThat(post(desk, COUNTS, BEGUN).statusCode()).isEqualTo(403);
    }
    var number = reader.ok(COUNTS, BEGUN).get("number").asString();
    assertThat(south.get(COUNTS + "/" + number).statusCode()).isEqualTo(404);
    assertThat(post(south, COUNTS + "/" + number + "/scans", "{\"scans\": [\"1\"]}").statusCode())
        .isEqualTo(404);
    assertThat(south.ok(COUNTS).get("counts")).isEmpty();
  }

  @Test
  void whatCannotBeUnderstoodIsRefusedWithTheReason() {
    assertThat(post(reader, COUNTS, "{\"branch\": \"nowhere\"}").body())
        .contains("must be the code of a branch of north");
    assertThat(post(reader, COUNTS, "{\"place\": \"x\"}").body())
        .contains("There is no member \\\"place\\\" here");
    var number = reader.ok(COUNTS, BEGUN).get("number").asString();
    assertThat(post(reader, COUNTS + "/" + number + "/scans", "{\"scans\": []}").body())
        .contains("must be a list of 1 to");
    assertThat(reader.get(COUNTS + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(reader.get(COUNTS + "/x").statusCode()).isEqualTo(404);
  }
}
