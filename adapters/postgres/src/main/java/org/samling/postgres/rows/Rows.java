package org.samling.postgres.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Single statements on a connection, each a round trip; for more see {@link Pipeline}. */
public final class Rows {

  private Rows() {}

  /** The rows of a statement. */
  public static <R> List<R> list(
      Connection connection, Class<R> type, String sql, @Nullable Object... arguments)
      throws SQLException {
    return query(connection, pipeline -> pipeline.list(type, sql, arguments));
  }

  /** The first row of a statement, if it has one and that is not null. */
  public static <R> Optional<R> optional(
      Connection connection, Class<R> type, String sql, @Nullable Object... arguments)
      throws SQLException {
    return query(connection, pipeline -> pipeline.optional(type, sql, arguments));
  }

  /** The first row of a statement, which must exist. */
  public static <R> R one(
      Connection connection, Class<R> type, String sql, @Nullable Object... arguments)
      throws SQLException {
    return query(connection, pipeline -> pipeline.one(type, sql, arguments));
  }

  /** Runs a statement whose rows, if any, are ignored. */
  public static void run(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    new Pipeline().add(sql, arguments).run(connection);
  }

  private static <T> T query(Connection connection, Function<Pipeline, Answer<T>> asking)
      throws SQLException {
    var pipeline = new Pipeline();
    var answer = asking.apply(pipeline);
    pipeline.run(connection);
    return answer.get();
  }
}
