package org.samling.exchange.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.routes.WatchedFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the person registry that were processed. Each lies in {@code done}, or in {@code
 * failed} if it has a fault, under a name that begins with when that was, its report beside it.
 */
public final class ProcessedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessedFiles.class);

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
    for (var name : WatchedFolder.HANDLED) {
      var directory = folder.resolve(name);
      if (!Files.isDirectory(directory)) {
        continue;
      }
      try (var files = Files.newDirectoryStream(directory)) {
        for (var file : files) {
          var since = WatchedFolder.handledAt(file);
          if (since.isPresent() && since.get().plus(keep).isBefore(now)) {
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
}
