package org.samling.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;

/** What a collector of OpenTelemetry is told. */
class TracesTest {

  private final List<ExportTraceServiceRequest> told = new CopyOnWriteArrayList<>();
  private final List<String> letIn = new CopyOnWriteArrayList<>();
  private HttpServer collector;
  private TestLibrary library;

  @BeforeEach
  void open() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/v1/traces", this::take);
    collector.start();
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    collector.stop(0);
    library.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    letIn.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
    told.add(ExportTraceServiceRequest.parseFrom(new GZIPInputStream(exchange.getRequestBody())));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private TestServer server(int sample) {
    return TestServer.before(
        library,
        "traces: {endpoint: 'http://127.0.0.1:%d/v1/traces', authorization: Basic c2VjcmV0, sample: %d}"
            .formatted(collector.getAddress().getPort(), sample));
  }

  private List<Span> spans() {
    return told.stream()
        .flatMap(r -> r.getResourceSpansList().stream())
        .flatMap(r -> r.getScopeSpansList().stream())
        .flatMap(s -> s.getSpansList().stream())
        .toList();
  }

  private Span span(String name) {
    Eventually.holds(name, () -> spans().stream().anyMatch(s -> s.getName().equals(name)));
    return spans().stream().filter(s -> s.getName().equals(name)).findFirst().orElseThrow();
  }

  private static String said(Span span, String key) {
    return span.getAttributesList().stream()
        .filter(a -> a.getKey().equals(key))
        .map(KeyValue::getValue)
        .map(v -> v.hasStringValue() ? v.getStringValue() : Long.toString(v.getIntValue()))
        .findFirst()
        .orElse("");
  }

  @Test
  void aMessageIsToldWithItsStepsAndNothingOfWhatItSaid() {
    try (var server = server(100);
        var kiosk = new Kiosk(server.listeners.sip2Port())) {
      // Longer than usual: by chance a time in nanoseconds has any four digits.
      var pin = "8264739105";
      library.store.patronPins().set(library.north, "A", new Secret(pin));
      kiosk.ask("9300CNnorth-kiosk|COsecret|");
      kiosk.ask("11YN20261126    120000                  AOnorth|AAA|AB1|AC|AD%s|".formatted(pin));
      var checkout = span("sip2 11");
      assertThat(said(checkout, "samling.protocol")).isEqualTo("sip2");
      assertThat(said(checkout, "samling.answer")).isEqualTo("12");
      assertThat(said(checkout, "samling.account")).isEqualTo("north-kiosk");
      assertThat(said(checkout, "samling.request_id"))
          .isEqualTo(HexFormat.of().formatHex(checkout.getTraceId().toByteArray()));
      assertThat(spans())
          .filteredOn(s -> s.getParentSpanId().equals(checkout.getSpanId()))
          .allMatch(s -> s.getTraceId().equals(checkout.getTraceId()))
          .allMatch(s -> s.getEndTimeUnixNano() >= s.getStartTimeUnixNano())
          .extracting(Span::getName)
          .contains("queue", "write");
      assertThat(letIn).containsOnly("Basic c2VjcmV0");
      assertThat(told.toString()).contains("samling").doesNotContain(pin, "secret");
    }
  }

  @Test
  void aRequestThatCameAsPartOfATraceIsPartOfIt() throws Exception {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var parent = "00f067aa0ba902b7";
    try (var server = server(0);
        var client = HttpClient.newHttpClient()) {
      for (var flags : List.of("00", "01")) {
        client.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:%d/sru/north?operation=explain&version=1.2"
                            .formatted(server.listeners.httpPort())))
                .header("traceparent", "00-%s-%s-%s".formatted(trace, parent, flags))
                .build(),
            BodyHandlers.ofString());
      }
      var explain = span("sru explain");
      assertThat(HexFormat.of().formatHex(explain.getTraceId().toByteArray())).isEqualTo(trace);
      assertThat(HexFormat.of().formatHex(explain.getParentSpanId().toByteArray()))
          .isEqualTo(parent);
      assertThat(spans()).filteredOn(s -> s.getName().equals("sru explain")).hasSize(1);
    }
  }

  @Test
  void aCollectorThatIsGoneHoldsNobodyUp() {
    collector.stop(0);
    try (var server = server(100);
        var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThat(kiosk.ask("9300CNnorth-kiosk|COsecret|")).isEqualTo("941");
    }
    assertThat(told).isEmpty();
  }
}
