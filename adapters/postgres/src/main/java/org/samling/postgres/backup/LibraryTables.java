package org.samling.postgres.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.schema.Migrations;

/**
 * The tables of a library, as read from PostgreSQL's catalogue: what a backup of rows needs to know
 * of the schema besides its version.
 *
 * @param tables all of them
 * @param sequences all of them
 * @param tenants the numbers of all tenants
 */
record LibraryTables(List<Table> tables, List<Sequence> sequences, List<Integer> tenants) {

  /** The entry of the backup that holds this. */
  static final String ENTRY = "tables.json";

  /** The prefix of the entries with rows. */
  static final String PREFIX = "rows/";

  /** Copies the lists. */
  LibraryTables {
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    tenants = List.copyOf(tenants);
  }

  /**
   * A table.
   *
   * @param name with its schema, both quoted where necessary
   * @param columns those that are not computed, quoted where necessary
   * @param fenced whether a tenant's rows can only be seen by transactions that act for it
   * @param partitions its partitions
   */
  record Table(String name, List<String> columns, boolean fenced, List<Partition> partitions) {

    /** Copies the lists. */
    Table {
      columns = List.copyOf(columns);
      partitions = List.copyOf(partitions);
    }

    /** Its columns, as statements name them. */
    String columnList() {
      return String.join(", ", columns);
    }
  }

  /**
   * A partition of a table.
   *
   * @param name with its schema
   * @param bound which rows it holds, in PostgreSQL's words
   */
  record Partition(String name, String bound) {}

  /**
   * A sequence.
   *
   * @param name with its schema
   * @param last its last value, or null where none was used yet
   */
  record Sequence(String name, @Nullable Long last) {}

  /** The schemas of a library's tables. */
  static final String SCHEMAS = "n.nspname in ('samling', 'samling_person')";

  private static final String TABLES =
      """
      select format('%%I.%%I', n.nspname, c.relname) as name, c.oid,
        exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant') as fenced,
        array(select quote_ident(a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where %s and c.relkind in ('r', 'p') and not c.relispartition and c.relname not in ('flyway_schema_history', 'acting_key')
      order by 1
      """
          .formatted(SCHEMAS);

  private static final String PARTITIONS =
      """
      select format('%I.%I', n.nspname, c.relname) as name, pg_get_expr(c.relpartbound, c.oid) as bound
      from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace
      where i.inhparent = ? order by 1
      """;

  private static final String SEQUENCES =
      """
      select format('%I.%I', schemaname, sequencename) as name, last_value as last from pg_sequences
      where schemaname in ('samling', 'samling_person') and sequencename <> 'session_number' order by 1
      """;

  private static final String TENANTS =
      "select id from %s.tenant order by id".formatted(Migrations.SCHEMA);

  private record TableRow(String name, boolean fenced, long oid, List<String> columns) {}

  /** The tables, as the transaction of a connection sees them. */
  static LibraryTables of(Connection connection) throws SQLException {
    var tables = new ArrayList<Table>();
    for (var row : Rows.list(connection, TableRow.class, TABLES)) {
      var partitions = Rows.list(connection, Partition.class, PARTITIONS, row.oid());
      tables.add(new Table(row.name(), row.columns(), row.fenced(), partitions));
    }
    return new LibraryTables(
        tables,
        Rows.list(connection, Sequence.class, SEQUENCES),
        Rows.list(connection, Integer.class, TENANTS));
  }
}
