package org.samling.server.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.samling.server.Listeners;
import org.samling.server.bench.generate.LibraryGenerator;
import org.samling.server.bench.generate.Sizes;
import org.samling.server.config.Configuration;

/**
 * Durable checkouts over SIP2, beside the same rows written by pgbench, round by round in one run.
 */
public final class CheckoutBench {

  private static final int PATRONS = 20_000;
  private static final int ITEMS_PER_SECOND = 20_000;
  private static final int LEAST_ITEMS = 50_000;
  private static final int WARM_UP_SECONDS = 5;
  private static final int WARM_UP_CONNECTIONS = 8;

  private static final String TAKE_BACK =
      """
      with l as (update loan set returned_at = lent_at, returned_branch = lent_branch, patron_id = null, hold_id = null where returned_at is null
        returning tenant_id, item_id)
      update item set status = 'AVAILABLE' from l where item.tenant_id = l.tenant_id and item.id = l.item_id
      """;

  private final Configuration configuration;
  private final Path directory;
  private final PrintWriter out;

  /**
   * A bench.
   *
   * @param configuration names an embedded database in an empty directory, and any free ports
   * @param directory where scripts are put
   * @param out where the table is printed
   */
  public CheckoutBench(Configuration configuration, Path directory, PrintWriter out) {
    this.configuration = configuration;
    this.directory = directory;
    this.out = out;
  }

  /**
   * Runs the bench and prints its table.
   *
   * @param levels the numbers of connections
   * @param seconds the length of a round
   * @param rounds how many rounds of each there are; the medians are printed
   */
  public void run(List<Integer> levels, int seconds, int rounds) throws Exception {
    var items = LEAST_ITEMS + ITEMS_PER_SECOND * seconds;
    try (var server = BenchServer.start(configuration);
        var index = server.library().openIndex(configuration.index());
        var listeners = new Listeners(server.library(), index, server.configuration())) {
      say("Making %,d items and %,d patrons ...".formatted(items, PATRONS));
      new LibraryGenerator(
              new Sizes(1, 1, PATRONS, items, 0, 0), 1, LocalDate.now(ZoneOffset.UTC), (_, _) -> {})
          .make(server.library(), server.configuration());
      var stock = BenchTenants.of(server).getFirst();
      var kiosks = new Kiosks(listeners.sip2Port(), LibraryGenerator.kiosk(1), stock);
      Rounds.Undoing undo =
          () -> {
            server.superuser().execute(TAKE_BACK);
            stock.shelveAll();
          };
      say("Warming up ...");
      ClosedLoop.run(kiosks, WARM_UP_CONNECTIONS, WARM_UP_SECONDS);
      undo.undo();
      say(
          "Rounds of %d s, %d of each, in turn; medians. PostgreSQL, server and load on this machine."
              .formatted(seconds, rounds));
      say(Rounds.head());
      var measured =
          new Rounds(
              server,
              List.of(stock),
              Pgbench.make(server.superuser(), directory, out),
              seconds,
              rounds,
              out);
      for (var level : levels) {
        measured.measure(Operation.CHECKOUT, level, kiosks, undo);
      }
    }
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
