package org.samling.postgres.rows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes many records at once. Its text leaves to the record what it says of
 * columns, so that a new component is a new column of the statement, too:
 *
 * <ul>
 *   <li>{@code {rows}} is the records as rows {@code e}, turned on their side for {@code unnest}
 *   <li>{@code {*}} is the names of all columns, {@code {e.*}} the same of the rows, and {@code {*
 *       = e.*}} the assignments of them
 *   <li>{@code {terms}}, {@code {e.terms}} and {@code {terms = e.terms}} are the same of the
 *       columns of one component, which is a record itself
 * </ul>
 *
 * <p>What else it is about are named parameters.
 */
public final class RowStatement<R extends Record> {

  private static final String ROWS = "rows";
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{(?:(\\w+|\\*) = )?(\\w+\\.)?(\\w+|\\*)\\}");

  private final RecordColumns columns;
  private final String sql;

  private RowStatement(RecordColumns columns, String text) {
    this.columns = columns;
    this.sql =
        PLACEHOLDER
            .matcher(text)
            .replaceAll(m -> {
              var name = m.group(3);
              if (m.group(1) != null) {
                return list(name, c -> c.name() + " = " + m.group(2) + c.name());
              }
              if (m.group(2) != null) {
                return list(name, c -> m.group(2) + c.name());
              }
              return name.equals(ROWS) ? rows() : list(name, RecordColumns.Column::name);
            });
  }

  /** A statement on records of a class. */
  public static <R extends Record> RowStatement<R> of(Class<R> type, String text) {
    return new RowStatement<>(RecordColumns.of(type), text);
  }

  /**
   * The columns of a record as a query selects them.
   *
   * @param table the table's alias in the query
   * @param prefix what the record expects their names to begin with
   */
  public static String selected(Class<? extends Record> type, String table, String prefix) {
    return RecordColumns.of(type).all().stream()
        .map(c ->
            prefix.isEmpty()
                ? table + "." + c.name()
                : table + "." + c.name() + " as " + prefix + c.name())
        .collect(Collectors.joining(", "));
  }

  /** A column's name may be an SQL keyword. */
  private static String quoted(RecordColumns.Column column) {
    return '"' + column.name() + '"';
  }

  private interface ColumnText {
    String of(RecordColumns.Column column);
  }

  private String list(String component, ColumnText text) {
    var named =
        columns.all().stream()
            .filter(c -> component.equals("*") || c.isOf(component))
            .map(text::of)
            .collect(Collectors.joining(", "));
    if (named.isEmpty()) {
      throw new RowException("there is no component " + component);
    }
    return named;
  }

  private String rows() {
    return columns.all().stream()
        .map(_ -> "?")
        .collect(
            Collectors.joining(", ", "unnest(", ") e (" + list("*", RowStatement::quoted) + ")"));
  }

  String sql() {
    return sql;
  }

  /** The columns of the records, each as an array, in order. */
  List<SqlArray> arrays(Collection<? extends R> records) {
    var arrays = new ArrayList<SqlArray>();
    for (var column : columns.all()) {
      var type = column.type().name();
      if (type == null) {
        throw new RowException("arrays of arrays can't be sent: " + column.name());
      }
      var elements = new ArrayList<@Nullable Object>(records.size());
      for (var each : records) {
        elements.add(column.element(each));
      }
      arrays.add(new SqlArray(type, elements, column.type().array()));
    }
    return arrays;
  }
}
