package org.samling.postgres.checkup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.samling.core.StoreException;
import org.samling.core.organisation.Secret;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.DatabaseAddress;
import org.samling.postgres.connection.DatabaseLine;
import org.samling.postgres.connection.TransactionNumbers;

/**
 * Declares a database to be the library's from now on, although it does not continue the one that
 * nodes have worked with: it was restored, or PostgreSQL was upgraded. Nodes then accept it and
 * refuse the one before.
 */
public final class DatabaseAcceptance {

  private static final String ACCEPT =
      """
      update samling.database_line l set system_identifier = s.system_identifier, timeline = %s,
        accepted_at = greatest(clock_timestamp(), l.accepted_at + interval '1 microsecond')
      from pg_control_system() s
      """
          .formatted(DatabaseLine.TIMELINE);

  private static final List<String> OUTBOX = List.of("samling.outbox", "samling.outbox_position");

  private DatabaseAcceptance() {}

  /**
   * Accepts the only primary among the servers that an address names.
   *
   * @param url the JDBC address
   * @param owner the role that owns the tables
   * @return its host and port
   * @throws StoreException when there is none, or several are
   */
  public static String accept(String url, String owner, Secret password) {
    var primaries = new ArrayList<DatabaseAddress>();
    try {
      for (var server : DatabaseAddress.of(url, owner, password, new Properties()).each()) {
        if (isPrimary(server)) {
          primaries.add(server);
        }
      }
      if (primaries.size() != 1) {
        throw new StoreException(
            StoreException.Kind.REFUSED,
            primaries.isEmpty()
                ? "no primary answers at " + url
                : "several primaries answer (%s): stop all but the one that is to be the library's"
                    .formatted(
                        primaries.stream()
                            .map(DatabaseAddress::servers)
                            .collect(Collectors.joining(", "))),
            null);
      }
      accept(primaries.getFirst());
      return primaries.getFirst().servers();
    } catch (SQLException e) {
      throw Database.unavailable(e);
    }
  }

  private static boolean isPrimary(DatabaseAddress server) throws SQLException {
    try (var connection = server.connect()) {
      return DatabaseLine.look(connection).line().isPresent();
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith("08")) {
        return false; // it does not answer
      }
      throw e;
    }
  }

  private static void accept(DatabaseAddress server) throws SQLException {
    try (var connection = server.connect()) {
      connection.setAutoCommit(false);
      var look = DatabaseLine.look(connection);
      if (look.system() != look.kept().system()) {
        renewTransactionNumbers(connection);
      }
      execute(connection, ACCEPT);
      connection.commit();
    }
  }

  private static void renewTransactionNumbers(Connection connection) throws SQLException {
    for (var table : OUTBOX) {
      execute(connection, "alter table %s no force row level security".formatted(table));
    }
    TransactionNumbers.renew(connection);
    for (var table : OUTBOX) {
      execute(connection, "alter table %s force row level security".formatted(table));
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
