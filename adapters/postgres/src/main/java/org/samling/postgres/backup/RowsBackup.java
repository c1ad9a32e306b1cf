package org.samling.postgres.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.samling.core.organisation.Secret;
import org.samling.postgres.rows.Rows;

/**
 * Copies the rows of a library in one snapshot, while the library works. Row-level security applies
 * to the owner of the tables as well, so a fenced table is read tenant by tenant.
 */
public final class RowsBackup {

  /** The approximate size of a piece in bytes; it consists of whole rows. */
  private static final int PIECE = 4 << 20;

  private static final String SIZE =
      """
      select coalesce(sum(pg_table_size(c.oid)), 0)::bigint
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and %s
      """
          .formatted(LibraryTables.SCHEMAS);

  private final String url;
  private final String user;
  private final Secret password;
  private final Progress progress;
  private long done;
  private long total;
  private long rows;

  /**
   * Copies from this database.
   *
   * @param url the JDBC address of the library's database
   * @param user the owner of the tables, or a superuser
   * @param progress receives how much has been copied
   */
  public RowsBackup(String url, String user, Secret password, Progress progress) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.progress = progress;
  }

  /**
   * Copies everything.
   *
   * @param writer receives it
   * @return how many rows there are
   * @throws BackupException when that is not possible
   */
  public String write(BackupWriter writer) {
    try (var connection = DriverManager.getConnection(url, user, password.value())) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      var library = LibraryTables.of(connection);
      total = size(connection);
      writer.add(LibraryTables.ENTRY, BackupManifest.JSON.writeValueAsBytes(library));
      for (var table : library.tables()) {
        if (table.fenced()) {
          for (var tenant : library.tenants()) {
            actFor(connection, tenant);
            copy(connection, writer, table, " where tenant_id = " + tenant, tenant.toString());
          }
        } else {
          actFor(connection, 0);
          copy(connection, writer, table, "", "all");
        }
      }
      connection.commit();
      return "%,d rows in %d tables".formatted(rows, library.tables().size());
    } catch (SQLException e) {
      throw new BackupException("the database could not be backed up: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BackupException("the database could not be backed up: " + e, e);
    }
  }

  private static long size(Connection connection) throws SQLException {
    return Rows.one(connection, Long.class, SIZE);
  }

  /** The owner needs no claim. */
  private static void actFor(Connection connection, int tenant) throws SQLException {
    Rows.run(connection, "select samling.act_as(?)", tenant);
  }

  private void copy(
      Connection connection,
      BackupWriter writer,
      LibraryTables.Table table,
      String where,
      String part)
      throws SQLException, IOException {
    var from = connection.unwrap(PGConnection.class).getCopyAPI();
    var out =
        from.copyOut(
            "copy (select %s from %s%s) to stdout"
                .formatted(table.columnList(), table.name(), where));
    var piece = new ByteArrayOutputStream();
    var number = 0;
    for (var row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
      piece.writeBytes(row);
      rows++;
      done += row.length;
      if (piece.size() >= PIECE) {
        put(writer, table, part, number++, piece);
      }
    }
    if (piece.size() > 0) {
      put(writer, table, part, number, piece);
    }
  }

  private void put(
      BackupWriter writer,
      LibraryTables.Table table,
      String part,
      int number,
      ByteArrayOutputStream piece) {
    writer.add(
        "%s%s/%s-%06d".formatted(LibraryTables.PREFIX, table.name(), part, number),
        piece.toByteArray());
    piece.reset();
    progress.at(done, Math.max(done, total), table.name());
  }
}
