package org.samling.postgres.rows;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a record: the component {@code pickupBranch} is stored in {@code pickup_branch}. A
 * component that is a record of several components has columns of its own among them, with its
 * {@link Prefix} if there is one; where all of them are null the component is null, if it may be.
 *
 * <p>Built once for each class of records.
 */
final class RecordColumns {

  private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private static final ClassValue<RecordColumns> ALL =
      new ClassValue<>() {
        @Override
        protected RecordColumns computeValue(Class<?> type) {
          return new RecordColumns(type);
        }
      };

  private final Class<?> type;
  private final List<Column> columns = new ArrayList<>();
  private final Group root;

  private RecordColumns(Class<?> type) {
    if (!type.isRecord()) {
      throw new RowException(type.getName() + " is not a record");
    }
    this.type = type;
    this.root = group(type, "", List.of());
  }

  static RecordColumns of(Class<?> type) {
    return ALL.get(type);
  }

  /** What a record is made of. */
  private sealed interface Part {

    /** Its value in a row: null where all its columns are null. */
    @Nullable Object read(ResultSet row, int[] places) throws SQLException;

    /** What null in a row becomes: a value, or null where that is allowed. */
    @Nullable Object ofNull();
  }

  /**
   * A component in a column of its own.
   *
   * @param number its number among the columns of the whole record
   * @param isNullable whether the component may be null; reflection is too slow to ask for each row
   * @param path the components that lead to it from the whole record
   */
  record Column(
      int number,
      String name,
      ColumnType type,
      RecordComponent component,
      boolean isNullable,
      List<Step> path)
      implements Part {

    @Override
    public @Nullable Object read(ResultSet row, int[] places) throws SQLException {
      return type.reader().read(row, places[number]);
    }

    @Override
    public @Nullable Object ofNull() {
      if (isNullable) {
        return null;
      }
      if (type.ifNull() == null) {
        throw new RowException(
            "%s.%s is null in a row"
                .formatted(component.getDeclaringRecord().getName(), component.getName()));
      }
      return type.ifNull();
    }

    /** Its value in a record, as an element of an array to send. */
    @Nullable Object element(Object of) {
      @Nullable Object value = of;
      for (var step : path) {
        if (value == null) {
          return null;
        }
        value = Handles.get(step.accessor(), value);
      }
      return value == null ? null : type.toElement().apply(value);
    }

    /** Whether the whole record's component of this name is this one, or contains it. */
    boolean isOf(String name) {
      return path.getFirst().name().equals(name);
    }
  }

  /** A step from a record to one of its components. */
  record Step(String name, MethodHandle accessor) {}

  /** A record of several components. */
  private record Group(MethodHandle constructor, List<Part> parts) {

    @Nullable Object[] read(ResultSet row, int[] places) throws SQLException {
      var values = new @Nullable Object[parts.size()];
      for (var i = 0; i < values.length; i++) {
        values[i] = parts.get(i).read(row, places);
      }
      return values;
    }

    Object made(@Nullable Object[] values) {
      for (var i = 0; i < values.length; i++) {
        if (values[i] == null) {
          values[i] = parts.get(i).ofNull();
        }
      }
      return Handles.construct(constructor, values);
    }
  }

  /** A component that is a record of several. */
  private record Inner(boolean isNullable, Group group) implements Part {

    @Override
    public @Nullable Object read(ResultSet row, int[] places) throws SQLException {
      var values = group.read(row, places);
      for (var value : values) {
        if (value != null) {
          return group.made(values);
        }
      }
      return null;
    }

    @Override
    public @Nullable Object ofNull() {
      return isNullable ? null : group.made(new @Nullable Object[group.parts().size()]);
    }
  }

  private Group group(Class<?> of, String prefix, List<Step> path) {
    var parts = new ArrayList<Part>();
    for (var component : of.getRecordComponents()) {
      var further = new ArrayList<>(path);
      further.add(new Step(component.getName(), Handles.accessor(component)));
      if (ColumnType.isValue(component.getType())) {
        var column =
            new Column(
                columns.size(),
                prefix + snake(component.getName()),
                ColumnType.of(component.getGenericType()),
                component,
                isNullable(component),
                further);
        columns.add(column);
        parts.add(column);
      } else {
        var own = component.getAnnotation(Prefix.class);
        parts.add(
            new Inner(
                isNullable(component),
                group(component.getType(), own == null ? prefix : own.value(), further)));
      }
    }
    return new Group(Handles.constructor(of), parts);
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String snake(String name) {
    return INNER_CAPITAL.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  /** All columns, in the order of the components. */
  List<Column> all() {
    return columns;
  }

  /**
   * Where the columns of the record are in a result. Other columns are ignored: a newer version of
   * the program may have added them to the table.
   */
  int[] places(ResultSet rows) throws SQLException {
    var places = new int[columns.size()];
    for (var column : columns) {
      try {
        places[column.number()] = rows.findColumn(column.name());
      } catch (SQLException e) {
        throw new RowException(
            "no column %s for %s.%s; there are %s"
                .formatted(
                    column.name(), type.getName(), column.component().getName(), names(rows)),
            e);
      }
    }
    return places;
  }

  private static String names(ResultSet rows) throws SQLException {
    var names = new ArrayList<String>();
    var columns = rows.getMetaData();
    for (var i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
    }
    return String.join(", ", names);
  }

  /** The record of a row. */
  Object read(ResultSet row, int[] places) throws SQLException {
    return root.made(root.read(row, places));
  }
}
