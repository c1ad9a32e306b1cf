package org.samling.postgres.rows;

/**
 * A row that a record can't be made of, or a record that no row can be made of: the statement and
 * the record do not fit each other, which is a fault of this program.
 */
public final class RowException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  RowException(String message) {
    super(message);
  }

  RowException(String message, Throwable cause) {
    super(message, cause);
  }
}
