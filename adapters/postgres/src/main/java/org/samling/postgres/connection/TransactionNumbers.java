package org.samling.postgres.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The transaction numbers stored in a library's rows. They mean nothing on another server, where
 * they are replaced by small ones in the same order.
 */
public final class TransactionNumbers {

  /**
   * A reader of the outbox has read everything up to its position. Each row of the outbox gets as
   * its transaction number how many of its tenant's positions are below it, so that this stays
   * true.
   */
  private static final List<String> RENUMBERED =
      List.of(
          """
          create temporary table place on commit drop as
          select p.tenant_id, p.reader, p.xid, p.id,
            (select count(*) from samling.outbox_position q where q.tenant_id = p.tenant_id and (q.xid, q.id) < (p.xid, p.id)) below
          from samling.outbox_position p
          """,
          """
          update samling.outbox o set xid = (10 +
            (select count(*) from place p where p.tenant_id = o.tenant_id and (p.xid, p.id) < (o.xid, o.id)))::text::xid8
          """,
          """
          update samling.outbox_position o set xid = (10 + p.below)::text::xid8, id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
          from place p where p.tenant_id = o.tenant_id and p.reader = o.reader
          """,
          "update samling.record_change set xid = '3'",
          "delete from samling.catalogue_moment");

  private TransactionNumbers() {}

  /**
   * Replaces them by small ones, in the transaction of a connection.
   *
   * @param connection a connection of the owner of the tables, with the outbox's row-level security
   *     open to it
   */
  public static void renew(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : RENUMBERED) {
        statement.execute(sql);
      }
    }
  }
}
