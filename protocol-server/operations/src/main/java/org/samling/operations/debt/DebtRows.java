package org.samling.operations.debt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.samling.operations.Problem;
import org.samling.operations.Problem.Kind;
import org.samling.operations.SmallFile;
import org.samling.routes.IncomingFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads rows of a file from the debtor system, as texts by field name: CSV with a header line, or a
 * JSON object with a list.
 *
 * @param list the name of the list in JSON
 * @param needed the fields that every row must have
 * @param known all permitted fields
 */
record DebtRows(String list, Set<String> needed, Set<String> known) {

  private static final int MOST_ROWS = 100_000;
  private static final int MOST_BYTES = 20_000_000;
  private static final String TOO_LARGE =
      "A file may have at most %,d bytes and %,d rows: send it in parts."
          .formatted(MOST_BYTES, MOST_ROWS);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A row.
   *
   * @param place its position in the file, for people
   * @param fields its values; without fields that are empty
   */
  record Row(String place, Map<String, String> fields) {

    /**
     * The value of a field.
     *
     * @throws IllegalArgumentException that names it where it is missing
     */
    String text(String name) {
      var text = fields.get(name);
      if (text == null) {
        throw new IllegalArgumentException("the field %s is missing".formatted(name));
      }
      return text;
    }

    @Nullable String textOrNull(String name) {
      return fields.get(name);
    }

    /** The value of a field as a whole number; throws as {@link #text}. */
    long number(String name) {
      var text = text(name);
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "the field %s must be a number, not \"%s\"".formatted(name, text), e);
      }
    }
  }

  /**
   * Reads a file, whole or not at all.
   *
   * @throws Problem when it is no such file, has other fields, is too large, or doesn't arrive
   */
  List<Row> read(IncomingFile file) {
    var bytes = SmallFile.read(file, MOST_BYTES, TOO_LARGE);
    var first = 0;
    while (first < bytes.length && Character.isWhitespace(bytes[first])) {
      first++;
    }
    if (first == bytes.length) {
      throw Problem.invalid("The file is empty.");
    }
    return bytes[first] == '{' ? json(bytes) : csv(bytes);
  }

  private static Problem tooLarge() {
    return Problem.of(Kind.TOO_LARGE, TOO_LARGE);
  }

  private List<Row> csv(byte[] bytes) {
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    var rows = new ArrayList<Row>();
    try (var reader =
            new InputStreamReader(
                new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
        var records = format.parse(reader)) {
      checkHeadings(records.getHeaderNames());
      for (var record : records) {
        var fields = new LinkedHashMap<String, String>();
        record
            .toMap()
            .forEach((name, value) -> {
              if (!value.isBlank()) {
                fields.put(name, value.strip());
              }
            });
        add(rows, new Row("record " + record.getRecordNumber(), fields));
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException _) {
      throw Problem.invalid("The file must be CSV (RFC 4180) in UTF-8, or a JSON object.");
    }
    return rows;
  }

  private void checkHeadings(List<String> names) {
    var headings = Set.copyOf(names);
    if (!headings.containsAll(needed) || !known.containsAll(headings)) {
      throw Problem.invalid(
          "The first line must name the columns %s (of %s), not %s."
              .formatted(inOrder(needed), inOrder(known), String.join(", ", names)));
    }
  }

  private static String inOrder(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  private List<Row> json(byte[] bytes) {
    var rows = new ArrayList<Row>();
    for (var node : entries(bytes)) {
      var fields = new LinkedHashMap<String, String>();
      for (var field : node.properties()) {
        if (!known.contains(field.getKey())) {
          throw Problem.invalid(
              "There is no field \"%s\"; there are %s.".formatted(field.getKey(), inOrder(known)));
        }
        if (!field.getValue().isNull()) {
          fields.put(field.getKey(), field.getValue().asString());
        }
      }
      add(rows, new Row("entry " + (rows.size() + 1), fields));
    }
    return rows;
  }

  private JsonNode entries(byte[] bytes) {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw Problem.invalid("The file is not JSON: %s.".formatted(e.getOriginalMessage()));
    }
    if (!root.path(list).isArray()) {
      throw Problem.invalid("The file must be an object with the list \"%s\".".formatted(list));
    }
    return root.path(list);
  }

  private static void add(List<Row> rows, Row row) {
    rows.add(row);
    if (rows.size() > MOST_ROWS) {
      throw tooLarge();
    }
  }
}
