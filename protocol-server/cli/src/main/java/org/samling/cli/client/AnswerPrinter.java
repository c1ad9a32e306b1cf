package org.samling.cli.client;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints what a server answered: for people as tables and lines, for programs as JSON just as it
 * came, or as CSV.
 */
final class AnswerPrinter {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Members that tell of the answer and not of the library. */
  private static final Set<String> OF_PAGES = Set.of("next", "complete");

  /** The members of a problem that people don't need (RFC 9457). */
  private static final Set<String> OF_PROBLEMS = Set.of("type", "title", "status", "detail");

  /** How an answer is printed. */
  enum Form {
    /** Tables and lines, for people. */
    TABLE,
    /** The JSON of the REST API. */
    JSON,
    /** The list in it as CSV (RFC 4180), with a line of headings. */
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Form form;
  private final PrintWriter out;
  private final PrintWriter err;

  AnswerPrinter(Form form, PrintWriter out, PrintWriter err) {
    this.form = form;
    this.out = out;
    this.err = err;
  }

  /** Prints an answer. */
  void print(ObjectNode answer) {
    switch (form) {
      case JSON -> json(answer);
      case CSV -> csv(answer);
      case TABLE -> tables(answer, OF_PAGES);
    }
    out.flush();
  }

  /** Prints that something was done which has no other answer. */
  void done() {
    hint("Done.");
    if (form == Form.JSON) {
      out.println("{}");
      out.flush();
    }
  }

  /** Prints a line for people only. */
  void hint(String line) {
    if (form == Form.TABLE) {
      out.println(line);
      out.flush();
    }
  }

  /** Prints why something was not done (RFC 9457). */
  void problem(ObjectNode problem) {
    if (form == Form.JSON) {
      json(problem);
    }
    err.println("samling: " + problem.path("detail").asString(problem.toString()));
    err.flush();
    if (form == Form.TABLE) {
      tables(problem, OF_PROBLEMS);
    }
    out.flush();
  }

  private void json(JsonNode answer) {
    out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
  }

  private void csv(ObjectNode answer) {
    var list =
        answer.properties().stream()
            .map(Map.Entry::getValue)
            .filter(AnswerPrinter::isTable)
            .findFirst();
    list.map(AnswerPrinter::sheet)
        .orElseGet(() -> sheet(JSON.createArrayNode().add(answer)))
        .print(Sheet.Form.CSV, out);
  }

  private void tables(ObjectNode answer, Set<String> without) {
    var lines = new LinkedHashMap<String, String>();
    var tables = new LinkedHashMap<String, JsonNode>();
    answer
        .properties()
        .forEach(member -> {
          if (isTable(member.getValue())) {
            tables.put(member.getKey(), member.getValue());
          } else if (!without.contains(member.getKey())) {
            flatten(member.getKey(), member.getValue(), lines);
          }
        });
    var width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.forEach((name, value) ->
        out.println(
            (name + ":" + " ".repeat(width - name.length()) + "  " + value).stripTrailing()));
    tables.forEach((name, rows) -> table(name, rows, lines.size() + tables.size() > 1));
  }

  private void table(String name, JsonNode rows, boolean isOneOfSome) {
    if (isOneOfSome) {
      out.println();
      out.println(name.replace('-', ' ') + (rows.isEmpty() ? ": none" : ":"));
    } else if (rows.isEmpty()) {
      var none = name.endsWith("s") ? "There are no %s." : "The %s is empty.";
      out.println(none.formatted(name.replace('-', ' ')));
    }
    if (!rows.isEmpty()) {
      sheet(rows).print(Sheet.Form.TEXT, out);
    }
  }

  /** Whether a value is a list of objects, or an empty list, which may be one. */
  private static boolean isTable(JsonNode value) {
    return value.isArray() && (value.isEmpty() || value.get(0).isObject());
  }

  private static Sheet sheet(JsonNode rows) {
    var columns = new LinkedHashSet<String>();
    var found = new ArrayList<Map<String, Object>>();
    for (var row : rows) {
      var values = new LinkedHashMap<String, String>();
      flatten("", row, values);
      columns.addAll(values.keySet());
      found.add(typed(values, row));
    }
    var sheet = new Sheet(List.copyOf(columns));
    found.forEach(sheet::add);
    return sheet;
  }

  /** Numbers stay numbers, so that they are aligned. */
  private static Map<String, Object> typed(Map<String, String> values, JsonNode row) {
    var typed = new LinkedHashMap<String, Object>(values);
    row.properties().stream()
        .filter(member -> member.getValue().isNumber())
        .forEach(member -> typed.put(member.getKey(), member.getValue().numberValue()));
    return typed;
  }

  /** An object within another has columns of its own: {@code patron.name}. */
  private static void flatten(String name, JsonNode value, Map<String, String> into) {
    if (value.isObject() && !value.isEmpty()) {
      value
          .properties()
          .forEach(member ->
              flatten(
                  name.isEmpty() ? member.getKey() : name + "." + member.getKey(),
                  member.getValue(),
                  into));
    } else {
      into.put(name, text(value));
    }
  }

  private static String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    if (value.isArray()) {
      return value.valueStream().map(AnswerPrinter::text).collect(Collectors.joining(", "));
    }
    return value.isObject()
        ? value.properties().stream()
            .map(member -> text(member.getValue()))
            .filter(one -> !one.isEmpty())
            .collect(Collectors.joining(" "))
        : value.asString();
  }
}
