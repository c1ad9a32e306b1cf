package org.samling.routes.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.samling.core.catalogue.Catalogue.PutCounts;

/**
 * A file of many small records of MARC 21, of which each thousandth has the key of the one before
 * and another title, and each two-thousandth breaks off.
 */
final class SmallRecords {

  static final int REPEATED = 1_000;
  static final int BROKEN = 2_000;

  private SmallRecords() {}

  /** Writes the file. */
  static Path write(Path file, String source, int count) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (var i = 1; i <= count; i++) {
        var record = record(source, i % REPEATED == 2 && i > 2 ? i - 1 : i, "Titel " + i);
        out.write(record, 0, i % BROKEN == 0 ? record.length - 10 : record.length);
      }
    }
    return file;
  }

  /** What comes of the file where none of it is in the catalogue. */
  static PutCounts expected(int count) {
    var changed = (count - 2) / REPEATED;
    return new PutCounts(count - changed - rejected(count), changed, 0);
  }

  /** How many records of the file can't be read. */
  static int rejected(int count) {
    return count / BROKEN;
  }

  private static byte[] record(String source, int number, String title) {
    var fields =
        new String[][] {
          {"001", Integer.toString(number)}, {"003", source}, {"245", "00\u001Fa" + title}
        };
    var directory = new StringBuilder();
    var body = new StringBuilder();
    for (var field : fields) {
      var text = field[1] + "\u001E";
      directory.append("%s%04d%05d".formatted(field[0], text.length(), body.length()));
      body.append(text);
    }
    var base = 24 + directory.length() + 1;
    var leader = "%05dnam a22%05d i 4500".formatted(base + body.length() + 1, base);
    return (leader + directory + "\u001E" + body + "\u001D").getBytes(UTF_8);
  }
}
