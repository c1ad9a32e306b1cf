package org.samling.library;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * Files with personal data that other systems fetch from a folder. A file gets its name only once
 * it is complete and on disk, so that nobody fetches half of one, and only the server's user may
 * read it.
 */
public final class OutgoingFile {

  private static final String UNFINISHED = ".*.part";

  /** Longer than writing any file takes, on this node or on another with the same folder. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private OutgoingFile() {}

  /** Writes what is in a file. */
  public interface Content {
    /** Writes it; need not close the writer. */
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Writes a file, replacing one with the same name atomically: readers see the old one or the new
   * one, even if two nodes write it at once or are killed meanwhile.
   *
   * @param folder the folder, which is made where it is missing
   * @param name the file's name
   * @param content what is in it
   * @return the file
   * @throws IOException when it can't be written; the folder then has no file of this name, or the
   *     previous one
   */
  public static Path write(Path folder, String name, Content content) throws IOException {
    Files.createDirectories(folder);
    var whole = folder.resolve(name);
    var part =
        Files.createTempFile(
            folder,
            "." + name,
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (var out = Files.newBufferedWriter(part)) {
        content.writeTo(out);
      }
      try (var file = FileChannel.open(part, StandardOpenOption.WRITE)) {
        file.force(true);
      }
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
    return whole;
  }

  /**
   * Deletes the unfinished files of servers that were killed, since they may hold personal data.
   * Files that another node is still writing stay.
   *
   * @param folder the folder, which need not be there
   * @throws IOException when it can't be read, or a file not deleted
   */
  public static void deleteAbandoned(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    var since = FileTime.from(Instant.now().minus(ABANDONED));
    try (var parts = Files.newDirectoryStream(folder, UNFINISHED)) {
      for (var part : parts) {
        if (Files.getLastModifiedTime(part).compareTo(since) < 0) {
          Files.deleteIfExists(part);
        }
      }
    }
  }
}
