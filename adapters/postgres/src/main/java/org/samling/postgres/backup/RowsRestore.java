package org.samling.postgres.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.samling.postgres.connection.TransactionNumbers;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.schema.Migrations;
import org.samling.postgres.schema.Provisioning;

/**
 * Restores the rows of a backup into an empty database, in one transaction that commits only once
 * the whole backup has been checked. Foreign keys are checked at the end, triggers don't run, and
 * transaction numbers, which mean nothing on another server, are replaced by small ones in the same
 * order.
 */
public final class RowsRestore implements BackupReader.Taker, AutoCloseable {

  private static final String FOREIGN_KEYS =
      """
      select c.conrelid::regclass::text as "table", quote_ident(c.conname) as name,
        pg_get_constraintdef(c.oid) as definition
      from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
      where c.contype = 'f' and c.conparentid = 0 and %s
      """
          .formatted(LibraryTables.SCHEMAS);

  private static final String FORCED =
      """
      select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relforcerowsecurity and %s
      """
          .formatted(LibraryTables.SCHEMAS);

  private final Connection connection;
  private final Map<String, LibraryTables.Table> tables = new HashMap<>();
  private final List<ForeignKey> foreignKeys = new ArrayList<>();
  private @Nullable LibraryTables library;

  private record ForeignKey(String table, String name, String definition) {}

  private RowsRestore(Connection connection) {
    this.connection = connection;
  }

  /**
   * Creates the tables as they were when the backup was made, and is then ready to fill them.
   *
   * @param roles how the database is reached
   * @param schema the last migration of the backup's schema
   * @throws BackupException when the database already holds a library, or the backup is of a later
   *     version
   */
  public static RowsRestore into(Provisioning.Roles roles, int schema) {
    var newest = Migrations.state(roles.url(), roles.owner(), roles.ownerPassword()).newest();
    if (schema > newest) {
      throw new BackupException(
          "the backup has schema %d, and this version of Samling knows schema %d; restore it with the version that made it, or a later one"
              .formatted(schema, newest));
    }
    try {
      var connection =
          Migrations.primary(roles.url(), roles.owner(), roles.ownerPassword()).getConnection();
      try {
        if (holdsALibrary(connection)) {
          throw new BackupException(
              "the database %s holds a library already; restore into an empty one"
                  .formatted(roles.url()));
        }
        Migrations.run(
            roles.url(), roles.owner(), roles.ownerPassword(), roles.application(), schema);
        connection.setAutoCommit(false);
        return new RowsRestore(connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private static boolean holdsALibrary(Connection connection) throws SQLException {
    return Rows.one(connection, Boolean.class, "select to_regclass('samling.tenant') is not null")
        && Rows.one(
            connection,
            Boolean.class,
            "select exists (select from samling.tenant) or exists (select from samling.common_record)");
  }

  @Override
  public void directory(String name) {}

  @Override
  public void piece(String name, long size, InputStream content) throws IOException {
    try {
      if (name.equals(LibraryTables.ENTRY)) {
        library = BackupManifest.JSON.readValue(content.readAllBytes(), LibraryTables.class);
        open(library);
      } else if (name.startsWith(LibraryTables.PREFIX)) {
        var of = name.substring(LibraryTables.PREFIX.length(), name.lastIndexOf('/'));
        var table = tables.get(of);
        if (table == null) {
          throw new BackupException(
              "the backup has rows of %s, which is not a table".formatted(of));
        }
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy %s (%s) from stdin".formatted(table.name(), table.columnList()), content);
      }
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  /** Lets the tables take rows in any order. */
  private void open(LibraryTables rows) throws SQLException {
    try (var statement = connection.createStatement()) {
      foreignKeys.addAll(Rows.list(connection, ForeignKey.class, FOREIGN_KEYS));
      for (var key : foreignKeys) {
        statement.execute("alter table %s drop constraint %s".formatted(key.table, key.name));
      }
      var here = LibraryTables.of(connection);
      for (var table : here.tables()) {
        tables.put(table.name(), table);
        statement.execute("truncate " + table.name());
        statement.execute("alter table %s disable trigger user".formatted(table.name()));
      }
      for (var table : rows.tables()) {
        var own = tables.get(table.name());
        if (own == null || !own.columns().containsAll(table.columns())) {
          throw new BackupException(
              "the backup's table %s differs from that of its schema".formatted(table.name()));
        }
        var there = own.partitions().stream().map(LibraryTables.Partition::name).toList();
        for (var partition : table.partitions()) {
          if (!there.contains(partition.name())) {
            statement.execute(
                "create table %s partition of %s %s"
                    .formatted(partition.name(), table.name(), partition.bound()));
          }
        }
        // Restored tables have the columns of the backup, in its order.
        tables.put(table.name(), table);
      }
      for (var table : fenced()) {
        statement.execute("alter table %s no force row level security".formatted(table));
      }
    }
  }

  private final List<String> forced = new ArrayList<>();

  /** The tables whose row-level security applies to their owner as well. */
  private List<String> fenced() throws SQLException {
    forced.addAll(Rows.list(connection, String.class, FORCED));
    return forced;
  }

  /**
   * Checks the restored rows and makes them durable; to be called once the backup has been read to
   * its end.
   *
   * @throws BackupException when rows refer to others that do not exist
   */
  public void commit() {
    var rows = library;
    if (rows == null) {
      throw new BackupException("the backup has no tables in it");
    }
    try (var statement = connection.createStatement()) {
      TransactionNumbers.renew(connection);
      for (var key : foreignKeys) {
        statement.execute(
            "alter table %s add constraint %s %s".formatted(key.table, key.name, key.definition));
      }
      for (var table : forced) {
        statement.execute("alter table %s force row level security".formatted(table));
      }
      for (var table : tables.keySet()) {
        statement.execute("alter table %s enable trigger user".formatted(table));
      }
      for (var sequence : rows.sequences()) {
        if (sequence.last() != null) {
          statement.execute("select setval('%s', %d)".formatted(sequence.name(), sequence.last()));
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("analyze");
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private static BackupException unwritable(SQLException e) {
    return new BackupException("the database can't be restored: " + e.getMessage(), e);
  }

  /** Undoes what was not committed. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }
}
