package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to PostgreSQL together, in one round trip. Each is a statement of its own
 * there, with a snapshot of its own.
 */
final class Pipeline {

  private static final String COMMIT = "commit";

  private final List<Step> steps = new ArrayList<>();

  /** Takes the rows of one statement, called once per row. */
  public interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private record Step(String sql, List<@Nullable Object> parameters, @Nullable Row rows) {}

  /** Adds a statement whose rows, if it has any, are of no interest. */
  Pipeline add(String sql, @Nullable Object... parameters) {
    return add(null, sql, parameters);
  }

  /** Adds a statement and what takes its rows. */
  Pipeline add(@Nullable Row rows, String sql, @Nullable Object... parameters) {
    var list = new ArrayList<@Nullable Object>();
    for (var parameter : parameters) {
      list.add(parameter);
    }
    steps.add(new Step(sql, list, rows));
    return this;
  }

  /** Adds the statements of another pipeline. */
  Pipeline add(Pipeline other) {
    steps.addAll(other.steps);
    return this;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Sends the statements and takes their rows; the transaction stays open. */
  void run(Connection connection) throws SQLException {
    if (steps.isEmpty()) {
      return;
    }
    var sql = new StringBuilder();
    for (var step : steps) {
      sql.append(sql.isEmpty() ? "" : ";\n").append(step.sql());
    }
    try (var statement = connection.prepareStatement(sql.toString())) {
      var index = 1;
      for (var step : steps) {
        for (var parameter : step.parameters()) {
          switch (parameter) {
            case Texts(var type, var values) ->
                statement.setArray(index++, connection.createArrayOf(type, values.toArray()));
            case Binary binary ->
                statement.setArray(
                    index++, connection.createArrayOf(binary.type(), binary.toArray()));
            case null, default -> statement.setObject(index++, parameter);
          }
        }
      }
      var isRows = statement.execute();
      for (var step : steps) {
        if (isRows) {
          try (var result = statement.getResultSet()) {
            while (step.rows() != null && result.next()) {
              step.rows().take(result);
            }
          }
        }
        isRows = statement.getMoreResults();
      }
    }
  }

  /** Sends the statements together with a commit. */
  void commit(Connection connection) throws SQLException {
    add(COMMIT);
    run(connection);
  }

  /**
   * An array parameter.
   *
   * @param type the PostgreSQL type of its elements
   * @param values the elements in a form that the driver knows, or as text
   */
  record Texts(String type, List<? extends @Nullable Object> values) {}

  /**
   * A long array parameter, which the driver sends as it lies in memory, because the class of its
   * elements is the type's own: {@code String} for text, {@code byte[]} for bytea.
   *
   * @param type the PostgreSQL type of its elements
   * @param values the elements
   * @param array makes an array of their class
   */
  record Binary(
      String type,
      List<? extends @Nullable Object> values,
      IntFunction<? extends @Nullable Object[]> array) {

    @Nullable Object[] toArray() {
      return values.toArray(array.apply(0));
    }
  }
}
