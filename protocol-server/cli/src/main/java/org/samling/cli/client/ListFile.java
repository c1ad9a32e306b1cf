package org.samling.cli.client;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A file with an entry of a list on each line; blank lines and those that begin with # are not. */
final class ListFile {

  private static final String STANDARD_INPUT = "-";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ListFile() {}

  /**
   * The entries.
   *
   * @param file the file's name, or {@code -} for standard input
   * @throws IllegalArgumentException when it can't be read
   */
  static Stream<String> entries(String file) {
    try {
      var text =
          file.equals(STANDARD_INPUT)
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(Path.of(file));
      return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("%s is not in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s can't be read".formatted(file), e);
    }
  }
}
