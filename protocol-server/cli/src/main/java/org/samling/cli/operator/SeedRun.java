package org.samling.cli.operator;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.ProgressDisplay;
import org.samling.exchange.seed.Progress;
import org.samling.exchange.seed.SeedFile;
import org.samling.exchange.seed.SeedReport;
import org.samling.exchange.seed.Seeder;
import org.samling.library.Library;
import org.samling.marc.MarcRecordMaker;

/** Loads seed files and shows how far it is. */
public final class SeedRun implements Progress {

  private final PrintWriter out;
  private @Nullable ProgressDisplay display;
  private int done;

  private SeedRun(PrintWriter out) {
    this.out = out;
  }

  public static SeedReport load(Library library, List<SeedFile> files, PrintWriter out) {
    var store = library.store();
    var ports =
        new Seeder.Ports(
            new Seeder.Ports.Settings(
                store.tenants(),
                store.libraryRegister(),
                store.policyRegister(),
                store.ownTexts(),
                store.lendingAgreements(),
                store.illPartners()),
            store.patronRegister(),
            store.itemRegister(),
            store.catalogue(),
            new MarcRecordMaker(),
            store,
            store.inquiries(),
            store.bookingLists(),
            store.periodicals());
    var progress = new SeedRun(out);
    try {
      return new Seeder(ports, Clock.systemUTC()).load(files, progress);
    } finally {
      progress.end();
    }
  }

  /** What was loaded, a line for each kind. */
  public static void print(SeedReport report, PrintWriter out) {
    report
        .counts()
        .forEach((kind, count) -> {
          if (count.added() + count.updated() + count.kept() + count.refused() > 0) {
            out.println(
                "  %-18s %6d added %6d updated %6d unchanged %6d refused"
                    .formatted(
                        kind, count.added(), count.updated(), count.kept(), count.refused()));
          }
        });
    out.flush();
  }

  @Override
  public void start(int things) {
    display = new ProgressDisplay("Loading", things, out);
  }

  @Override
  public void step(int n, String what) {
    done += n;
    if (display != null) {
      display.to(done, what);
    }
  }

  private void end() {
    if (display != null) {
      display.close();
    }
  }
}
