package org.samling.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * MARC 21 records in ISO 2709 with a number and a title, whose bytes are written as characters of
 * Latin-1. Leader position 09 is blank.
 */
public final class TitledRecords {

  private TitledRecords() {}

  /** Writes a file of records, numbered from 1. */
  public static Path file(Path directory, String name, List<String> titles) {
    var bytes = new ByteArrayOutputStream();
    for (var i = 0; i < titles.size(); i++) {
      bytes.writeBytes(record(i + 1, titles.get(i)));
    }
    try {
      return Files.write(directory.resolve(name), bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One record. */
  public static byte[] record(int number, String title) {
    var id = number + "\u001E";
    var field = "10\u001Fa" + title + "\u001E";
    var directory =
        "001%04d%05d245%04d%05d\u001E".formatted(id.length(), 0, field.length(), id.length());
    var base = 24 + directory.length();
    return "%05dnam  22%05d i 4500%s%s%s\u001D"
        .formatted(base + id.length() + field.length() + 1, base, directory, id, field)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
