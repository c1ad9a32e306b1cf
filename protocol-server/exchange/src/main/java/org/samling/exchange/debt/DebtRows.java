package org.samling.exchange.debt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows of a file from the debtor system, as texts by field name. */
final class DebtRows {

  private static final int MOST_ROWS = 1_000_000;
  private static final long MOST_BYTES = 200_000_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DebtRows() {}

  /**
   * A row.
   *
   * @param place its position in the file, for people
   * @param fields its values; without fields that are empty
   */
  public record Row(String place, Map<String, String> fields) {

    /** The value of a field. */
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

    /** The value of a field as a whole number. */
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
   * Reads a file: CSV with a header line, or a JSON object with a list.
   *
   * @param list the name of the list in JSON
   * @param needed the fields that every row must have
   * @param known all permitted fields
   * @throws IllegalArgumentException where it is neither, or has other fields
   */
  static List<Row> read(Path file, String list, Set<String> needed, Set<String> known)
      throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException("%s is larger than 200 MB".formatted(file));
    }
    return switch (DebtFormat.of(file)) {
      case CSV -> csv(file, needed, known);
      case JSON -> json(file, list, known);
    };
  }

  private static List<Row> csv(Path file, Set<String> needed, Set<String> known)
      throws IOException {
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    var rows = new ArrayList<Row>();
    try (var reader = Files.newBufferedReader(file);
        var records = format.parse(reader)) {
      var headings = Set.copyOf(records.getHeaderNames());
      if (!headings.containsAll(needed) || !known.containsAll(headings)) {
        throw new IllegalArgumentException(
            "%s: the first line must name the columns %s (of %s), not %s"
                .formatted(
                    file,
                    String.join(", ", needed.stream().sorted().toList()),
                    String.join(", ", known.stream().sorted().toList()),
                    String.join(", ", records.getHeaderNames())));
      }
      for (var record : records) {
        var fields = new LinkedHashMap<String, String>();
        record
            .toMap()
            .forEach((name, value) -> {
              if (!value.isBlank()) {
                fields.put(name, value.strip());
              }
            });
        add(rows, new Row("record " + record.getRecordNumber(), fields), file);
      }
    }
    return rows;
  }

  private static List<Row> json(Path file, String list, Set<String> known) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "%s is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
    if (!root.path(list).isArray()) {
      throw new IllegalArgumentException(
          "%s: it must be an object with the list \"%s\"".formatted(file, list));
    }
    var rows = new ArrayList<Row>();
    for (var node : root.path(list)) {
      var fields = new LinkedHashMap<String, String>();
      for (var field : node.properties()) {
        if (!known.contains(field.getKey())) {
          throw new IllegalArgumentException(
              "%s: there is no field \"%s\"; there are %s"
                  .formatted(
                      file, field.getKey(), String.join(", ", known.stream().sorted().toList())));
        }
        if (!field.getValue().isNull()) {
          fields.put(field.getKey(), field.getValue().asString());
        }
      }
      add(rows, new Row("entry " + (rows.size() + 1), fields), file);
    }
    return rows;
  }

  private static void add(List<Row> rows, Row row, Path file) {
    rows.add(row);
    if (rows.size() > MOST_ROWS) {
      throw new IllegalArgumentException("%s has more than %,d rows".formatted(file, MOST_ROWS));
    }
  }
}
