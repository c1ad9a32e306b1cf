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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.server.Heap;
import org.samling.server.TestServer;

/**
 * XML that no partner should send: the server says so, goes on for all others, and keeps its
 * memory.
 */
class HostileNcipTest {

  private static final int TIMES = 20;
  private static final long MAY_GROW_BY = 48L << 20;
  private static final String LOOKUP =
      "<NCIPMessage xmlns=\"http://www.niso.org/2008/ncip\"><LookupItem><ItemId><ItemIdentifierValue>%s</ItemIdentifierValue></ItemId></LookupItem></NCIPMessage>";

  private static TestServer server;
  private static HttpClient client;
  private static long used;

  @BeforeAll
  static void open() {
    server = new TestServer();
    client = HttpClient.newHttpClient();
    used = Heap.used();
  }

  @AfterAll
  static void close() {
    client.close();
    server.close();
  }

  @AfterEach
  void serverIsWell() {
    used = Heap.atMost(used + MAY_GROW_BY);
    assertThat(post(LOOKUP.formatted("1")).body()).contains("<Title>Ærø</Title>");
  }

  @Test
  void entityBomb() {
    var bomb = new StringBuilder("<!DOCTYPE NCIPMessage [<!ENTITY a0 \"aaaaaaaaaa\">");
    for (var i = 1; i < 10; i++) {
      bomb.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
    }
    bomb.append("]>").append(LOOKUP.formatted("&a9;"));
    for (var i = 0; i < TIMES; i++) {
      assertThat(post(bomb.toString()).body())
          .contains("<Problem>", ">Invalid Message Syntax Error<");
    }
  }

  @Test
  void externalEntity() throws IOException {
    var secret = Files.writeString(Path.of("target", "ncip-secret.txt"), "not-for-partners");
    var message =
        "<!DOCTYPE NCIPMessage [<!ENTITY secret SYSTEM \"%s\">]>".formatted(secret.toUri())
            + LOOKUP.formatted("&secret;");
    assertThat(post(message).body())
        .contains(">Invalid Message Syntax Error<")
        .doesNotContain("not-for-partners");
    Files.delete(secret);
  }

  @Test
  void tenThousandDeep() {
    var deep =
        LOOKUP
            .formatted("1")
            .replace(
                "</LookupItem>", "<a>".repeat(10_000) + "</a>".repeat(10_000) + "</LookupItem>");
    for (var i = 0; i < TIMES; i++) {
      assertThat(post(deep).body()).contains("<Problem>");
    }
  }

  @Test
  void eightMebibytesOfText() {
    var long8 = LOOKUP.formatted("x".repeat(8 << 20));
    for (var i = 0; i < TIMES; i++) {
      var refused = post(long8);
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(refused.body()).startsWith("A message can't be longer than ");
    }
    assertThat(post(LOOKUP.formatted("x".repeat(200_000))).body())
        .as("within the limit of the message, beyond that of a text")
        .contains("<Problem>");
  }

  @Test
  void doctypeOfDanishPartnersIsPassedOver() {
    var message =
        "<!DOCTYPE NCIPMessage PUBLIC \"-//NISO//NCIP DTD Version 1//EN\" \"http://127.0.0.1:1/ncip.dtd\">"
            + LOOKUP.formatted("1");
    assertThat(post(message).body()).contains("<Title>Ærø</Title>");
  }

  private static HttpResponse<String> post(String body) {
    var credentials = Base64.getEncoder().encodeToString("north-ncip:secret".getBytes(UTF_8));
    try {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.listeners.httpPort() + "/ncip"))
              .header("authorization", "Basic " + credentials)
              .POST(BodyPublishers.ofString(body, UTF_8))
              .build(),
          BodyHandlers.ofString(UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
