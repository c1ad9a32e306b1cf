package org.samling.exchange.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the person registry that were processed. Each lies in {@code done}, or in {@code
 * failed} if it has a fault, under a name that begins with when that was, its report beside it.
 */
public final class ProcessedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessedFiles.class);

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS");
  private static final int STAMP_LENGTH = "uuuuMMdd-HHmmss-SSS-".length();
  private static final String DONE = "done";
  private static final String FAILED = "failed";

  private final Path folder;
  private final Duration keep;

  /**
   * The files of a folder.
   *
   * @param folder the watched folder, which may be missing
   * @param keep how long they are kept once they are processed
   */
  public ProcessedFiles(Path folder, Duration keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /** The directory within the folder that a file goes to. */
  static String directory(PersonEventReport report) {
    return report.faulty() == 0 ? DONE : FAILED;
  }

  /** The name there of a file that was processed now. */
  static String name(Path file) {
    return STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + "-" + file.getFileName();
  }

  /**
   * Deletes files and reports that have been kept long enough. What has another name was put there
   * by somebody else and stays.
   *
   * @return how many
   * @throws UncheckedIOException when some can't be deleted; the others are
   */
  public int forget(Instant now) {
    var gone = 0;
    IOException fault = null;
    for (var name : new String[] {DONE, FAILED}) {
      var directory = folder.resolve(name);
      if (!Files.isDirectory(directory)) {
        continue;
      }
      try (var files = Files.newDirectoryStream(directory)) {
        for (var file : files) {
          var since = processed(file);
          if (since != null && since.plus(keep).isBefore(now)) {
            fault = delete(file, fault);
            gone++;
          }
        }
      } catch (IOException e) {
        fault = e;
      }
    }
    if (gone > 0) {
      LOG.info("processed files of the person registry deleted: {}", gone);
    }
    if (fault != null) {
      throw new UncheckedIOException(
          "files in %s can't be deleted: %s".formatted(folder, fault.getMessage()), fault);
    }
    return gone;
  }

  private static @Nullable IOException delete(Path file, @Nullable IOException before) {
    try {
      Files.deleteIfExists(file); // another node may have been first
      return before;
    } catch (IOException e) {
      return e;
    }
  }

  private static @Nullable Instant processed(Path file) {
    var name = String.valueOf(file.getFileName());
    if (name.length() <= STAMP_LENGTH) {
      return null;
    }
    try {
      return LocalDateTime.parse(name.substring(0, STAMP_LENGTH - 1), STAMP)
          .atZone(ZoneId.systemDefault())
          .toInstant();
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
