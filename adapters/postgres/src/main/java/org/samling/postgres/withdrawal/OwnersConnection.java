package org.samling.postgres.withdrawal;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.rows.Rows;

/**
 * A connection of the owner of the tables, who needs no claim to act for somebody.
 *
 * @param connection not in a transaction
 */
record OwnersConnection(Connection connection) {

  /** What is done in a transaction. */
  interface Work<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  /** A transaction that acts for a tenant, or with 0 for the library as a whole. */
  <T extends @Nullable Object> T acting(int tenant, Work<T> work) throws SQLException {
    try {
      Rows.run(connection, "select act_as(?)", tenant);
      var result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }
}
