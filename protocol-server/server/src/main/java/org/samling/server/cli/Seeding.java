package org.samling.server.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.samling.marc.MarcRecordMaker;
import org.samling.server.Library;
import org.samling.server.seed.Progress;
import org.samling.server.seed.SeedFile;
import org.samling.server.seed.SeedReport;
import org.samling.server.seed.Seeder;

/**
 * Loads seed files and shows how far it is: as a bar on a terminal, and else as a line every few
 * seconds.
 */
final class Seeding implements Progress {

  private static final Duration PERIOD = Duration.ofSeconds(3);

  private final PrintWriter out;
  private final boolean isTerminal;
  private @Nullable ProgressBar bar;
  private int total;
  private int done;
  private Instant next = Instant.now().plus(PERIOD);

  private Seeding(PrintWriter out) {
    this.out = out;
    this.isTerminal = Terminal.isThere();
  }

  static SeedReport load(Library library, List<SeedFile> files, PrintWriter out) {
    var store = library.store();
    var ports =
        new Seeder.Ports(
            store.libraryRegister(),
            store.tenants(),
            store.patronRegister(),
            store.itemRegister(),
            store.catalogue(),
            new MarcRecordMaker(),
            store,
            store.inquiries());
    var progress = new Seeding(out);
    try {
      return new Seeder(ports, Clock.systemUTC()).load(files, progress);
    } finally {
      progress.end();
    }
  }

  /** What was loaded, a line for each kind. */
  static void print(SeedReport report, PrintWriter out) {
    report
        .counts()
        .forEach((kind, count) -> {
          if (count.added() + count.kept() + count.refused() > 0) {
            out.println(
                "  %-9s %6d added %6d there already %6d refused"
                    .formatted(kind, count.added(), count.kept(), count.refused()));
          }
        });
    out.flush();
  }

  @Override
  public void start(int things) {
    total = things;
    if (isTerminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Loading")
              .setInitialMax(things)
              .setStyle(ProgressBarStyle.ASCII)
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public void step(int n, String what) {
    done += n;
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(" " + what);
    } else if (Instant.now().isAfter(next)) {
      out.println("  %d %% (%s)".formatted(100L * done / Math.max(total, 1), what));
      out.flush();
      next = Instant.now().plus(PERIOD);
    }
  }

  private void end() {
    if (bar != null) {
      bar.close();
    }
  }
}
