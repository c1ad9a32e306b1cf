package org.samling.postgres.withdrawal;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.samling.postgres.backup.BackupWriter;
import org.samling.postgres.backup.Progress;
import org.samling.postgres.rows.Rows;

/**
 * Writes all rows of a tenant as CSV in UTF-8, a file for each table, with the common records of
 * which it has items. What is a secret, or means nothing elsewhere, is left out.
 */
final class TenantExport {

  /** The approximate size of a piece in bytes; a table that has more gets several files. */
  private static final int PIECE = 16 << 20;

  /** Secrets, and what this server alone can use. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "account_directory",
          "account_token",
          "answered_request",
          "authority_link",
          "command_outcome",
          "common_record_released",
          "local_import_earlier",
          "local_import_review",
          "local_import_seen",
          "local_match_point",
          "local_record_due",
          "local_record_key",
          "local_record_number",
          "outbox_position",
          "patron_pin",
          "patron_pin_failure",
          "record_change",
          "record_link",
          "samling_person.link");

  private static final String COLUMNS =
      """
      select quote_ident(attname) from pg_attribute
      where attrelid = ?::regclass and attnum > 0 and not attisdropped
        and attname not in ('password_hash', 'pepper_version', 'sealed', 'seal_key_version')
      order by attnum
      """;

  private static final String COMMON_RECORDS =
      """
      select r.id, r.source, r.control_number, r.format, r.original, r.content, r.title, r.author, r.published, r.isbns,
        r.numbers, r.created_at, r.changed_at
      from common_record r join common_record_holder h on h.common_record_id = r.id where h.tenant_id = %d
      """;

  private final Connection connection;
  private final BackupWriter writer;
  private final Progress progress;
  private long done;

  TenantExport(Connection connection, BackupWriter writer, Progress progress) {
    this.connection = connection;
    this.writer = writer;
    this.progress = progress;
  }

  void write(int tenant) throws SQLException {
    Rows.run(connection, "select act_as(?)", tenant);
    copy("tenant", "select code, name, time_zone, currency from tenant where id = " + tenant);
    for (var table : TenantTables.of(connection)) {
      if (!LEFT_OUT.contains(table.name())) {
        Rows.run(connection, "select act_as(?)", table.fenced() ? tenant : 0);
        var columns =
            Rows.list(connection, String.class, COLUMNS, table.name()).stream()
                .collect(Collectors.joining(", "));
        copy(
            table.name(),
            "select %s from %s where tenant_id = %d".formatted(columns, table.name(), tenant));
      }
    }
    Rows.run(connection, "select act_as(?)", tenant);
    copy("common_record", COMMON_RECORDS.formatted(tenant));
  }

  private void copy(String name, String rows) throws SQLException {
    var out =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (%s) to stdout (format csv, header, encoding 'UTF8')".formatted(rows));
    var header = new byte[0];
    var piece = new ByteArrayOutputStream();
    var number = 1;
    var written = 0L;
    for (var row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
      if (header.length == 0) {
        header = row;
      }
      if (piece.size() >= PIECE) {
        put(name, number++, piece);
        piece.writeBytes(header);
      }
      piece.writeBytes(row);
      written++;
    }
    if (written > 1) {
      put(name, number, piece);
    }
  }

  private void put(String name, int number, ByteArrayOutputStream piece) {
    var file = number == 1 ? name + ".csv" : "%s-%d.csv".formatted(name, number);
    done += piece.size();
    writer.add(file, piece.toByteArray());
    piece.reset();
    progress.at(done, done, name);
  }
}
