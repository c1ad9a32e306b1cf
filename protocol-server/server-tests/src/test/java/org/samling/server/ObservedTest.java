package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.server.z3950.Z3950Client;
import org.samling.testing.Kiosk;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What a server tells of itself, and whether what is made of it asks for what there is. */
class ObservedTest {

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:samling|jvm|process|system)_[a-z0-9_]+");

  private TestServer server;
  private HttpClient client;

  @BeforeEach
  void open() {
    server = new TestServer();
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private HttpResponse<String> get(String path, String... headers) {
    var uri = URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path);
    var request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has every protocol answer something, so that its metrics are there. */
  private void ask() {
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CNnorth-kiosk|COsecret|")).isEqualTo("941");
      kiosk.ask("17 20260101    120000AO|AB1|AC|");
    }
    try (var searcher = new Z3950Client(server.listeners.z3950Port())) {
      searcher.init(null);
    }
    get("/rest/v1/items/1");
    get("/sru/north?operation=explain");
    get("/oai/north?verb=Identify");
    for (var path : new String[] {"/ncip", "/iso18626"}) {
      var uri = URI.create("http://127.0.0.1:" + server.listeners.httpPort() + path);
      try {
        client.send(
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("<x/>")).build(),
            BodyHandlers.ofString());
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void dashboardAndAlertsAskForMetricsThatThereAre() throws IOException {
    ask();
    var told = new TreeSet<String>();
    server
        .metrics()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> told.add(line.replaceFirst("[{ ].*", "")));
    for (var file : new String[] {"grafana/samling.json", "prometheus/alerts.yaml"}) {
      var asked = new TreeSet<String>();
      var text = Files.readString(conf(file));
      METRIC.matcher(text).results().forEach(found -> asked.add(found.group()));
      assertThat(asked).as(file).hasSizeGreaterThan(4);
      assertThat(told).as(file).containsAll(asked);
    }
  }

  @Test
  void everyAlertSaysWhatItIsAndWhatToLookAt() throws IOException {
    var rules =
        new YAMLMapper()
            .readTree(Files.readString(conf("prometheus/alerts.yaml")))
            .at("/groups/0/rules");
    assertThat(rules).hasSizeGreaterThan(5);
    for (var rule : rules) {
      assertThat(rule.get("expr").asString()).isNotBlank();
      assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
      assertThat(rule.at("/annotations/look-at").asString()).isNotBlank();
      assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning", "info");
    }
  }

  private static Path conf(String file) {
    var directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("conf/samling.yaml"))) {
      directory = Objects.requireNonNull(directory.getParent());
    }
    return directory.resolve("conf").resolve(file);
  }

  @Test
  void answersAreCountedByAccount() {
    var ofTheKiosk =
        "samling_account_answers_total{account=\"north-kiosk\",protocol=\"sip2\",reply=\"18\",request=\"17\"}";
    var before = server.counted(ofTheKiosk);
    ask();
    assertThat(server.counted(ofTheKiosk)).isEqualTo(before + 1);
  }

  @Test
  void accountsThatComeWhenThereAreTooManyAreCountedTogether() {
    var registry = new SimpleMeterRegistry();
    var answers = new AccountAnswers(registry, 2);
    for (var account : new String[] {"a", "b", "c", "d", "a"}) {
      answers.count(account, "sip2", "11", "12");
    }
    var counters = registry.find("samling.account.answers").counters();
    assertThat(counters).hasSize(3);
    assertThat(registry.get("samling.account.answers").tag("account", "(more)").counter().count())
        .isEqualTo(2);
    assertThat(registry.get("samling.account.answers").tag("account", "a").counter().count())
        .isEqualTo(2);
  }

  @Test
  void examplesOfLatencyNameTheRequest() {
    server.close();
    server = TestServer.ofItsOwn(); // an example stays for some seconds
    var answer = get("/sru/north?operation=explain", "x-request-id", "example-1");
    assertThat(answer.headers().firstValue("x-request-id")).hasValue("example-1");
    var metrics = get("/metrics", "accept", "application/openmetrics-text; version=1.0.0");
    assertThat(metrics.headers().firstValue("content-type").orElse(""))
        .startsWith("application/openmetrics-text");
    assertThat(metrics.body()).contains("trace_id=\"example-1\"").endsWith("# EOF\n");
    assertThat(get("/metrics").headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain");
  }

  @Test
  void requestIsKnownByWhatTheCallerCallsItOrByItsTrace() {
    var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assertThat(get("/", "traceparent", trace).headers().firstValue("x-request-id"))
        .hasValue("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(get("/", "x-request-id", "not one; at all").headers().firstValue("x-request-id"))
        .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{32}"));
    assertThat(get("/no-such-page").headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void everyAnswerKeepsBrowsersFromWhatIsNotTheirs() {
    for (var path :
        new String[] {
          "/",
          "/health/live",
          "/metrics",
          "/rest/v1/items/1",
          "/rest/v1/openapi.json",
          "/sru/north?operation=explain",
          "/oai/north?verb=Identify",
          "/no-such-page"
        }) {
      var headers = get(path).headers();
      assertThat(headers.firstValue("x-content-type-options")).as(path).hasValue("nosniff");
      assertThat(headers.firstValue("x-frame-options")).as(path).hasValue("DENY");
      // The console's pages name themselves to each other, and to nobody else.
      assertThat(headers.firstValue("referrer-policy"))
          .as(path)
          .hasValue(path.equals("/") ? "same-origin" : "no-referrer");
      assertThat(headers.firstValue("cross-origin-resource-policy"))
          .as(path)
          .hasValue("same-origin");
      assertThat(headers.firstValue("content-security-policy").orElse(""))
          .as(path)
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'");
    }
  }
}
