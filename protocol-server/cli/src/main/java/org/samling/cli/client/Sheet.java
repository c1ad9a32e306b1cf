package org.samling.cli.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A table: aligned for people, or as CSV (RFC 4180) or JSON, an object on each line. */
final class Sheet {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");
  private static final int WIDEST = 200;

  /** How a table is written. */
  public enum Form {
    TEXT,
    CSV,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final List<String> columns;
  private final List<Row> rows = new ArrayList<>();

  private record Row(List<@Nullable Object> values) {}

  public Sheet(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row by the names of columns; those that are missing are empty. */
  public void add(Map<String, ? extends @Nullable Object> values) {
    add(columns.stream().map(values::get).toList());
  }

  /** Adds a row: a value for each column; null for nothing. */
  public void add(List<? extends @Nullable Object> values) {
    if (values.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d values for %d columns".formatted(values.size(), columns.size()));
    }
    var row = new ArrayList<@Nullable Object>(values);
    rows.add(new Row(row));
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Writes it. */
  public void print(Form form, PrintWriter out) {
    switch (form) {
      case TEXT -> text(out);
      case CSV -> csv(out);
      case JSON -> rows.forEach(row -> out.println(JSON.writeValueAsString(object(row))));
    }
    out.flush();
  }

  private Map<String, @Nullable Object> object(Row row) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (var i = 0; i < columns.size(); i++) {
      object.put(columns.get(i), row.values().get(i));
    }
    return object;
  }

  private void csv(PrintWriter out) {
    try {
      CSVFormat.RFC4180.printRecord(out, columns.toArray());
      for (var row : rows) {
        CSVFormat.RFC4180.printRecord(out, row.values().toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Numbers are right-aligned. */
  private void text(PrintWriter out) {
    var widths = columns.stream().map(String::length).toArray(Integer[]::new);
    for (var row : rows) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], shown(row.values().get(i)).length());
      }
    }
    var heading = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      var column = i;
      var isNumber = rows.stream().anyMatch(row -> row.values().get(column) instanceof Number);
      heading.append(cell(columns.get(i), widths[i], isNumber));
    }
    out.println(heading.toString().stripTrailing());
    for (var row : rows) {
      var line = new StringBuilder();
      for (var i = 0; i < widths.length; i++) {
        line.append(
            cell(shown(row.values().get(i)), widths[i], row.values().get(i) instanceof Number));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String cell(String text, int width, boolean isNumber) {
    return (isNumber ? " ".repeat(width - text.length()) + text : text)
        + " ".repeat(isNumber ? 0 : width - text.length())
        + "  ";
  }

  /** A value on one line, cut where it is very long. */
  private static String shown(@Nullable Object value) {
    var text = value == null ? "" : LINE_BREAK.matcher(value.toString().strip()).replaceAll(" ");
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
  }
}
