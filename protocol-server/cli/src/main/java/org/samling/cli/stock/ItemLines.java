package org.samling.cli.stock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads lists of items: one per line; skips blank lines and those that begin with #. */
final class ItemLines {

  private static final int MOST = 1_000_000;
  private static final int LONGEST = 1_000;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private ItemLines() {}

  /**
   * Reads a file.
   *
   * @param file the file, or {@code -} for standard input
   * @param reading parses a line; its {@link IllegalArgumentException} is reported with the line
   * @throws IllegalArgumentException that names the file and, if a line is at fault, the line
   */
  static <T> List<T> read(Path file, Function<String, T> reading) {
    try (var in = file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
      return read(file, in, reading);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("%s is not in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s can't be read: %s".formatted(file, e), e);
    }
  }

  private static <T> List<T> read(Path file, InputStream in, Function<String, T> reading)
      throws IOException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var lines = new BufferedReader(new InputStreamReader(in, decoder));
    var items = new ArrayList<T>();
    var number = 0;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      var text = without(line).strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (text.length() > LONGEST || items.size() == MOST) {
        throw new IllegalArgumentException(
            "%s, line %d: a list has at most %,d lines of at most %,d characters"
                .formatted(file, number, MOST, LONGEST));
      }
      try {
        items.add(reading.apply(text));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, line %d: %s".formatted(file, number, e.getMessage()), e);
      }
    }
    return items;
  }

  private static String without(String line) {
    return !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
  }
}
