package org.samling.postgres.withdrawal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samling.postgres.rows.Rows;

/**
 * The tables with rows of tenants, as read from PostgreSQL's catalogue: those that refer to others
 * first, so that rows can be deleted in this order.
 */
final class TenantTables {

  /**
   * A table.
   *
   * @param name with its schema where that is not samling
   * @param fenced whether a tenant's rows can only be seen by transactions that act for it
   */
  record Table(String name, boolean fenced) {}

  private static final String TABLES =
      """
      select c.oid::regclass::text as name,
        exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant') as fenced
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('samling', 'samling_person') and c.relkind in ('r', 'p') and not c.relispartition
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
      order by 1
      """;

  /** Items and holds refer to each other; items are let go of their holds before either goes. */
  private static final String REFERENCES =
      """
      select distinct c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent
      from pg_constraint c
      where c.contype = 'f' and c.conparentid = 0 and c.conrelid <> c.confrelid
        and not (c.conrelid = 'item'::regclass and c.confrelid = 'hold'::regclass)
      """;

  private static final String LEAVES =
      """
      select relid::regclass::text from pg_partition_tree(?::regclass) where isleaf
      union
      select c.oid::regclass::text from pg_class c where c.oid = ?::regclass and c.relkind = 'r'
      order by 1
      """;

  private record Reference(String child, String parent) {}

  private TenantTables() {}

  /** All of them. */
  static List<Table> of(Connection connection) throws SQLException {
    var left = new ArrayList<>(Rows.list(connection, Table.class, TABLES));
    var references = Rows.list(connection, Reference.class, REFERENCES);
    var ordered = new ArrayList<Table>();
    while (!left.isEmpty()) {
      Set<String> names = new HashSet<>();
      left.forEach(table -> names.add(table.name()));
      var free =
          left.stream()
              .filter(table ->
                  references.stream()
                      .noneMatch(r -> r.parent().equals(table.name()) && names.contains(r.child())))
              .toList();
      if (free.isEmpty()) {
        throw new IllegalStateException("tables refer to each other in a circle: " + names);
      }
      ordered.addAll(free);
      left.removeAll(free);
    }
    return ordered;
  }

  /** The tables that hold the rows of one: its partitions, or itself. */
  static List<String> leaves(Connection connection, String table) throws SQLException {
    return Rows.list(connection, String.class, LEAVES, table, table);
  }
}
