package org.samling.bench.ncip;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Round;
import org.samling.bench.measure.StartedResources;
import org.samling.bench.measure.Superuser;
import org.samling.bench.reference.Pgbench;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.ncip.data.NcipService;

/**
 * Measures the cost of NCIP: the codec alone, beside the JDK's StAX on the same documents, and a
 * server over HTTP, beside the same rows read or written by pgbench, in one run.
 */
public final class NcipBench {

  private static final int WARM_UP_CONNECTIONS = 8;

  /** The server's database accepts 60 connections, some of which the server uses. */
  private static final int MOST_CLIENTS = 32;

  private final Path directory;
  private final PrintWriter out;

  /**
   * Makes a bench.
   *
   * @param directory an empty directory for everything it makes
   * @param out the output for the tables
   */
  public NcipBench(Path directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * The plan of a run.
   *
   * @param operations the operations, each measured for each number of connections
   * @param connections the numbers of connections
   * @param warmUp the warm-up of each operation in seconds, which does not count
   * @param seconds the length of a round
   * @param rounds the number of rounds; medians are printed
   */
  public record Plan(
      List<NcipOperation> operations,
      List<Integer> connections,
      int warmUp,
      int seconds,
      int rounds) {

    /** Copies the lists. */
    public Plan {
      operations = List.copyOf(operations);
      connections = List.copyOf(connections);
    }
  }

  /** The name of {@link #run}'s measure for the codec's cost of a service. */
  public static String codec(NcipService service) {
    return "codec, " + service.element();
  }

  /**
   * Measures the codec in this process; then makes a library, serves it in a process of its own and
   * measures that.
   *
   * @param sizes the sizes of the library
   * @return microseconds for each service, under its {@link #codec} name; then messages per second,
   *     for each number of connections
   */
  public List<Measured> run(Sizes sizes, Plan plan) throws Exception {
    say(
        "Rounds of %d s, %d of each, after a warm-up of %d s; medians. Server, PostgreSQL and load on this machine."
            .formatted(plan.seconds(), plan.rounds(), plan.warmUp()));
    var measured = new ArrayList<>(codec(plan));
    measured.addAll(overHttp(sizes, plan));
    return measured;
  }

  /**
   * Makes a library, serves it in a process of its own and measures that.
   *
   * @param sizes the sizes of the library
   * @return messages per second of each operation, for each number of connections
   */
  public List<Measured> overHttp(Sizes sizes, Plan plan) throws Exception {
    var measured = new ArrayList<Measured>();
    say("Making %,d items and %,d patrons ...".formatted(sizes.items(), sizes.patrons()));
    var file = ServedLibrary.configuration(directory);
    var stock = ServedLibrary.make(file, sizes);
    try (var started = new StartedResources()) {
      var server = started.add(ServedLibrary.start(directory, file));
      var callers = new NcipCallers(server.httpPort(), LibraryGenerator.partner(1), stock);
      say(
          "%-16s | %11s | %10s | %8s | %8s | %8s | %8s | %9s | %6s"
              .formatted(
                  "over HTTP",
                  "connections",
                  "messages/s",
                  "p50 ms",
                  "p99 ms",
                  "CPU ms",
                  "DB ms",
                  "pgbench/s",
                  "ratio"));
      var superuser = server.superuser();
      var pgbench = Pgbench.make(superuser, directory, out);
      for (var operation : plan.operations()) {
        var beside = pgbench == null ? null : new Beside(pgbench, operation, stock, superuser);
        measured.addAll(measure(operation, callers.of(operation), plan, server, beside));
      }
    }
    return measured;
  }

  /** pgbench on the served library. */
  private record Beside(
      Pgbench pgbench, NcipOperation operation, Stock stock, Superuser superuser) {

    Round run(int clients, int seconds) throws Exception {
      var round = pgbench.run(operation.statement(), List.of(stock), clients, seconds);
      clear();
      return round;
    }

    /** Puts every item back on the shelf before a round of lending, ours or pgbench's. */
    void clear() throws SQLException {
      if (operation == NcipOperation.LEND) {
        stock.returnAll(superuser);
      }
    }
  }

  private List<Measured> codec(Plan plan) {
    say(
        "%-16s | %13s | %14s | %14s | %15s | %15s"
            .formatted(
                "codec alone",
                "request bytes",
                "response bytes",
                "CPU us, thread",
                "CPU us, process",
                "CPU us, StAX"));
    var measured = new ArrayList<Measured>();
    for (var cost : new NcipCodecCost().measure(plan.warmUp(), plan.seconds(), plan.rounds())) {
      say(
          "%-16s | %,13d | %,14d | %14.1f | %15.1f | %15.1f"
              .formatted(
                  cost.service().element(),
                  cost.requestBytes(),
                  cost.responseBytes(),
                  cost.thread(),
                  cost.process(),
                  cost.stax()));
      measured.add(
          new Measured(
              codec(cost.service()),
              Measured.Figure.of(cost.thread()),
              Measured.Figure.of(cost.stax())));
    }
    return measured;
  }

  private List<Measured> measure(
      NcipOperation operation,
      ClosedLoop.Callers callers,
      Plan plan,
      ServedLibrary server,
      @Nullable Beside beside)
      throws Exception {
    if (beside != null) {
      beside.clear();
    }
    if (plan.warmUp() > 0) {
      ClosedLoop.run(callers, WARM_UP_CONNECTIONS, plan.warmUp());
    }
    var measured = new ArrayList<Measured>();
    for (var connections : plan.connections()) {
      var rounds = new ArrayList<Round>();
      var theirs = new ArrayList<Round>();
      for (var i = 0; i < plan.rounds(); i++) {
        rounds.add(
            ClosedLoop.run(
                callers, connections, plan.seconds(), server.processes(), server.store()));
        if (beside != null && connections <= MOST_CLIENTS) {
          theirs.add(beside.run(connections, plan.seconds()));
        }
      }
      var median = Round.median(rounds);
      var perSecond = theirs.isEmpty() ? Double.NaN : Round.median(theirs).perSecond();
      say(
          "%-16s | %11d | %,10.0f | %8.2f | %8.2f | %8.3f | %8.3f | %9s | %6s"
              .formatted(
                  operation.title(),
                  connections,
                  median.perSecond(),
                  median.p50Millis(),
                  median.p99Millis(),
                  median.cpuMillis(),
                  median.storeMillis(),
                  theirs.isEmpty() ? "" : "%,.0f".formatted(perSecond),
                  theirs.isEmpty() ? "" : "%.2f".formatted(median.perSecond() / perSecond)));
      measured.add(Measured.of(operation.title(), rounds, theirs));
    }
    return measured;
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
