package org.samling.postgres.rows;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An array as a parameter of a statement.
 *
 * <p>Where its elements have the driver's own class for the type, such as {@code String} for text,
 * the driver sends it as it is; otherwise it sends the elements as text, which PostgreSQL parses.
 */
public final class SqlArray {

  private final String type;
  private final List<? extends @Nullable Object> values;
  private final IntFunction<? extends @Nullable Object[]> array;

  SqlArray(
      String type,
      List<? extends @Nullable Object> values,
      IntFunction<? extends @Nullable Object[]> array) {
    this.type = type;
    this.values = values;
    this.array = array;
  }

  /** An array of another type. Its elements are sent as text, unless the driver knows the type. */
  public static SqlArray of(String type, Collection<? extends @Nullable Object> values) {
    return new SqlArray(type, new ArrayList<>(values), Object[]::new);
  }

  /** An array of text. */
  public static SqlArray texts(Collection<? extends @Nullable String> values) {
    return new SqlArray("text", new ArrayList<>(values), String[]::new);
  }

  /** An array of text: the names of constants. */
  public static SqlArray names(Collection<? extends Enum<?>> values) {
    return texts(values.stream().<String>map(Enum::name).toList());
  }

  /** An array of uuid. */
  public static SqlArray uuids(Collection<? extends @Nullable UUID> values) {
    return new SqlArray("uuid", new ArrayList<>(values), UUID[]::new);
  }

  /** An array of int4. */
  public static SqlArray ints(Collection<? extends @Nullable Integer> values) {
    return of("int4", values);
  }

  /** An array of int4: days of the week as ISO 8601 counts them. */
  public static SqlArray weekdays(Collection<DayOfWeek> values) {
    return ints(values.stream().map(DayOfWeek::getValue).toList());
  }

  /** An array of int8. */
  public static SqlArray longs(Collection<? extends @Nullable Long> values) {
    return of("int8", values);
  }

  /** An array of bool. */
  public static SqlArray booleans(Collection<? extends @Nullable Boolean> values) {
    return of("bool", values);
  }

  /** An array of date. */
  public static SqlArray dates(Collection<? extends @Nullable LocalDate> values) {
    return of("date", values);
  }

  /** An array of timestamptz. */
  public static SqlArray instants(Collection<? extends @Nullable Instant> values) {
    return of("timestamptz", values);
  }

  /** An array of bytea. */
  public static SqlArray bytes(Collection<byte[]> values) {
    return new SqlArray("bytea", new ArrayList<>(values), byte[][]::new);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  Array on(Connection connection) throws SQLException {
    return connection.createArrayOf(type, values.toArray(array.apply(0)));
  }
}
