package org.samling.server.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.samling.server.Library;
import org.samling.server.Listeners;
import org.samling.server.config.Configuration;

/**
 * Durable checkouts over SIP2, beside the same rows written by pgbench, round by round in one run.
 */
public final class CheckoutBench {

  private static final int PATRONS = 20_000;
  private static final int KIOSK_ITEMS_PER_SECOND = 10_000;
  private static final int WARM_UP_SECONDS = 5;
  private static final int WARM_UP_CONNECTIONS = 8;

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
    var items =
        levels.size() * rounds * seconds * (KIOSK_ITEMS_PER_SECOND + Pgbench.ITEMS_PER_SECOND)
            + WARM_UP_SECONDS * KIOSK_ITEMS_PER_SECOND;
    try (var library = Library.open(configuration);
        var index = library.openIndex(configuration.index());
        var listeners = new Listeners(library, index, configuration)) {
      say("Making %,d items and %,d patrons ...".formatted(items, PATRONS));
      var made = BenchLibrary.make(library, PATRONS, items);
      var nextItem = new AtomicLong();
      var kiosks = new KioskLoad(listeners.sip2Port(), made, nextItem);
      var pgbench = pgbench(made);
      say("Warming up ...");
      kiosks.run(WARM_UP_CONNECTIONS, WARM_UP_SECONDS);
      say(
          "Rounds of %d s, %d of each, in turn; medians. PostgreSQL, server and load on this machine."
              .formatted(seconds, rounds));
      say("connections | SIP2 checkouts/s | p50 ms | p99 ms | pgbench/s | mean ms | ratio");
      for (var level : levels) {
        measure(level, seconds, rounds, kiosks, pgbench, made, nextItem);
      }
    }
  }

  private @Nullable Pgbench pgbench(BenchLibrary made) throws SQLException {
    var program = Pgbench.find();
    if (program.isEmpty()) {
      say("There is no pgbench (Debian: apt-get install postgresql): no reference is measured.");
      return null;
    }
    return new Pgbench(program.get(), made, directory, made.pgbenchLogin());
  }

  private void measure(
      int level,
      int seconds,
      int rounds,
      KioskLoad kiosks,
      @Nullable Pgbench pgbench,
      BenchLibrary made,
      AtomicLong nextItem)
      throws Exception {
    var ours = new ArrayList<Round>();
    var theirs = new ArrayList<Round>();
    for (var round = 0; round < rounds; round++) {
      made.settle();
      ours.add(kiosks.run(level, seconds));
      if (pgbench != null) {
        made.settle();
        theirs.add(pgbench.run(level, seconds, nextItem));
      }
    }
    var our = Round.median(ours);
    if (theirs.isEmpty()) {
      say(
          "%11d | %16.0f | %6.2f | %6.2f |"
              .formatted(level, our.perSecond(), our.p50Millis(), our.p99Millis()));
    } else {
      var their = Round.median(theirs);
      say(
          "%11d | %16.0f | %6.2f | %6.2f | %9.0f | %7.2f | %5.2f"
              .formatted(
                  level,
                  our.perSecond(),
                  our.p50Millis(),
                  our.p99Millis(),
                  their.perSecond(),
                  their.p50Millis(),
                  our.perSecond() / their.perSecond()));
    }
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
