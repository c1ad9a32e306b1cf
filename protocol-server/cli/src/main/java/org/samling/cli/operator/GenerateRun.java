package org.samling.cli.operator;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.samling.cli.common.ProgressDisplay;
import org.samling.exchange.generate.LibraryGenerator;
import org.samling.exchange.generate.Sizes;
import org.samling.library.Library;
import org.samling.library.config.Configuration;

/** Generates a library, shows progress and prints how long it took. */
public final class GenerateRun {

  private GenerateRun() {}

  /**
   * What determines the generated data, besides the sizes.
   *
   * @param seed what makes one library differ from another
   * @param day the day; the library is as it would be that morning
   */
  public record From(long seed, LocalDate day) {}

  /** Today's date in the time zone of the generated libraries. */
  public static LocalDate today() {
    return LocalDate.now(ZoneId.of("Europe/Copenhagen"));
  }

  /** Makes a library in an empty store. */
  public static void make(
      Library library, Configuration configuration, Sizes sizes, From from, PrintWriter out) {
    var started = System.nanoTime();
    try (var display = new ProgressDisplay("Making", sizes.rows(), out)) {
      var done = new AtomicLong();
      new LibraryGenerator(
              sizes,
              from.seed(),
              from.day(),
              (rows, what) -> display.to(done.addAndGet(rows), what))
          .make(library, configuration);
    }
    out.println(
        "%s with %,d branches, %,d patrons, %,d items, %,d loans and %,d holds made in %.1f s"
            .formatted(
                sizes.tenants() == 1 ? "A tenant" : sizes.tenants() + " tenants",
                sizes.branches(),
                sizes.patrons(),
                sizes.items(),
                sizes.loans(),
                sizes.holds(),
                (System.nanoTime() - started) / 1e9));
    out.flush();
  }
}
