package org.samling.postgres.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one result as values of a class. */
interface RowReader<R> {

  /** The value of the current row of a result; null where its only column is null. */
  @Nullable R read(ResultSet row) throws SQLException;

  /**
   * The reader of a result: a record is read by the names of its columns, anything else from the
   * only column.
   *
   * @throws RowException where the columns do not match
   */
  static <R> RowReader<R> of(Class<R> type, ResultSet rows) throws SQLException {
    if (type.isRecord()) {
      var columns = RecordColumns.of(type);
      var places = columns.places(rows);
      return row -> type.cast(columns.read(row, places));
    }
    var count = rows.getMetaData().getColumnCount();
    if (count != 1) {
      throw new RowException(
          "a %s can't be read from a row of %d columns".formatted(type.getName(), count));
    }
    var reader = ColumnType.of(type).reader();
    return row -> type.cast(reader.read(row, 1));
  }
}
