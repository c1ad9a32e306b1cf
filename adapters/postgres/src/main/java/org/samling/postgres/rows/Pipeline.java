package org.samling.postgres.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * Statements that are sent to PostgreSQL together, in one round trip. There each is a statement of
 * its own, with its own snapshot.
 *
 * <p>The parameters of a statement are question marks, which take its arguments in order, and names
 * ({@code :patron}), which are looked up in the {@link Parameters} among its arguments, or else in
 * those of the pipeline. Use question marks for a handful of parameters at most.
 *
 * <p>Rows are read as records by the names of their columns, or, where there is only one column, as
 * its values. A missing row, or null where a record needs a value, ends in a {@link RowException}.
 */
public final class Pipeline {

  /** Lets the transaction's statements take as long as they need. */
  public static final String WITHOUT_LIMIT = "set local statement_timeout = 0";

  private static final String COMMIT = "commit";
  private static final String TENANT = "tenant";

  private final List<Step> steps = new ArrayList<>();
  private @Nullable Parameters common;

  /** Takes the rows of a statement. */
  private interface Taker {
    void take(ResultSet rows) throws SQLException;
  }

  /** A statement; its common parameters are those of the pipeline it was first added to. */
  private record Step(
      Sql sql,
      List<? extends @Nullable Object> arguments,
      @Nullable Taker taker,
      @Nullable Parameters common) {}

  /** A pipeline whose statements are about a tenant, available to them as {@code :tenant}. */
  public static Pipeline of(TenantId tenant) {
    var pipeline = new Pipeline();
    pipeline.common = Parameters.of(TENANT, tenant);
    return pipeline;
  }

  /** Adds a statement whose rows, if any, are ignored. */
  public Pipeline add(String sql, @Nullable Object... arguments) {
    return add(sql, arguments, null);
  }

  /** Adds the statements of another pipeline. */
  public Pipeline add(Pipeline other) {
    for (var step : other.steps) {
      steps.add(
          step.common() != null || other.common == null
              ? step
              : new Step(step.sql(), step.arguments(), step.taker(), other.common));
    }
    return this;
  }

  /** Adds a statement that writes records, unless there are none. */
  public <R extends Record> Pipeline write(
      RowStatement<R> statement, Collection<? extends R> records, Parameters... parameters) {
    if (!records.isEmpty()) {
      add(statement.sql(), arguments(statement, records, parameters), null);
    }
    return this;
  }

  /** Adds a statement that compares records with the stored ones, even if there are none. */
  public <R extends Record> Pipeline compare(
      RowStatement<R> statement, Collection<? extends R> records, Parameters... parameters) {
    return add(statement.sql(), arguments(statement, records, parameters), null);
  }

  /** Adds a statement, and passes each of its rows to a consumer. */
  public <R> Pipeline each(
      Class<R> type, Consumer<? super R> taker, String sql, @Nullable Object... arguments) {
    return add(sql, arguments, reading(type, taker));
  }

  /** Adds a statement; answers with its rows. */
  public <R> Answer<List<R>> list(Class<R> type, String sql, @Nullable Object... arguments) {
    var later = new Later<List<R>>(sql);
    add(sql, arguments, later.of(rows -> all(type, rows)));
    return new Answer<>(later::get);
  }

  /** Adds a statement; answers with its rows, mapped. */
  public <R, T> Answer<List<T>> list(
      Class<R> type,
      Function<? super R, ? extends T> made,
      String sql,
      @Nullable Object... arguments) {
    return list(type, sql, arguments).map(rows -> rows.stream().<T>map(made).toList());
  }

  /**
   * Adds a statement that writes records; answers with its rows. Without records there are none.
   */
  public <R, W extends Record> Answer<List<R>> list(
      Class<R> type,
      RowStatement<W> statement,
      Collection<? extends W> records,
      Parameters... parameters) {
    return records.isEmpty()
        ? new Answer<>(List::of)
        : list(type, statement.sql(), arguments(statement, records, parameters));
  }

  /** Adds a statement; answers with its first row, if it has one and that is not null. */
  public <R> Answer<Optional<R>> optional(
      Class<R> type, String sql, @Nullable Object... arguments) {
    var later = new Later<Optional<R>>(sql);
    add(sql, arguments, later.of(rows -> first(type, rows)));
    return new Answer<>(later::get);
  }

