package org.samling.postgres.rows;

/**
 * A row that no record can be made of, or a record that no row can be made of: the statement and
 * the record do not match, which is a bug in this program.
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
