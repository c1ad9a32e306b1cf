package org.samling.bench.circulation;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.samling.bench.library.BenchServer;
import org.samling.bench.library.BenchTenants;
import org.samling.bench.library.ServedLibrary;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Superuser;
import org.samling.bench.reference.Operation;
import org.samling.bench.reference.Pgbench;
import org.samling.bench.reference.Rounds;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.library.config.Configuration;

/**
 * Measures circulation operations through the core's ports, beside pgbench, which writes the same
 * rows or reads the same data by one statement, in one run. It uses a generated library, lifts its
 * limits, and lends and returns items; the library can be measured again afterwards.
 */
public final class CirculationBench {

  private static final int WARM_UP_CALLERS = 8;

  private final Path directory;
  private final PrintWriter out;

  /**
   * Makes a bench.
   *
   * @param directory the directory for scripts and logs
   * @param out the output for the table
   */
  public CirculationBench(Path directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * The plan of a run.
   *
   * @param callers the numbers of callers, one after another
   * @param warmUp the warm-up of each operation in seconds, which does not count
   * @param seconds the length of a round
   * @param rounds the number of rounds; medians are printed
   * @param isCosted whether to look, too, what one command costs the database beside time
   */
  public record Plan(
      List<Operation> operations,
      List<Integer> callers,
      int warmUp,
      int seconds,
      int rounds,
      boolean isCosted) {

    /** Copies the lists. */
    public Plan {
      operations = List.copyOf(operations);
      callers = List.copyOf(callers);
    }
  }

  /** Prints the header of the table. */
  public void head(Plan plan) {
    say(
        "Rounds of %d s, %d of each, in turn; medians. PostgreSQL, the store and the load on this machine."
            .formatted(plan.seconds(), plan.rounds()));
    say(Rounds.head());
  }

  /**
   * Runs a plan on a library, and prints its lines. Callers are spread over its tenants; with
   * several tenants only the last number of callers is used.
   *
   * @param configuration names the embedded database of a generated library
   * @return operations per second, for each number of callers
   */
  public List<Measured> run(Configuration configuration, Plan plan) throws Exception {
    try (var server = BenchServer.start(configuration)) {
      var stocks = BenchTenants.of(server);
      var store = server.library().store();
      var core = new CoreCallers(store, store.inquiries(), stocks);
      var rounds =
          new Rounds(
              server,
              stocks,
              Pgbench.make(server.superuser(), directory, out),
              plan.seconds(),
              plan.rounds(),
              out);
      var begun = Instant.now();
      // In parts as long as a round, so that items are returned before more are lent.
      for (var left = plan.warmUp(); left > 0; left -= plan.seconds()) {
        for (var operation : plan.operations()) {
          ClosedLoop.run(core.of(operation), WARM_UP_CALLERS, Math.min(left, plan.seconds()));
          undo(server.superuser(), operation, begun);
        }
      }
      // Ordered by callers, so that items are returned before more are lent.
      var measured = new ArrayList<Measured>();
      for (var callers : stocks.size() == 1 ? plan.callers() : List.of(plan.callers().getLast())) {
        for (var operation : plan.operations()) {
          measured.add(
              rounds.measure(
                  operation,
                  callers,
                  core.of(operation),
                  () -> undo(server.superuser(), operation, begun)));
        }
      }
      if (plan.isCosted()) {
        say("");
        say(CommandCost.head());
        for (var operation : plan.operations()) {
          say(CommandCost.of(core.of(operation), server.superuser()).line(operation.title()));
          undo(server.superuser(), operation, begun);
        }
      }
      return measured;
    }
  }

  /**
   * Makes a library of these sizes and runs a plan on it.
   *
   * @return operations per second, for each number of callers
   */
  public List<Measured> run(Sizes sizes, Plan plan) throws Exception {
    say("Making %,d items and %,d patrons ...".formatted(sizes.items(), sizes.patrons()));
    var configuration = Configuration.load(ServedLibrary.configuration(directory));
    try (var server = BenchServer.start(configuration)) {
      new LibraryGenerator(sizes, 1, LocalDate.now(ZoneOffset.UTC), (_, _) -> {})
          .make(server.library(), server.configuration());
      server.superuser().execute("vacuum analyze");
    }
    head(plan);
    return run(configuration, plan);
  }

  /**
   * Cancels new holds, since queues must not grow from round to round, and makes loans of this run,
   * and renewed ones, due tomorrow: a renewal that gains no day is none.
   */
  private static void undo(Superuser superuser, Operation operation, Instant begun)
      throws SQLException {
    if (operation == Operation.HOLD) {
      superuser.execute(
          "update hold set state = 'CANCELLED', changed_at = now() where placed_at >= '%s' and state = 'WAITING'"
              .formatted(begun));
      superuser.execute("vacuum analyze hold");
    }
    if (operation == Operation.CHECKOUT || operation == Operation.RENEW) {
      superuser.execute(
          "update loan set due_at = now() + interval '1 day' where (renewals > 0 or lent_at >= '%s') and returned_at is null"
              .formatted(begun));
      superuser.execute("vacuum analyze loan");
    }
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
