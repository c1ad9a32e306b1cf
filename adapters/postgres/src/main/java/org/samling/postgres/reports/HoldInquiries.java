package org.samling.postgres.reports;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldView;
import org.samling.core.circulation.facts.HoldReference;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.tables.InterlibraryHolds;

/** Looks up single holds, open or not, in one round trip each. */
final class HoldInquiries {

  private static final String HOLD =
      """
      select h.id, coalesce(l.source, c.source) as source, coalesce(l.control_number, c.control_number) as control_number,
        coalesce(l.title, c.title) as title, i.barcode, h.pickup_branch, h.state, h.placed_at, h.expires_at,
        h.pickup_number, h.pickup_until, h.wanted_volume, h.wanted_year, h.wanted_issue, h.paused_from, h.paused_until,
        ap.partner, ap.partner_stage,
        (select n.value from patron_identifier n where n.tenant_id = h.tenant_id
          and n.patron_id = case when h.patron_id is not null then h.patron_id else (
            select x.patron_id from loan o join loan_history x on x.tenant_id = o.tenant_id and x.loan_id = o.id
            where o.tenant_id = h.tenant_id and o.item_id = h.item_id and o.returned_at is not null and x.hold_id = h.id
            limit 1) end
          and n.kind = 'CARD' order by n.active desc, n.value limit 1) as patron,
        case when h.state = 'WAITING' then (select count(*)::int + 1 from hold a
          where a.tenant_id = h.tenant_id and a.record_id = h.record_id and a.state = 'WAITING'
            and (a.queue_class, a.placed_at, a.id) < (h.queue_class, h.placed_at, h.id)) end as position,
        case when w.id is not null then 'WANTED' when coalesce(i.id, t.id) is not null then 'FOUND' else 'ANY' end as meant,
        coalesce(i.barcode, w.barcode, t.barcode, (select m.barcode from item m
          left join loan b on b.tenant_id = m.tenant_id and b.item_id = m.id and b.returned_at is null
          where m.tenant_id = h.tenant_id and m.record_id = h.record_id
          order by m.status in ('MISSING', 'CLAIMED_RETURNED', 'LOST', 'DISCARDED') or m.part_of_set is not null,
            b.due_at, m.barcode limit 1)) as copy
      from hold h
      left join common_record c on c.id = h.common_record_id
      left join local_record l on l.tenant_id = h.tenant_id and l.id = h.local_record_id
      left join item i on i.tenant_id = h.tenant_id and i.id = h.item_id
      left join item w on w.tenant_id = h.tenant_id and w.id = h.wanted_item_id
      left join item t on t.tenant_id = h.tenant_id and t.id = h.target_item_id
      """
          + InterlibraryHolds.AT_PARTNER
          + "where h.tenant_id = :tenant and h.id =";

  private static final String BY_ID = HOLD + " ?";

  private static final String BY_REFERENCE =
      HOLD
          + " (select hold_id from hold_reference where tenant_id = :tenant and account = ? and agency = ?"
          + " and value = ?)";

  private final Database database;

  HoldInquiries(Database database) {
    this.database = database;
  }

  Optional<HoldView> hold(TenantId tenant, UUID hold) {
    return ask(tenant, BY_ID, hold);
  }

  Optional<HoldView> hold(TenantId tenant, HoldReference reference) {
    return ask(tenant, BY_REFERENCE, reference.account(), reference.agency(), reference.value());
  }

  private Optional<HoldView> ask(TenantId tenant, String sql, Object... parameters) {
    return database.inTenant(
        tenant, p -> p.optional(ShownRow.class, ShownRow::shown, sql, parameters));
  }

  private record ShownRow(
      PatronAccounts.ShownHold hold,
      @Nullable String patron,
      @Nullable Integer position,
      @Nullable String copy,
      HoldView.Meant meant) {

    HoldView shown() {
      return new HoldView(
          hold.id(), patron == null ? "" : patron, hold.hold(), position, copy, meant);
    }
  }
}
