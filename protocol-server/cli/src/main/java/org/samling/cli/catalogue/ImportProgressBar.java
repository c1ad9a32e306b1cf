package org.samling.cli.catalogue;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a file was read: as a bar on a terminal, and else as a line every few seconds. */
sealed interface ImportProgressBar extends AutoCloseable {

  /** Shows how much has been read so far. */
  void to(long bytes, int records);

  @Override
  void close();

  /** A bar if there is a terminal, or else lines on {@code err}. */
  static ImportProgressBar of(Path file, PrintWriter err) {
    // Without a terminal, the console is null or not a terminal.
    var isTerminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return isTerminal ? new Bar(file) : new Lines(file, err);
  }

  /** A bar that is gone when the file is done. */
  final class Bar implements ImportProgressBar {

    private static final int KIBIBYTE = 1024;

    private final ProgressBar bar;

    Bar(Path file) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(file.getFileName().toString())
              .setInitialMax(file.toFile().length())
              .setUnit(" KiB", KIBIBYTE)
              .setStyle(ProgressBarStyle.ASCII)
              .clearDisplayOnFinish()
              .build();
    }

    @Override
    public void to(long bytes, int records) {
      bar.stepTo(bytes);
      bar.setExtraMessage(" " + records + " records");
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Lines of text; none for a file that is done at once. */
  final class Lines implements ImportProgressBar {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Path file;
    private final PrintWriter err;
    private final long size;
    private Instant next = Instant.now().plus(PERIOD);

    Lines(Path file, PrintWriter err) {
      this.file = file;
      this.err = err;
      size = file.toFile().length();
    }

    @Override
    public void to(long bytes, int records) {
      if (Instant.now().isAfter(next)) {
        err.printf("%s: %d %%, %d records%n", file, 100 * bytes / Math.max(size, 1), records);
        err.flush();
        next = Instant.now().plus(PERIOD);
      }
    }

    @Override
    public void close() {}
  }
}
