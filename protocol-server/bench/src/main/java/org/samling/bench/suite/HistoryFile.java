package org.samling.bench.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The history file: a line of JSON for each run, the latest last. */
final class HistoryFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  HistoryFile(Path file) {
    this.file = file;
  }

  /**
   * A line with its number.
   *
   * @param number the number of the line in the file, from 1
   */
  record Numbered(int number, Line line) {}

  /**
   * The content of the file.
   *
   * @param lines the readable lines, in the order of the file
   * @param problems the unreadable lines, each with its number
   */
  record Content(List<Numbered> lines, List<String> problems) {

    /** Copies the lists. */
    Content {
      lines = List.copyOf(lines);
      problems = List.copyOf(problems);
    }
  }

  Path file() {
    return file;
  }

  /** Reads the file; a missing file is empty. An unreadable line does not affect the others. */
  Content read() throws IOException {
    var lines = new ArrayList<Numbered>();
    var problems = new ArrayList<String>();
    if (Files.exists(file)) {
      // Not by Files.readAllLines, which rejects the whole file for one wrong byte.
      var texts = new String(Files.readAllBytes(file), UTF_8).split("\n", -1);
      for (var i = 0; i < texts.length; i++) {
        if (!texts[i].isBlank()) {
          try {
            lines.add(new Numbered(i + 1, parse(texts[i])));
          } catch (JacksonException | IllegalArgumentException e) {
            problems.add(
                "%s: line %d is left out: %s".formatted(file.getFileName(), i + 1, reason(e)));
          }
        }
      }
    }
    return new Content(lines, problems);
  }

  private static String reason(RuntimeException e) {
    var message = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
    return message == null ? e.toString() : message;
  }

  /**
   * Parses a line.
   *
   * @throws JacksonException if it is not valid JSON of a line
   * @throws IllegalArgumentException if its schema is another one
   */
  static Line parse(String text) {
    JsonNode tree = JSON.readTree(text);
    var schema = tree.path("schema").asInt(0);
    if (schema != Line.SCHEMA) {
      throw new IllegalArgumentException(
          "its schema is %s, and this version reads %d"
              .formatted(schema == 0 ? "missing" : Integer.toString(schema), Line.SCHEMA));
    }
    return JSON.treeToValue(tree, Line.class);
  }

  /** Formats a line as in the file. */
  static String format(Line line) {
    return JSON.writeValueAsString(line);
  }

  /**
   * Appends a line, atomically for concurrent readers; if the last line was cut off, starts a new
   * one.
   */
  void append(Line line) throws IOException {
    try (var channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      var end = channel.size();
      var bytes =
          ByteBuffer.wrap(
              ((endsWithin(channel) ? "\n" : "") + format(line) + "\n").getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
      channel.force(true);
    }
  }

  private static boolean endsWithin(FileChannel channel) throws IOException {
    var last = ByteBuffer.allocate(1);
    return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
  }
}