  /** Adds a statement; answers with its first row, mapped, if it has one. */
  public <R, T> Answer<Optional<T>> optional(
      Class<R> type,
      Function<? super R, ? extends T> made,
      String sql,
      @Nullable Object... arguments) {
    return optional(type, sql, arguments).map(row -> row.<T>map(made));
  }

  /** Adds a statement; answers with its first row, which must exist. */
  public <R> Answer<R> one(Class<R> type, String sql, @Nullable Object... arguments) {
    return optional(type, sql, arguments)
        .map(row -> row.orElseThrow(() -> new RowException("no row: " + sql)));
  }

  /** Adds a statement; answers with how many rows it has. */
  public Answer<Integer> count(String sql, @Nullable Object... arguments) {
    var later = new Later<Integer>(sql);
    add(
        sql,
        arguments,
        later.of(rows -> {
          var count = 0;
          while (rows.next()) {
            count++;
          }
          return count;
        }));
    return new Answer<>(later::get);
  }

  /** Adds a statement; answers whether it has a row. */
  public Answer<Boolean> any(String sql, @Nullable Object... arguments) {
    return count(sql, arguments).map(count -> count > 0);
  }

  private Pipeline add(String sql, @Nullable Object[] arguments, @Nullable Taker taker) {
    steps.add(new Step(Sql.of(sql), Arrays.asList(arguments), taker, common));
    return this;
  }

  private static <R extends Record> @Nullable Object[] arguments(
      RowStatement<R> statement, Collection<? extends R> records, Parameters... parameters) {
    var arguments = new ArrayList<@Nullable Object>(statement.arrays(records));
    arguments.addAll(List.of(parameters));
    return arguments.toArray();
  }

  private static <R> Taker reading(Class<R> type, Consumer<? super R> taker) {
    return rows -> {
      var reader = RowReader.of(type, rows);
      while (rows.next()) {
        var value = reader.read(rows);
        if (value == null) {
          throw new RowException("null is not a " + type.getName());
        }
        taker.accept(value);
      }
    };
  }

  private static <R> List<R> all(Class<R> type, ResultSet rows) throws SQLException {
    var all = new ArrayList<R>();
    reading(type, (R row) -> all.add(row)).take(rows);
    return all;
  }

  private static <R> Optional<R> first(Class<R> type, ResultSet rows) throws SQLException {
    var reader = RowReader.of(type, rows);
    return rows.next() ? Optional.ofNullable(reader.read(rows)) : Optional.empty();
  }

  /** The answer of a statement once it has run. */
  private static final class Later<T> {

    private final String sql;
    private @Nullable T value;

    Later(String sql) {
      this.sql = sql;
    }

    private interface Reading<T> {
      T of(ResultSet rows) throws SQLException;
    }

    Taker of(Reading<T> reading) {
      return rows -> value = reading.of(rows);
    }

    T get() {
      if (value == null) {
        throw new RowException("the query was not sent, or can't return rows: " + sql);
      }
      return value;
    }
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Sends the statements and takes their rows; the transaction stays open. */
  public void run(Connection connection) throws SQLException {
    if (steps.isEmpty()) {
      return;
    }
    var sql = new StringBuilder();
    for (var step : steps) {
      sql.append(sql.isEmpty() ? "" : ";\n").append(step.sql().text());
    }
    try (var statement = connection.prepareStatement(sql.toString())) {
      var binder = new Binder(connection, statement);
      for (var step : steps) {
        binder.bind(step.sql(), step.arguments(), step.common() == null ? common : step.common());
      }
      var isRows = statement.execute();
      for (var step : steps) {
        if (isRows) {
          try (var result = statement.getResultSet()) {
            if (step.taker() != null) {
              step.taker().take(result);
            }
          }
        }
        isRows = statement.getMoreResults();
      }
    }
  }

  /**
   * Sends the only statement there is as a transaction of its own, without begin and commit. The
   * pool gives the connection back its usual mode.
   */
  public void runAlone(Connection connection) throws SQLException {
    if (steps.size() != 1) {
      throw new IllegalStateException(steps.size() + " statements are no transaction of their own");
    }
    connection.setAutoCommit(true);
    run(connection);
  }

  /** Sends the statements together with a commit. */
  public void commit(Connection connection) throws SQLException {
    add(COMMIT);
    run(connection);
  }
}
