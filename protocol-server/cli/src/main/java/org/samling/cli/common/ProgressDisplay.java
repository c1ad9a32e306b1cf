package org.samling.cli.common;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows progress: as a bar on a terminal, and elsewhere as a line every few seconds. */
public final class ProgressDisplay implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final long total;
  private final PrintWriter out;
  private final @Nullable ProgressBar bar;
  private Instant next = Instant.now().plus(PERIOD);

  /**
   * Begins.
   *
   * @param task the task, in a word
   * @param total how many steps it takes, about
   * @param out where lines go
   */
  public ProgressDisplay(String task, long total, PrintWriter out) {
    this.total = total;
    this.out = out;
    this.bar =
        Terminal.isThere()
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .clearDisplayOnFinish()
                .build()
            : null;
  }

  /**
   * Shows how many steps are done.
   *
   * @param what what was done last, as a plural: "items"
   */
  public void to(long done, String what) {
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(" " + what);
    } else if (Instant.now().isAfter(next)) {
      out.println("  %d %% (%s)".formatted(Math.min(100, 100 * done / Math.max(total, 1)), what));
      out.flush();
      next = Instant.now().plus(PERIOD);
    }
  }

  /**
   * Shows how many are done when the total is not known.
   *
   * @param what what they are, as a plural: "rows"
   */
  public void counted(long done, String what) {
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(" " + what);
    } else if (Instant.now().isAfter(next)) {
      out.println("  %d %s".formatted(done, what));
      out.flush();
      next = Instant.now().plus(PERIOD);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
