package org.samling.operations.ill;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.samling.core.ill.IllPartner;
import org.samling.operations.Problem;

/**
 * A directory of partners: CSV in UTF-8, whose first line names the columns as {@code
 * put-ill-partner} names its members. It is split at commas, or at semicolons where the first line
 * has one.
 */
final class PartnerFile {

  /** The largest file, in bytes. */
  static final int MOST_BYTES = 4_000_000;

  private static final String LIBRARY = "library";
  private static final String ADDRESS = "address";
  private static final List<String> NUMBERS = List.of("ask-every-seconds", "timeout-seconds");
  private static final List<String> FLAGS = List.of("reply-address", "enabled");
  private static final String HOSTS = "reply-hosts";

  /** A line, by column, without the empty ones. */
  record Line(long number, Map<String, String> values) {

    /** The symbol; empty for none. */
    String library() {
      return values.getOrDefault(LIBRARY, "");
    }

    /** What the operation takes besides the symbol; what is of the wrong form stays a text. */
    Map<String, Object> members() {
      var members = new LinkedHashMap<String, Object>();
      values.forEach((column, value) -> {
        if (!column.equals(LIBRARY)) {
          members.put(column, member(column, value));
        }
      });
      return members;
    }

    private static Object member(String column, String value) {
      if (NUMBERS.contains(column) && value.matches("[0-9]{1,9}")) {
        return Integer.valueOf(value);
      }
      if (FLAGS.contains(column) && value.matches("true|false")) {
        return Boolean.valueOf(value);
      }
      return column.equals(HOSTS) ? Arrays.asList(value.split("[ ,]+")) : value;
    }
  }

  private PartnerFile() {}

  /**
   * Reads a file.
   *
   * @param columns the columns that there may be
   * @throws Problem when it is no such file
   */
  static List<Line> read(byte[] bytes, List<String> columns) {
    var text = text(bytes);
    var first = text.lines().findFirst().orElse("");
    var format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(first.indexOf(';') >= 0 ? ';' : ',')
            .setIgnoreEmptyLines(true)
            .get();
    var lines = new ArrayList<Line>();
    try (var parser = format.parse(new StringReader(text))) {
      List<String> header = List.of();
      for (var row : parser) {
        var cells = row.toList().stream().map(String::strip).toList();
        if (header.isEmpty()) {
          header = header(cells, columns);
        } else if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
          lines.add(line(parser.getCurrentLineNumber(), header, cells));
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException _) {
      throw Problem.invalid("The file is not well-formed CSV."); // whose message repeats it
    }
    if (lines.size() > IllPartner.MOST) {
      throw Problem.invalid("A file may have at most %,d lines.".formatted(IllPartner.MOST));
    }
    return lines;
  }

  private static String text(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw Problem.invalid("The file is not in UTF-8.");
    }
  }

  private static List<String> header(List<String> cells, List<String> columns) {
    var header = cells.stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
    for (var column : header) {
      if (!columns.contains(column)) {
        throw Problem.invalid(
            "The first line names the columns: there is no \"%s\"; there are %s."
                .formatted(column, String.join(", ", columns)));
      }
    }
    if (!header.contains(LIBRARY) || !header.contains(ADDRESS)) {
      throw Problem.invalid("The file needs the columns \"library\" and \"address\".");
    }
    return header;
  }

  private static Line line(long number, List<String> header, List<String> cells) {
    var values = new LinkedHashMap<String, String>();
    for (var i = 0; i < Math.min(header.size(), cells.size()); i++) {
      if (!cells.get(i).isEmpty()) {
        values.put(header.get(i), cells.get(i));
      }
    }
    return new Line(number, values);
  }
}
