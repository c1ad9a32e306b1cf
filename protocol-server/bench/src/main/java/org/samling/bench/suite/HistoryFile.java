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

/** The file that keeps a line of JSON for each run, the latest last. */
final class HistoryFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  HistoryFile(Path file) {
    this.file = file;
  }

  /**
   * A line with its place.
   *
   * @param number the number of the line in the file, from 1
   */
  record Numbered(int number, Line line) {}

  /**
   * What the file holds.
   *
   * @param lines the lines that can be read, in the order of the file
   * @param problems what can't be read, each with its line's number
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

  /** Reads the file; one that is missing is empty. A line that can't be read spoils no other. */
  Content read() throws IOException {
    var lines = new ArrayList<Numbered>();
    var problems = new ArrayList<String>();
    if (Files.exists(file)) {
      // Not by Files.readAllLines, which gives the whole file up for one wrong byte.
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
    var said = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
    return said == null ? e.toString() : said;
  }

  /**
   * Reads a line.
   *
   * @throws JacksonException when it is not the JSON of one
   * @throws IllegalArgumentException when it is of another schema
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

  /** Writes a line as it stands in the file. */
  static String format(Line line) {
    return JSON.writeValueAsString(line);
  }

  /**
   * Appends a line, whole or not at all for whoever reads meanwhile; where the last line was cut
   * off, a new one is begun.
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
