package org.samling.console.operations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer for people: its lists of objects as tables, all else as facts.
 *
 * @param facts what is told once
 * @param tables the lists
 */
public record Answer(List<Fact> facts, List<Table> tables) {

  /** Members that tell of the answer and not of the library. */
  private static final Set<String> OF_PAGES = Set.of("next", "complete");

  /** Copies the lists. */
  public Answer {
    facts = List.copyOf(facts);
    tables = List.copyOf(tables);
  }

  /** Something that is told once. */
  public record Fact(String label, String value) {}

  /** A column; numbers are set to the right. */
  public record Column(String label, boolean isNumber) {}

  /**
   * A list.
   *
   * @param rows a text for each column
   */
  public record Table(String caption, List<Column> columns, List<List<String>> rows) {

    /** Copies the lists. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Whether there is nothing to show. */
  public boolean isEmpty() {
    return facts.isEmpty() && tables.isEmpty();
  }

  /** The answer with these members. */
  public static Answer of(Map<String, ?> members, Cells cells) {
    var facts = new ArrayList<Fact>();
    var tables = new ArrayList<Table>();
    var shown = new LinkedHashMap<String, Object>(members);
    shown.keySet().removeAll(OF_PAGES);
    collect("", shown, cells, facts, tables);
    return new Answer(facts, tables);
  }

  private static void collect(
      String before, Map<?, ?> members, Cells cells, List<Fact> facts, List<Table> tables) {
    members.forEach((name, value) -> {
      var label = before + cells.label(name);
      if (value instanceof Collection<?> rows && isTable(rows)) {
        tables.add(table(label, rows, cells));
      } else if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
        collect(label + ": ", inner, cells, facts, tables);
      } else {
        facts.add(new Fact(label, cells.text(name, value)));
      }
    });
  }

  /** Whether a list has objects, or nothing, which may be a list of objects. */
  private static boolean isTable(Collection<?> rows) {
    return rows.isEmpty() || rows.iterator().next() instanceof Map;
  }

  private static Table table(String caption, Collection<?> rows, Cells cells) {
    var flat = new ArrayList<Map<String, Object>>();
    for (var row : rows) {
      var values = new LinkedHashMap<String, Object>();
      flatten("", row, cells, values);
      flat.add(values);
    }
    var labels =
        flat.stream()
            .flatMap(row -> row.keySet().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    var columns =
        labels.stream()
            .map(label ->
                new Column(label, flat.stream().allMatch(row -> row.get(label) instanceof Number)))
            .toList();
    return new Table(
        caption,
        columns,
        flat.stream()
            .map(row -> labels.stream().map(label -> cells.text(row.get(label))).toList())
            .toList());
  }

  /** An object within another has columns of its own. */
  private static void flatten(
      String label, @Nullable Object value, Cells cells, Map<String, Object> into) {
    if (value instanceof Map<?, ?> members && !members.isEmpty()) {
      members.forEach((name, inner) ->
          flatten(
              label.isEmpty() ? cells.label(name) : label + ": " + cells.label(name),
              cells.worded(name, inner),
              cells,
              into));
    } else if (value != null) {
      into.put(label, value);
    } else {
      into.putIfAbsent(label, "");
    }
  }
}
