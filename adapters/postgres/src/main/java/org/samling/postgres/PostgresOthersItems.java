package org.samling.postgres;

import java.util.ArrayList;
import java.util.List;
import org.samling.core.circulation.OthersItems;
import org.samling.core.organisation.TenantId;

/**
 * Reads the hand-ins in a tenant's outbox behind the position that is kept for it. A transaction's
 * rows are told once every earlier one has ended (below {@code pg_snapshot_xmin}), so that none can
 * turn up behind the reader.
 */
final class PostgresOthersItems implements OthersItems {

  private static final String READER = "hand-ins";

  private static final String HANDED_IN =
      """
      select o.id, o.xid::text::bigint as transaction, o.payload->>'barcode' as barcode, o.payload->>'owner' as owner,
        o.payload->>'branch' as branch, (o.payload->>'at')::timestamptz as at, o.at as recorded
      from outbox o where o.kind = 'others-item-handed-in' and
      """
          + OutboxReading.UNREAD
          + "order by o.xid, o.id limit ?";

  static final String PASSED_ON =
      """
      insert into outbox_position (tenant_id, reader, xid, id) values (?, ?, ?::text::xid8, ?)
      on conflict (tenant_id, reader) do update set xid = excluded.xid, id = excluded.id
      where (excluded.xid, excluded.id) > (outbox_position.xid, outbox_position.id)
      returning 1
      """;

  private final Database database;

  PostgresOthersItems(Database database) {
    this.database = database;
  }

  @Override
  public List<HandedIn> handedIn(TenantId tenant, int limit) {
    var found = new ArrayList<HandedIn>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    found.add(
                        new HandedIn(
                            FactsLoader.uuid(row, "id"),
                            row.getLong("transaction"),
                            row.getString("barcode"),
                            row.getString("owner"),
                            row.getString("branch"),
                            FactsLoader.instant(row, "at"),
                            FactsLoader.instant(row, "recorded"))),
                HANDED_IN,
                tenant.value(),
                tenant.value(),
                READER,
                tenant.value(),
                READER,
                limit));
    return found;
  }

  @Override
  public boolean passedOn(TenantId tenant, HandedIn last) {
    var moved = new boolean[1];
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                _ -> moved[0] = true,
                PASSED_ON,
                tenant.value(),
                READER,
                Long.toString(last.transaction()),
                last.id()));
    return moved[0];
  }
}
