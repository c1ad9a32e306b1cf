package org.samling.bench.circulation;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.samling.bench.kiosk.Kiosks;
import org.samling.bench.library.BenchServer;
import org.samling.bench.library.BenchTenants;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.Measured;
import org.samling.bench.reference.Operation;
import org.samling.bench.reference.Pgbench;
import org.samling.bench.reference.Rounds;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.library.config.Configuration;
import org.samling.server.Listeners;

/** Measures durable checkouts over SIP2, beside the same rows written by pgbench, in one run. */
public final class CheckoutBench {

  private static final int PATRONS = 20_000;
  private static final int ITEMS_PER_SECOND = 20_000;
  private static final int LEAST_ITEMS = 50_000;
  private static final int WARM_UP_CONNECTIONS = 8;

  private final Configuration configuration;
  private final Path directory;
  private final PrintWriter out;

  /**
   * Makes a bench.
   *
   * @param configuration names an embedded database in an empty directory, and any free ports
   * @param directory the directory for scripts
   * @param out the output for the table
   */
  public CheckoutBench(Configuration configuration, Path directory, PrintWriter out) {
    this.configuration = configuration;
    this.directory = directory;
    this.out = out;
  }

  /**
   * The plan of a run.
   *
   * @param connections the numbers of connections
   * @param warmUp the warm-up in seconds, which does not count
   * @param seconds the length of a round
   * @param rounds the number of rounds; medians are printed
   */
  public record Plan(List<Integer> connections, int warmUp, int seconds, int rounds) {

    /** Copies the list. */
    public Plan {
      connections = List.copyOf(connections);
    }

    /** Enough items for a round, in which nothing is returned. */
    public int items() {
      return LEAST_ITEMS + ITEMS_PER_SECOND * seconds;
    }
  }

  /**
   * Runs the bench and prints its table.
   *
   * @return checkouts per second, for each number of connections
   */
  public List<Measured> run(Plan plan) throws Exception {
    var items = plan.items();
    try (var server = BenchServer.start(configuration);
        var index = server.library().openIndex(configuration.index());
        var listeners = new Listeners(server.library(), index, server.configuration())) {
      say("Making %,d items and %,d patrons ...".formatted(items, PATRONS));
      new LibraryGenerator(
              new Sizes(1, 1, PATRONS, items, 0, 0), 1, LocalDate.now(ZoneOffset.UTC), (_, _) -> {})
          .make(server.library(), server.configuration());
      var stock = BenchTenants.of(server).getFirst();
      var kiosks =
          new Kiosks(listeners.sip2Port(), LibraryGenerator.kiosk(1), stock, Kiosks.Visit.CHECKOUT);
      Rounds.Undo undo = () -> stock.returnAll(server.superuser());
      say("Warming up ...");
      // In parts as long as a round, so that there are items enough.
      for (var left = plan.warmUp(); left > 0; left -= plan.seconds()) {
        ClosedLoop.run(kiosks, WARM_UP_CONNECTIONS, Math.min(left, plan.seconds()));
        undo.undo();
      }
      say(
          "Rounds of %d s, %d of each, in turn; medians. PostgreSQL, server and load on this machine."
              .formatted(plan.seconds(), plan.rounds()));
      say(Rounds.head());
      var rounds =
          new Rounds(
              server,
              List.of(stock),
              Pgbench.make(server.superuser(), directory, out),
              plan.seconds(),
              plan.rounds(),
              out);
      var measured = new ArrayList<Measured>();
      for (var level : plan.connections()) {
        measured.add(rounds.measure(Operation.CHECKOUT, level, kiosks, undo));
      }
      return measured;
    }
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
