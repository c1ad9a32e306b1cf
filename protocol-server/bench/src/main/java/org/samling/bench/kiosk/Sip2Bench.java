package org.samling.bench.kiosk;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Round;
import org.samling.bench.measure.StartedResources;
import org.samling.bench.measure.Times;
import org.samling.bench.reference.Operation;
import org.samling.bench.reference.Pgbench;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts SIP2 load on any server, or on one started in a process of its own; measures throughput and
 * response times.
 */
public final class Sip2Bench {

  /** The name of the measure of {@link #besidePgbench}. */
  public static final String VISITS = "visits";

  private static final int MOST_CLIENTS = 32;

  private static final String COLUMNS = "%-12s | %11s | %10s | %8s | %8s | %8s | %8s | %8s | %7s";

  private final Plan plan;
  private final PrintWriter out;
  private final List<Map<String, Object>> results = new ArrayList<>();
  private long refused;

  /**
   * The plan of a measurement.
   *
   * @param connections the numbers of connections, one after another
   * @param mix the messages of a visit
   * @param rate messages per second of all connections together, or 0: each sends on reply
   * @param ramp how long it takes to open the connections
   * @param warmUp how long they talk before measuring begins
   * @param length how long to measure
   * @param idle how many idle connections are held beside a probe, or 0 to skip that
   * @param json the file for the figures, or null
   */
  public record Plan(
      List<Integer> connections,
      KioskMix mix,
      double rate,
      Duration ramp,
      Duration warmUp,
      Duration length,
      int idle,
      @Nullable Path json) {}

  /**
   * A server run by others.
   *
   * @param host the server
   * @param user the account
   * @param patrons a file of cards, or a pattern
   * @param items a file of barcodes, or a pattern
   * @param branch where items are lent and returned, or empty
   */
  public record Other(
      String host,
      int port,
      String user,
      String password,
      String patrons,
      String items,
      String branch) {}

  public Sip2Bench(Plan plan, PrintWriter out) {
    this.plan = plan;
    this.out = out;
  }

  /** Measures a server run by others; returns how many messages were refused. */
  public long run(Other other) throws IOException, InterruptedException {
    var target = new KioskLoad.Target(other.host(), other.port(), other.user(), other.password());
    measure(target, KioskStock.of(other.patrons(), other.items(), other.branch()), null);
    return refused;
  }

  /**
   * Makes a library, serves it in a process of its own and measures that; returns how many messages
   * were refused.
   *
   * @param directory an empty directory for everything it makes
   * @param sizes the sizes of the library
   */
  public long run(Path directory, Sizes sizes) throws Exception {
    var file = ServedLibrary.configuration(directory);
    say("Making %,d items and %,d patrons ...".formatted(sizes.items(), sizes.patrons()));
    var stock = ServedLibrary.make(file, sizes);
    try (var started = new StartedResources()) {
      var server = started.add(ServedLibrary.start(directory, file));
      var kiosk = LibraryGenerator.kiosk(1);
      measure(
          new KioskLoad.Target("127.0.0.1", server.sip2Port(), kiosk, kiosk),
          KioskStock.of(stock),
          server);
    }
    return refused;
  }

  /**
   * Makes a library, serves it in a process of its own and measures that, in turn with pgbench,
   * which writes the rows of a checkout.
   *
   * @param directory an empty directory for everything it makes
   * @param sizes the sizes of the library; none of its items is on loan
   * @param rounds the number of rounds; medians are returned
   * @return messages per second beside pgbench's transactions, for each number of connections;
   *     beyond 32 without these, since the server's own connections leave room for no more clients
   * @throws IllegalStateException if a message was refused
   */
  public List<Measured> besidePgbench(Path directory, Sizes sizes, int rounds) throws Exception {
    var file = ServedLibrary.configuration(directory);
    say("Making %,d items and %,d patrons ...".formatted(sizes.items(), sizes.patrons()));
    var stock = ServedLibrary.make(file, sizes);
    var measured = new ArrayList<Measured>();
    try (var started = new StartedResources()) {
      var server = started.add(ServedLibrary.start(directory, file));
      var superuser = server.superuser();
      var pgbench = Pgbench.make(superuser, directory, out);
      var kiosk = LibraryGenerator.kiosk(1);
      var target = new KioskLoad.Target("127.0.0.1", server.sip2Port(), kiosk, kiosk);
      var seconds = (int) plan.length().toSeconds();
      for (var connections : plan.connections()) {
        var ours = new ArrayList<Round>();
        var theirs = new ArrayList<Round>();
        for (var round = 0; round < rounds; round++) {
          var warmUp = round == 0 ? plan.warmUp() : Duration.ZERO;
          ours.add(visits(target, connections, KioskStock.of(stock), warmUp));
          stock.returnAll(superuser);
          if (pgbench != null && connections <= MOST_CLIENTS) {
            theirs.add(pgbench.run(Operation.CHECKOUT, List.of(stock), connections, seconds));
            stock.returnAll(superuser);
          }
        }
        measured.add(Measured.of(VISITS, ours, theirs));
      }
    }
    return measured;
  }

