package org.samling.z3950;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One APDU of {@code test-fixtures/z3950}. The files' form is told in the README there.
 *
 * @param place file and line, for messages
 * @param fromOrigin whether a client sent it
 * @param rewritten whether our own encoder writes it differently
 * @param frame its bytes
 * @param annotation how it is explained
 */
public record Fixture(
    String place, boolean fromOrigin, boolean rewritten, Z3950Frame frame, String annotation) {

  /** Every APDU of every file. */
  static List<Fixture> all() {
    var folder = Path.of(System.getProperty("test-fixtures.dir"), "z3950");
    try (var files = Files.newDirectoryStream(folder, "*.hex")) {
      var fixtures = new ArrayList<Fixture>();
      for (var file : files) {
        read(file, fixtures);
      }
      return fixtures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Path file, List<Fixture> fixtures) throws IOException {
    var lines = Files.readAllLines(file);
    boolean rewritten = false;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var place = file.getFileName() + ":" + (i + 1);
      if (line.equals("@ rewritten")) {
        rewritten = true;
      } else if (line.startsWith("> ") || line.startsWith("< ")) {
        var hex = new StringBuilder(line.substring(2));
        while (i + 1 < lines.size() && lines.get(i + 1).startsWith("  ")) {
          hex.append(lines.get(++i));
        }
        var annotation = new StringBuilder();
        while (i + 1 < lines.size() && lines.get(i + 1).startsWith("| ")) {
          annotation.append(lines.get(++i), 2, lines.get(i).length()).append('\n');
        }
        fixtures.add(
            new Fixture(
                place,
                line.startsWith(">"),
                rewritten,
                new Z3950Frame(bytes(hex.toString())),
                annotation.toString()));
        rewritten = false;
      } else if (!line.isEmpty() && !line.startsWith("# ")) {
        throw new IllegalStateException(place + ": neither a comment nor an APDU");
      }
    }
  }

  /** Bytes written in hexadecimal, with blanks wherever they help. */
  public static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Override
  public String toString() {
    return place;
  }
}
