package org.samling.postgres.tables;

/** How readers that store their position read the outbox in the order of commit. */
public final class OutboxReader {

  /**
   * The condition that an event o of the outbox has not been read yet and that every earlier
   * transaction has ended. The position is given as two values, each from a query of its own, and
   * not as a joined row, so that the index is read from there in order: under row-level security no
   * index is searched by an expression that contains {@code coalesce}. Parameters: {@code :tenant}
   * and {@code :reader}.
   */
  public static final String UNREAD =
      """
      o.tenant_id = :tenant and o.xid < pg_snapshot_xmin(pg_current_snapshot())
        and (o.xid, o.id) > (
          (select coalesce((select xid from outbox_position where tenant_id = :tenant and reader = :reader), '0'::xid8)),
          (select coalesce((select id from outbox_position where tenant_id = :tenant and reader = :reader),
            '00000000-0000-0000-0000-000000000000'::uuid)))
      """;

  private OutboxReader() {}
}
