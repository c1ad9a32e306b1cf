package org.samling.postgres.tables;

/** How the outbox is read in the order of commit, by readers who keep how far they came. */
public final class OutboxReading {

  /**
   * That an event o of the outbox was not read yet, and that every earlier transaction has ended.
   * The position stands there as two values, not as a joined row, each made by a query of its own,
   * so that the index is read from it on and in order: row-level security lets no index be searched
   * by an expression with {@code coalesce} in it. Parameters: {@code :tenant} and {@code :reader}.
   */
  public static final String UNREAD =
      """
      o.tenant_id = :tenant and o.xid < pg_snapshot_xmin(pg_current_snapshot())
        and (o.xid, o.id) > (
          (select coalesce((select xid from outbox_position where tenant_id = :tenant and reader = :reader), '0'::xid8)),
          (select coalesce((select id from outbox_position where tenant_id = :tenant and reader = :reader),
            '00000000-0000-0000-0000-000000000000'::uuid)))
      """;

  private OutboxReading() {}
}
