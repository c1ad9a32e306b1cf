package org.samling.server;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files about people that are handed to others in a folder. Each has its name only once it is whole
 * and on disk, so that whoever fetches files never sees half of one, and its owner alone reads it.
 */
public final class Handed {

  private Handed() {}

  /** Writes what is in a file. */
  public interface Content {
    /** Writes it; need not close the writer. */
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Writes a file, in the place of one with the same name.
   *
   * @param folder the folder, which is made where it is missing
   * @param name the file's name
   * @param content what is in it
   * @return the file
   * @throws IOException when it can't be written; the folder then has no file of this name, or the
   *     one before
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
      return Files.move(
          part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
