package org.samling.exchange.cutover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.samling.exchange.cutover.MappingContent.Layout;
import org.samling.library.yaml.YamlException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the rows of exports: CSV (RFC 4180 and its relatives), and JSON in lines or arrays. */
final class SourceFiles {

  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** A file whose rows have keys is called as the table that it is of. */
  private static final Pattern TABLE = Pattern.compile(".*?([^/\\\\]+?)(?:\\.[A-Za-z]+)?$");

  private static final int MAX_COLUMNS = 500;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Layout layout;
  private final Charset charset;

  /**
   * Prepares for files of one layout.
   *
   * @throws IllegalArgumentException for an unknown encoding, or a quote of several characters
   */
  SourceFiles(Layout layout) {
    this.layout = layout;
    this.charset = Charset.forName(layout.encoding() == null ? "UTF-8" : layout.encoding());
    format();
  }

  /**
   * Reads a file row by row.
   *
   * @param needed the columns that are required
   * @param rows receives the rows
   * @throws YamlException when it can't be read, is not in its encoding, or lacks a column
   */
  void read(Path file, Set<String> needed, Consumer<SourceRow> rows) {
    try (var in = Files.newInputStream(file);
        var reader =
            new BufferedReader(
                new InputStreamReader(
                    in,
                    charset
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16)) {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      if ("json".equals(layout.format())) {
        readJson(file, reader, rows);
      } else {
        readCsv(file, reader, needed, rows);
      }
    } catch (CharacterCodingException e) {
      throw notIn(file);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException
          ? notIn(file)
          : unreadable(file, e.getMessage());
    } catch (JacksonException e) {
      throw e.getCause() instanceof CharacterCodingException
          ? notIn(file)
          : unreadable(file, e.getOriginalMessage());
    } catch (IOException e) {
      throw unreadable(file, e.toString());
    }
  }

  private YamlException notIn(Path file) {
    return new YamlException(
        List.of("%s: is not in %s; set its encoding in the mapping".formatted(file, charset)));
  }

  private static YamlException unreadable(Path file, @Nullable String why) {
    return new YamlException(List.of("%s: can't be read: %s".formatted(file, why)));
  }

  private CSVFormat format() {
    var quote = layout.quote() == null ? "\"" : layout.quote();
    if (!quote.equals("none") && quote.length() != 1) {
      throw new IllegalArgumentException("the quote must be one character, or none: " + quote);
    }
    var delimiter = layout.delimiter() == null ? "," : layout.delimiter().replace("\\t", "\t");
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setQuote(quote.equals("none") ? null : quote.charAt(0))
        .setEscape(layout.escape() == null ? null : layout.escape().charAt(0))
        .setIgnoreEmptyLines(true)
        .get();
  }

  private void readCsv(
      Path file, BufferedReader reader, Set<String> needed, Consumer<SourceRow> rows)
      throws IOException {
    var key = layout.key();
    var name = key == null ? file.toString() : TABLE.matcher(file.toString()).replaceFirst("$1");
    try (var parser = format().parse(reader)) {
      var places = layout.columns() == null ? null : places(file, layout.columns(), needed);
      var all = parser.iterator();
      while (true) {
        var line = parser.getCurrentLineNumber() + 1;
        if (!all.hasNext()) {
          return;
        }
        var row = all.next();
        if (places == null) {
          places = places(file, List.of(row.values()), needed);
        } else {
          var read = new CsvRow(name, line, places, row);
          rows.accept(
              key == null ? read : new CsvRow(name, number(read.value(key), line), places, row));
        }
      }
    } catch (IllegalStateException e) {
      throw unreadable(file, e.getMessage());
    }
  }

  /** The number in a key's column; the line where there is none. */
  private static long number(String key, long line) {
    return key.length() <= 18 && DIGITS.matcher(key).matches() ? Long.parseLong(key) : line;
  }

  private static Map<String, Integer> places(Path file, List<String> header, Set<String> needed) {
    if (header.size() > MAX_COLUMNS) {
      throw unreadable(file, "it has more than %d columns".formatted(MAX_COLUMNS));
    }
    var places = new HashMap<String, Integer>();
    for (var i = 0; i < header.size(); i++) {
      places.putIfAbsent(header.get(i).strip(), i);
    }
    var missing = new LinkedHashSet<>(needed);
    missing.removeAll(places.keySet());
    if (!missing.isEmpty()) {
      // Column names are not shown: a first line that is not a header holds personal data.
      throw new YamlException(
          missing.stream()
              .map(column ->
                  "%s:1: has no column \"%s\" among the %d that its first line names"
                      .formatted(file, column, places.size()))
              .toList());
    }
    return places;
  }

  private record CsvRow(String file, long line, Map<String, Integer> places, CSVRecord row)
      implements SourceRow {

    @Override
    public String value(String column) {
      var place = places.get(column);
      return place == null || place >= row.size() ? "" : row.get(place).strip();
    }
  }

  private static void readJson(Path file, BufferedReader reader, Consumer<SourceRow> rows) {
    var name = file.toString();
    try (var all = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(reader)) {
      for (var n = 1; all.hasNextValue(); n++) {
        rows.accept(new JsonRow(name, n, all.nextValue()));
      }
    }
  }

  private record JsonRow(String file, long line, JsonNode object) implements SourceRow {

    @Override
    public String value(String column) {
      var node = object;
      for (var key : DOT.split(column, -1)) {
        if (node == null) {
          return "";
        }
        node = node.isArray() ? element(node, key) : node.get(key);
      }
      return node == null || node.isContainer() || node.isNull() ? "" : node.asString().strip();
    }

    private static @Nullable JsonNode element(JsonNode array, String key) {
      return key.chars().allMatch(Character::isDigit) && key.length() < 6
          ? array.get(Integer.parseInt(key))
          : null;
    }
  }
}