  /** A round of newly connected kiosks; items still lent at its end stay on loan. */
  private Round visits(KioskLoad.Target target, int connections, KioskStock stock, Duration warmUp)
      throws InterruptedException {
    try (var load = new KioskLoad(target)) {
      var kiosks = load.open(connections, plan.ramp(), stock);
      var figures =
          load.run(kiosks, new KioskLoad.Plan(plan.mix(), plan.rate(), warmUp, plan.length()));
      if (figures.refused() > 0) {
        throw new IllegalStateException("%,d messages were refused".formatted(figures.refused()));
      }
      var latency = figures.latency();
      var perSecond = latency.count() / (plan.length().toMillis() / 1e3);
      say(
          "%,d kiosks: %,.0f messages/s, p50 %.2f ms, p99 %.2f ms"
              .formatted(connections, perSecond, latency.p50(), latency.p99()));
      return new Round(perSecond, latency.p50(), latency.p99(), Double.NaN, Double.NaN);
    }
  }

  private void measure(KioskLoad.Target target, KioskStock stock, @Nullable ServedLibrary server)
      throws IOException, InterruptedException {
    say(
        "%s; %d s after %d s of warm-up. Times in ms, from when a message was due."
            .formatted(
                plan.rate() > 0
                    ? "%,.0f messages per second are sent".formatted(plan.rate())
                    : "Each kiosk sends as soon as it has the reply",
                plan.length().toSeconds(),
                plan.warmUp().toSeconds()));
    say(
        COLUMNS.formatted(
            "message",
            "connections",
            "messages/s",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "max",
            "refused"));
    for (var connections : plan.connections()) {
      try (var load = new KioskLoad(target)) {
        var kiosks = load.open(connections, plan.ramp(), stock);
        show("all", connections, load.run(kiosks, talk()));
      }
    }
    if (plan.idle() > 0) {
      idle(target, stock, server);
    }
    if (plan.json() != null) {
      Files.writeString(
          plan.json(),
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(results)
              + "\n");
    }
  }

  private KioskLoad.Plan talk() {
    return new KioskLoad.Plan(plan.mix(), plan.rate(), plan.warmUp(), plan.length());
  }

  /** Runs a probe alone, and then beside idle kiosks that are logged in. */
  private void idle(KioskLoad.Target target, KioskStock stock, @Nullable ServedLibrary server)
      throws IOException, InterruptedException {
    var alone = new KioskLoad.Plan(plan.mix(), 0, plan.warmUp(), plan.length());
    try (var probe = new KioskLoad(target);
        var idle = new KioskLoad(target)) {
      var kiosk = probe.open(1, Duration.ZERO, stock);
      var quiet = probe.run(kiosk, alone);
      show("probe, alone", 1, quiet);
      var before = server == null ? 0 : server.liveHeap();
      idle.open(plan.idle(), plan.ramp(), null);
      var heap = server == null ? 0 : server.liveHeap() - before;
      var beside = probe.run(kiosk, alone);
      show("probe, idle", plan.idle() + 1, beside);
      say(
          "With %,d idle connections the probe's p99 is %.2f times what it was alone."
              .formatted(plan.idle(), beside.latency().p99() / quiet.latency().p99()));
      if (server != null) {
        say("Each takes %,d bytes of the server's heap.".formatted(heap / plan.idle()));
        results.getLast().put("heapBytesOfAnIdleConnection", heap / plan.idle());
      }
    }
  }

  private void show(String what, int connections, KioskFigures figures) {
    if (figures.count() == 0) {
      throw new IllegalStateException("no message was answered");
    }
    refused += figures.refused();
    var seconds = plan.length().toMillis() / 1e3;
    print(what, connections, figures.latency(), seconds, Long.toString(figures.refused()));
    if (plan.rate() > 0) {
      print("  once sent", connections, figures.service(), seconds, "");
    }
    var messages = figures.byMessage();
    if (messages.size() > 1) {
      messages.forEach((command, times) -> print("  " + command, connections, times, seconds, ""));
    }
    var result = new LinkedHashMap<String, Object>();
    result.put("what", what);
    result.put("connections", connections);
    result.put("mix", plan.mix().messages());
    result.put("ratePerSecond", plan.rate());
    result.put("seconds", seconds);
    result.put("messagesPerSecond", figures.count() / seconds);
    result.put("refused", figures.refused());
    result.put("latencyMillis", figures.latency());
    result.put("serviceMillis", figures.service());
    result.put("latencyMillisByMessage", messages);
    results.add(result);
  }

  private void print(String what, int connections, Times times, double seconds, String refused) {
    say(
        COLUMNS.formatted(
            what,
            "%,d".formatted(connections),
            "%,.0f".formatted(times.count() / seconds),
            millis(times.p50()),
            millis(times.p90()),
            millis(times.p99()),
            millis(times.p999()),
            millis(times.max()),
            refused));
  }

  private static String millis(double value) {
    return "%.2f".formatted(value);
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
