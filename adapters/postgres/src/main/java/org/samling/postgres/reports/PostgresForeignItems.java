package org.samling.postgres.reports;

import java.util.List;
import java.util.UUID;
import org.samling.core.circulation.ForeignItems;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.tables.OutboxReader;

/**
 * Reads the hand-ins in a tenant's outbox after the stored position. A transaction's rows are
 * returned once every earlier one has ended (below {@code pg_snapshot_xmin}), so that none can turn
 * up behind the reader.
 */
public final class PostgresForeignItems implements ForeignItems {

  private static final String READER = "hand-ins";

  private static final String HANDED_IN =
      """
      select o.id, o.xid::text::bigint as transaction, o.payload->>'barcode' as barcode, o.payload->>'owner' as owner,
        o.payload->>'branch' as branch, (o.payload->>'at')::timestamptz as at, o.at as recorded
      from outbox o where o.kind = 'others-item-handed-in' and
      """
          + OutboxReader.UNREAD
          + "order by o.xid, o.id limit :limit";

  public static final String PASSED_ON =
      """
      insert into outbox_position (tenant_id, reader, xid, id) values (:tenant, :reader, :xid::text::xid8, :id)
      on conflict (tenant_id, reader) do update set xid = excluded.xid, id = excluded.id
      where (excluded.xid, excluded.id) > (outbox_position.xid, outbox_position.id)
      returning 1
      """;

  private final Database database;

  public PostgresForeignItems(Database database) {
    this.database = database;
  }

  @Override
  public List<HandedIn> handedIn(TenantId tenant, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(HandedIn.class, HANDED_IN, Parameters.of("reader", READER).and("limit", limit)));
  }

  @Override
  public boolean passedOn(TenantId tenant, HandedIn last) {
    return database.inTenant(
        tenant,
        p -> p.any(PASSED_ON, position(READER, Long.toString(last.transaction()), last.id())));
  }

  /** How far a reader of the outbox has come. */
  public static Parameters position(String reader, String transaction, UUID event) {
    return Parameters.of("reader", reader).and("xid", transaction).and("id", event);
  }
}
