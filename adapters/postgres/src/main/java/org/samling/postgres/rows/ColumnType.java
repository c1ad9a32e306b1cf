package org.samling.postgres.rows;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;

/**
 * How values of a Java type are stored in a column, and as elements of an array.
 *
 * @param name the PostgreSQL type that they are sent as; null for types that can't be sent
 * @param reader reads a column; null for null
 * @param fromElement makes a value from an array element as the driver returns it
 * @param toElement makes an array element from a value
 * @param array makes an array of elements to send
 * @param ifNull the value that null stands for; null where there is none
 */
record ColumnType(
    @Nullable String name,
    Reader reader,
    Function<Object, Object> fromElement,
    Function<Object, Object> toElement,
    IntFunction<? extends @Nullable Object[]> array,
    @Nullable Object ifNull) {

  /** Reads a column. */
  interface Reader {
    @Nullable Object read(ResultSet row, int column) throws SQLException;
  }

  private static final Map<Class<?>, ColumnType> KNOWN = new HashMap<>();

  static {
    put(String.class, "text", ResultSet::getString, String[]::new);
    put(UUID.class, "uuid", (row, i) -> row.getObject(i, UUID.class), UUID[]::new);
    put(BigDecimal.class, "numeric", ResultSet::getBigDecimal, Object[]::new);
    put(byte[].class, "bytea", ResultSet::getBytes, byte[][]::new);
    put(LocalTime.class, "time", (row, i) -> row.getObject(i, LocalTime.class), Object[]::new);
    put(LocalDate.class, "date", (row, i) -> row.getObject(i, LocalDate.class), Object[]::new);
    put(Instant.class, "timestamptz", ColumnType::instant, Object[]::new);
    for (var type : List.of(int.class, Integer.class)) {
      put(type, "int4", (row, i) -> unlessNull(row, row.getInt(i)), Object[]::new);
    }
    for (var type : List.of(long.class, Long.class)) {
      put(type, "int8", (row, i) -> unlessNull(row, row.getLong(i)), Object[]::new);
    }
    for (var type : List.of(short.class, Short.class)) {
      put(type, "int2", (row, i) -> unlessNull(row, row.getShort(i)), Object[]::new);
    }
    for (var type : List.of(double.class, Double.class)) {
      put(type, "float8", (row, i) -> unlessNull(row, row.getDouble(i)), Object[]::new);
    }
    for (var type : List.of(boolean.class, Boolean.class)) {
      put(type, "bool", (row, i) -> unlessNull(row, row.getBoolean(i)), Object[]::new);
    }
    converted(ZoneId.class, ZoneId::of, ZoneId::getId);
    converted(Currency.class, Currency::getInstance, Currency::getCurrencyCode);
    KNOWN.put(
        Bytes.class,
        new ColumnType(
            "bytea",
            (row, i) -> {
              var bytes = row.getBytes(i);
              return bytes == null ? null : Bytes.of(bytes);
            },
            element -> Bytes.of((byte[]) element),
            value -> ((Bytes) value).toArray(),
            byte[][]::new,
            null));
    KNOWN.put(
        JsonText.class,
        new ColumnType(
            "jsonb",
            (row, i) -> JsonText.ofNullable(row.getString(i)),
            element -> new JsonText(String.valueOf(element)),
            value -> ((JsonText) value).json(),
            Object[]::new,
            null));
  }

  private static void put(
      Class<?> type, String name, Reader reader, IntFunction<? extends @Nullable Object[]> array) {
    KNOWN.put(
        type,
        new ColumnType(
            name, reader, element -> element(type, element), value -> value, array, null));
  }

  /** A type whose values are stored as text. */
  private static <T> void converted(
      Class<T> type, Function<String, T> ofText, Function<T, String> toText) {
    KNOWN.put(
        type,
        new ColumnType(
            "text",
            (row, i) -> {
              var text = row.getString(i);
              return text == null ? null : ofText.apply(text);
            },
            element -> ofText.apply((String) element),
            value -> toText.apply(type.cast(value)),
            String[]::new,
            null));
  }

  private static @Nullable Object instant(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Object unlessNull(ResultSet row, Object value) throws SQLException {
    return row.wasNull() ? null : value;
  }

  /** An array element, converted to the class that a column of its type has. */
  private static Object element(Class<?> type, Object element) {
    return switch (element) {
      case Short number when type == Integer.class -> number.intValue();
      case Timestamp time -> time.toInstant();
      case Date day -> day.toLocalDate();
      case Time time -> time.toLocalTime();
      default -> element;
    };
  }

  /** Whether a record is a value in one column: it has only one component. */
  static boolean isValue(Class<?> type) {
    return !type.isRecord() || KNOWN.containsKey(type) || type.getRecordComponents().length == 1;
  }

  /** The type of a component, a column of its own. */
  static ColumnType of(Type type) {
    if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> raw
        && (raw == List.class || raw == Set.class)) {
      return many(raw == Set.class, of(generic.getActualTypeArguments()[0]));
    }
    if (!(type instanceof Class<?> plain)) {
      throw new RowException("no column holds a " + type.getTypeName());
    }
    var known = KNOWN.get(plain);
    if (known != null) {
      return known;
    }
    if (plain.isEnum()) {
      return constant(plain);
    }
    if (plain.isRecord() && plain.getRecordComponents().length == 1) {
      return wrapped(plain);
    }
    throw new RowException("no column holds a " + plain.getName());
  }

  /** A constant, by its name. */
  private static ColumnType constant(Class<?> type) {
    var constants = new HashMap<String, Object>();
    for (var each : type.getEnumConstants()) {
      constants.put(((Enum<?>) each).name(), each);
    }
    Function<Object, Object> named =
        name -> {
          var found = constants.get(name);
          if (found == null) {
            throw new RowException("%s has no constant %s".formatted(type.getName(), name));
          }
          return found;
        };
    return new ColumnType(
        "text",
        (row, i) -> {
          var name = row.getString(i);
          return name == null ? null : named.apply(name);
        },
        named,
        value -> ((Enum<?>) value).name(),
        String[]::new,
        null);
  }

  /** A record around a single value, such as the number of a tenant. */
  private static ColumnType wrapped(Class<?> type) {
    var component = type.getRecordComponents()[0];
    var inner = of(component.getGenericType());
    var constructor = Handles.constructor(type);
    var accessor = Handles.accessor(component);
    return new ColumnType(
        inner.name,
        (row, i) -> {
          var value = inner.reader.read(row, i);
          return value == null ? null : Handles.construct(constructor, new Object[] {value});
        },
        element -> Handles.construct(constructor, new Object[] {inner.fromElement.apply(element)}),
        value -> inner.toElement.apply(required(accessor, value)),
        inner.array,
        null);
  }

  private static Object required(MethodHandle accessor, Object of) {
    var value = Handles.get(accessor, of);
    if (value == null) {
      throw new RowException("there is nothing in " + of.getClass().getName());
    }
    return value;
  }

  /** The elements of an array; none where the column is null, as an aggregate of no rows is. */
  private static ColumnType many(boolean isSet, ColumnType of) {
    Reader reader =
        (row, i) -> {
          var array = row.getArray(i);
          if (array == null) {
            return null;
          }
          var elements = (Object[]) array.getArray();
          var values = new ArrayList<Object>(elements.length);
          for (var element : elements) {
            values.add(of.fromElement.apply(element));
          }
          return isSet
              ? Collections.unmodifiableSet(new LinkedHashSet<>(values))
              : Collections.unmodifiableList(values);
        };
    return new ColumnType(
        null,
        reader,
        element -> element,
        value -> value,
        Object[]::new,
        isSet ? Set.of() : List.of());
  }
}
