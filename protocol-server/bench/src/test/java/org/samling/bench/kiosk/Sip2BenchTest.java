package org.samling.bench.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.bench.library.MeasuredServer;
import org.samling.bench.library.Stock;
import org.samling.testing.Kiosk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The load that kiosks are, against the server with the test library. */
class Sip2BenchTest {

  /** What is not by the clock is as fast as it can be, and takes all of the machine. */
  private static final Duration SPAN = Duration.ofMillis(500);

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();

  /** For all tests: none leaves a loan to the next. */
  private static MeasuredServer server;

  @BeforeAll
  static void open() {
    server = new MeasuredServer();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @AfterEach
  void returnAll() {
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      for (var item : List.of("4", "5", "6")) {
        kiosk.ask("09N20260101    12000020260101    120000|AO|AB%s|AC|".formatted(item));
      }
    }
  }

  private long run(String mix, double rate, int idle) throws Exception {
    var plan =
        new Sip2Bench.Plan(
            List.of(2),
            KioskMix.of(mix),
            rate,
            Duration.ZERO,
            Duration.ofMillis(100),
            SPAN,
            idle,
            directory.resolve("figures.json"));
    return new Sip2Bench(plan, new PrintWriter(printed))
        .run(
            new Sip2Bench.Other(
                "127.0.0.1",
                server.listeners.sip2Port(),
                "north-kiosk",
                "secret",
                file("cards", "A"),
                "{4-6}",
                ""));
  }

  private JsonNode figures() throws IOException {
    return JsonMapper.builder()
        .build()
        .readTree(Files.readString(directory.resolve("figures.json")));
  }

  /** The messages that the last run measured; none before the first. */
  private Collection<String> messages() throws IOException {
    return Files.exists(directory.resolve("figures.json"))
        ? figures().get(0).get("latencyMillisByMessage").propertyNames()
        : List.of();
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  @Test
  void visitsAreMeasuredByMessageAndWrittenDown() throws Exception {
    // A busy machine may carry out too few in that time to see one of each: some runs more, then.
    for (var runs = 0; runs < 20 && messages().size() < 5; runs++) {
      returnAll(); // what the run before left lent
      assertThat(run("63=1,17=1,11=1,09=1,35=1", 0, 0)).isZero();
    }
    assertThat(printed.toString())
        .containsPattern("(?m)^all +\\| +2 \\| +[0-9,]+ \\|")
        .containsPattern("(?m)^  11 +\\| +2 \\| +[0-9,]+ \\|");
    var figures = figures();
    assertThat(figures).hasSize(1);
    var first = figures.get(0);
    assertThat(first.get("refused").asLong()).isZero();
    assertThat(first.get("messagesPerSecond").asDouble()).isPositive();
    assertThat(messages()).containsExactlyInAnyOrder("09", "11", "17", "35", "63");
    assertThat(first.get("latencyMillis").get("p99").asDouble()).isPositive();
    assertThat(
            server.library.count(
                server.library.north, "select count(*) from loan where returned_at is null"))
        .isLessThanOrEqualTo(2);
  }

  @Test
  void messagesByTheClockAreAsManyAsWereAskedFor() throws Exception {
    assertThat(run("99", 80, 0)).isZero();
    var count = figures().get(0).get("latencyMillis").get("count").asLong();
    assertThat(count).isBetween(38L, 42L);
    assertThat(printed.toString()).contains("  once sent");
  }

  @Test
  void aProbeIsMeasuredAloneAndBesideIdleConnections() throws Exception {
    assertThat(run("99", 0, 10)).isZero();
    assertThat(printed.toString())
        .contains("probe, alone")
        .contains("probe, idle")
        .contains("With 10 idle connections the probe's p99 is");
  }

  @Test
  void refusalsAreCounted() throws Exception {
    var stock =
        new KioskStock(
            List.of("nobody"), new ConcurrentLinkedQueue<>(List.of(new Stock.Copy("4", ""))));
    var target =
        new KioskLoad.Target("127.0.0.1", server.listeners.sip2Port(), "north-kiosk", "secret");
    try (var load = new KioskLoad(target)) {
      var kiosks = load.open(1, Duration.ZERO, stock);
      var figures =
          load.run(
              kiosks,
              new KioskLoad.Plan(KioskMix.of("63"), 0, Duration.ZERO, Duration.ofMillis(100)));
      assertThat(figures.count()).isPositive();
      assertThat(figures.refused()).isEqualTo(figures.count());
    }
  }

  @Test
  void whatCantBeHadEndsTheBenchAndSaysWhy() {
    var wrong =
        new KioskLoad.Target("127.0.0.1", server.listeners.sip2Port(), "north-kiosk", "wrong");
    try (var load = new KioskLoad(wrong)) {
      assertThatThrownBy(() -> load.open(1, Duration.ZERO, null))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the login of north-kiosk was refused");
    }
    assertThatThrownBy(() -> run("11=1", 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no item is left on the shelf");
    assertThatThrownBy(() -> KioskStock.of("no-such-file", "{1-2}", ""))
        .hasMessageContaining("neither a file nor a pattern");
  }
}
