package org.samling.cli.common;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Options for machine-readable lists: CSV, or JSON Lines. */
public final class Table {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ArgGroup private @Nullable As as;

  /** At most one of the two. */
  static final class As {
    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV with a header line.")
    private boolean csv;

    As() {}
  }

  /** The values of a row, in the order of the columns. */
  public static final class Row {

    private final @Nullable Object[] values;

    public Row(@Nullable Object... values) {
      this.values = values.clone();
    }

    private String csv() {
      var line = new StringJoiner(",");
      for (var value : values) {
        line.add(value == null ? "" : '"' + value.toString().replace("\"", "\"\"") + '"');
      }
      return line.toString();
    }

    private String json(List<String> columns) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      for (var i = 0; i < values.length; i++) {
        object.put(columns.get(i), values[i]);
      }
      return JSON.writeValueAsString(object);
    }
  }

  Table() {}

  /** Whether the output is meant for a program. */
  public boolean isForPrograms() {
    return as != null && (as.json || as.csv);
  }

  /** Prints rows in the format that was asked for. */
  public void show(List<String> columns, List<Row> rows, PrintWriter out) {
    if (as != null && as.csv) {
      out.println(String.join(",", columns));
      rows.forEach(row -> out.println(row.csv()));
    } else {
      rows.forEach(row -> out.println(row.json(columns)));
    }
  }
}
