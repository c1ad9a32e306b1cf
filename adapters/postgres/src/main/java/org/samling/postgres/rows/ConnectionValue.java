package org.samling.postgres.rows;

import java.sql.Connection;
import java.sql.SQLException;

/** An argument of a statement that is known only once there is a connection. */
public interface ConnectionValue {

  /**
   * Returns the value to be bound.
   *
   * @param connection the one that the statement is sent on
   */
  Object on(Connection connection) throws SQLException;
}
