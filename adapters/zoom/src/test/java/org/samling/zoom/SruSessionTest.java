package org.samling.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.zoom.ZoomConnection.Notation.CQL;
import static org.samling.zoom.ZoomConnection.Notation.PQF;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.organisation.Secret;
import org.samling.zoom.ZoomResultSet.Fetched;

/** SRU, with a server that answers each path in its own way. */
class SruSessionTest {

  private static final String FOUND =
      "<s:searchRetrieveResponse xmlns:s='http://www.loc.gov/zing/srw/' xmlns:m='http://www.loc.gov/MARC21/slim'><s:version>1.2</s:version><s:numberOfRecords>7</s:numberOfRecords>%s</s:searchRetrieveResponse>";

  private final CountDownLatch over = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private HttpServer elsewhere;

  @BeforeEach
  void start() throws IOException {
    server = started();
    elsewhere = started();
    answer("/xml", FOUND.formatted(records(record("xml", "<m:record a='1'>\n<m:b/>æ</m:record>"))));
    answer("/string", FOUND.formatted(records(record("string", "&lt;record/&gt;"))));
    answer(
        "/gap",
        FOUND.formatted(
            records(
                record("xml", "<m:a/>")
                    + record("xml", "<m:c/>")
                        .replace("</s:record>", "<s:recordPosition>3</s:recordPosition></s:record>")
                    + "<s:record><s:recordSchema>info:srw/schema/1/diagnostics-v1.1</s:recordSchema><s:recordData><diagnostic><uri>info:srw/diagnostic/1/64</uri><message>Record temporarily unavailable</message></diagnostic></s:recordData></s:record>")));
    answer(
        "/refuses",
        FOUND.formatted(
            "<s:diagnostics><diagnostic xmlns='http://www.loc.gov/zing/srw/diagnostic/'><uri>info:srw/diagnostic/1/16</uri><details>dc.x</details><message>Unsupported index</message></diagnostic></s:diagnostics>"));
    answer("/none", FOUND.formatted(""));
    answer("/html", "<html><body>Hello</body></html>");
    answer("/broken", "<searchRetrieveResponse><numberOfRecords>1");
    answer(
        "/doctype",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><searchRetrieveResponse><numberOfRecords>&e;</numberOfRecords></searchRetrieveResponse>");
    answer("/deep", "<searchRetrieveResponse>" + "<a>".repeat(200));
    answer("/many", FOUND.replace("7", "many").formatted(""));
    on("/large", exchange -> write(exchange, new byte[1 << 20], 17));
    on("/slow", this::trickle);
    on("/away", exchange -> lead(exchange, address("/xml")));
    on("/elsewhere", exchange -> lead(exchange, elsewhere(elsewhere, "/xml")));
    on("/file", exchange -> lead(exchange, "file:///etc/hostname"));
    on("/round", exchange -> lead(exchange, address("/round")));
    elsewhere.createContext("/xml", exchange -> send(exchange, FOUND.formatted("")));
  }

  private static HttpServer started() throws IOException {
    var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.start();
    return started;
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    elsewhere.stop(0);
  }

  private static String records(String records) {
    return "<s:records>" + records + "</s:records>";
  }

  private static String record(String packing, String data) {
    return "<s:record><s:recordSchema>marcxml</s:recordSchema><s:recordPacking>%s</s:recordPacking><s:recordData>%s</s:recordData></s:record>"
        .formatted(packing, data);
  }

  /** Something that answers. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void on(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestURI().getRawQuery());
          answer.to(exchange);
        });
  }

  private void answer(String path, String body) {
    on(path, exchange -> send(exchange, body));
  }

  private void send(HttpExchange exchange, String body) throws IOException {
    asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    write(exchange, body.getBytes(UTF_8), 1);
  }

  private static void write(HttpExchange exchange, byte[] piece, int times) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      for (var i = 0; i < times; i++) {
        exchange.getResponseBody().write(piece);
      }
    }
  }

  private static void lead(HttpExchange exchange, String to) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().add("Location", to);
      exchange.sendResponseHeaders(302, -1);
    }
  }

  private void trickle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      while (!over.await(50, TimeUnit.MILLISECONDS)) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String address(String path) {
    return elsewhere(server, path);
  }

  private static String elsewhere(HttpServer server, String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  private ZoomConnection open(String path) {
    return open(path, Duration.ofSeconds(20));
  }

  private ZoomConnection open(String path, Duration timeout) {
    return ZoomConnection.open(
        new ZoomTarget(
            "sru",
            address(path),
            new ZoomTarget.Login("otto", null, new Secret("hemmelig")),
            "XML",
            "marcxml",
            "UTF-8",
            timeout,
            "remote"));
  }

  private List<Fetched> records(String path, int number) {
    try (var connection = open(path);
        var found = connection.search(CQL, "dc.title=\"å b\"")) {
      assertThat(found.count()).isEqualTo(7);
      return found.records(1, number);
    }
  }

  private static String text(Fetched fetched) {
    return switch (fetched) {
      case Fetched.Returned(var record) -> new String(record.bytes().toArray(), UTF_8);
      case Fetched.Missing(var reason) -> reason;
    };
  }

  @Test
  void recordInXmlIsADocumentOfItsOwn() {
    assertThat(records("/xml", 1).stream().map(SruSessionTest::text))
        .singleElement()
        .asString()
        .isEqualTo(
            "<m:record xmlns:m=\"http://www.loc.gov/MARC21/slim\" a=\"1\">\n<m:b/>æ</m:record>");
  }

  @Test
  void recordAsAStringIsWhatTheStringSays() {
    assertThat(text(records("/string", 1).getFirst())).isEqualTo("<record/>");
  }

  @Test
  void whatDoesNotComeSaysSoInItsPlace() {
    assertThat(records("/gap", 4).stream().map(SruSessionTest::text))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("<m:a"),
            second -> assertThat(second).isEqualTo("sru: the record was not returned"),
            third -> assertThat(third).startsWith("<m:c"),
            fourth ->
                assertThat(fourth)
                    .isEqualTo("sru: Record temporarily unavailable (info:srw/diagnostic/1 64)"));
    assertThat(records("/none", 2))
        .containsOnly(new Fetched.Missing("sru: the record was not returned"))
        .hasSize(2);
  }

  @Test
  void questionSaysWhatIsWantedAndWhoAsks() {
    assertThat(records("/xml", 1)).hasSize(1);
    assertThat(asked)
        .containsExactly(
            "version=1.2&operation=searchRetrieve&query=dc.title%3D%22%C3%A5+b%22&startRecord=1&maximumRecords=0&recordSchema=marcxml",
            "Basic b3R0bzpoZW1tZWxpZw==",
            "version=1.2&operation=searchRetrieve&query=dc.title%3D%22%C3%A5+b%22&startRecord=1&maximumRecords=1&recordSchema=marcxml",
            "Basic b3R0bzpoZW1tZWxpZw==");
  }

  @Test
  void queryInPqfGoesToTargetsThatKnowIt() {
    try (var connection = open("/none?x=1")) {
      connection.search(PQF, "@attr 1=4 x").close();
      assertThat(asked.getFirst()).startsWith("x=1&version=1.2").contains("&x-pquery=%40attr+1");
    }
  }

  @Test
  void whereItLeadsIsFollowedAndOnlyTheTargetIsToldThePassword() {
    assertThat(records("/away", 1)).hasSize(1);
    assertThat(asked).contains("Basic b3R0bzpoZW1tZWxpZw==").doesNotContain("null");
    asked.clear();
    assertThat(records("/elsewhere", 1)).hasSize(1);
    assertThat(asked).contains("null").doesNotContain("Basic b3R0bzpoZW1tZWxpZw==");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /refuses | sru: Unsupported index: dc.x (info:srw/diagnostic/1 16)
          /absent  | sru: the request failed (HTTP 404)
          /html    | sru: Decoding failed: it is not a searchRetrieveResponse
          /broken  | sru: Decoding failed:
          /doctype | sru: Decoding failed:
          /deep    | sru: Decoding failed:
          /many    | sru: Decoding failed: not a number
          /large   | sru: Connection lost:
          /slow    | sru: Timeout: no answer within 2 s (ZOOM 10007)
          /file    | sru: Connect failed: it redirects to an address that is not allowed (ZOOM 10000)
          /round   | sru: Connect failed: too many redirects (ZOOM 10000)
          """)
  void targetThatCantBeSearchedSaysWhy(String path, String message) {
    var patience = Duration.ofSeconds(path.equals("/slow") ? 2 : 20);
    try (var connection = open(path, patience)) {
      assertThatThrownBy(() -> connection.search(CQL, "x"))
          .isInstanceOf(ZoomException.class)
          .hasMessageStartingWith(message);
    }
  }

  @Test
  void targetThatIsNotThereIsNamed() throws IOException {
    var address = "http://127.0.0.1:%d/x".formatted(TestTarget.freePort());
    try (var connection = ZoomConnection.open(ZoomTarget.at(address, Duration.ofSeconds(20)))) {
      assertThatThrownBy(() -> connection.search(CQL, "x"))
          .hasMessage(address + ": Connect failed (ZOOM 10000)");
    }
  }
}
