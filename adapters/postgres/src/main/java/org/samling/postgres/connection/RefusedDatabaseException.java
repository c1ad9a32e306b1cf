package org.samling.postgres.connection;

import java.sql.SQLException;

/** A database that answers, but must not be written to. */
final class RefusedDatabaseException extends SQLException {

  /** "The server rejected the connection": nothing was done. */
  static final String STATE = "08004";

  private static final long serialVersionUID = 1L;

  /**
   * Makes it.
   *
   * @param host which server
   * @param objection why, and what to do
   */
  RefusedDatabaseException(String host, String objection) {
    super("the database on %s is refused: %s".formatted(host, objection), STATE);
  }
}
