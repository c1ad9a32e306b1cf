package org.samling.server.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samling.server.bench.generate.LibraryGenerator;
import org.samling.server.bench.generate.Sizes;

/** What NCIP costs: the codec alone, and a server of ours over HTTP. */
public final class NcipBench {

  private static final int WARM_UP_CONNECTIONS = 8;

  private final Path directory;
  private final PrintWriter out;

  /**
   * A bench.
   *
   * @param directory an empty one, where everything is put
   * @param out where the tables are printed
   */
  public NcipBench(Path directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * What is measured.
   *
   * @param operations what is asked, each by each number of connections
   * @param connections the numbers of connections
   * @param warmUp how many seconds of each operation do not count
   * @param seconds the length of a round
   * @param rounds how many rounds of each there are; the medians are printed
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

  /**
   * Measures the codec in this process; then makes a library, serves it in a process of its own and
   * measures that.
   *
   * @param sizes how large the library is
   */
  public void run(Sizes sizes, Plan plan) throws Exception {
    say(
        "Rounds of %d s, %d of each, after %d s that do not count; medians. Server, PostgreSQL and load on this machine."
            .formatted(plan.seconds(), plan.rounds(), plan.warmUp()));
    codec(plan);
    say("Making %,d items and %,d patrons ...".formatted(sizes.items(), sizes.patrons()));
    var file = ServedLibrary.configuration(directory);
    var stock = ServedLibrary.make(file, sizes);
    try (var started = new Started()) {
      var server = started.add(ServedLibrary.start(directory, file));
      var callers = new NcipCallers(server.httpPort(), LibraryGenerator.partner(1), stock);
      say(
          "%-16s | %11s | %10s | %8s | %8s | %8s | %8s"
              .formatted(
                  "over HTTP", "connections", "messages/s", "p50 ms", "p99 ms", "CPU ms", "DB ms"));
      for (var operation : plan.operations()) {
        measure(operation, callers.of(operation), plan, server);
      }
    }
  }

  private void codec(Plan plan) {
    say(
        "%-16s | %13s | %14s | %14s | %15s"
            .formatted(
                "codec alone",
                "request bytes",
                "response bytes",
                "CPU us, thread",
                "CPU us, process"));
    for (var cost : new NcipCodecCost().measure(plan.warmUp(), plan.seconds(), plan.rounds())) {
      say(
          "%-16s | %,13d | %,14d | %14.1f | %15.1f"
              .formatted(
                  cost.service().element(),
                  cost.requestBytes(),
                  cost.responseBytes(),
                  cost.thread(),
                  cost.process()));
    }
  }

  private void measure(
      NcipOperation operation, ClosedLoop.Callers callers, Plan plan, ServedLibrary server)
      throws Exception {
    if (plan.warmUp() > 0) {
      ClosedLoop.run(callers, WARM_UP_CONNECTIONS, plan.warmUp());
    }
    for (var connections : plan.connections()) {
      var rounds = new ArrayList<Round>();
      for (var i = 0; i < plan.rounds(); i++) {
        rounds.add(
            ClosedLoop.run(
                callers, connections, plan.seconds(), server.processes(), server.store()));
      }
      var median = Round.median(rounds);
      say(
          "%-16s | %11d | %,10.0f | %8.2f | %8.2f | %8.3f | %8.3f"
              .formatted(
                  operation.title(),
                  connections,
                  median.perSecond(),
                  median.p50Millis(),
                  median.p99Millis(),
                  median.cpuMillis(),
                  median.storeMillis()));
    }
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
