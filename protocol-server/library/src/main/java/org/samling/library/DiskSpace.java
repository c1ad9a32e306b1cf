package org.samling.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.samling.routes.imports.DiskReserve;

/**
 * The free space on the disk of a directory.
 *
 * @param directory the directory, which must exist
 * @param keepFree how many megabytes (of 1,000,000 bytes) must stay free
 */
public record DiskSpace(Path directory, int keepFree) implements DiskReserve {

  private static final long MEGABYTE = 1_000_000;

  @Override
  public Optional<String> shortage() {
    var free = free() / MEGABYTE;
    return free >= keepFree
        ? Optional.empty()
        : Optional.of(
            "the disk of %s has only %,d MB free, and imports leave %,d MB free for loans: make room"
                .formatted(directory, free, keepFree));
  }

  /** How many bytes may still be written; negative if less is free than should be. */
  public long bytes() {
    return free() - keepFree * MEGABYTE;
  }

  private long free() {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
