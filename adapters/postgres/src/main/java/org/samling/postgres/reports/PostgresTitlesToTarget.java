package org.samling.postgres.reports;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.TitlesToTarget;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/** Reads and deletes the marks that triggers make (table title_to_target). */
public final class PostgresTitlesToTarget implements TitlesToTarget {

  /** A row for each title w that has a copy on the shelf; looked up, whatever statistics say. */
  private static final String ON_SHELF =
      """
      cross join lateral (
        select from item i where i.tenant_id = :tenant and i.record_id = w.record_id and i.hold_id is null
          and i.status in ('AVAILABLE', 'TO_BE_RESHELVED') limit 1) on_shelf
      """;

  private static final String MARK_ALL =
      """
      with due as (
        insert into all_titles_marked as m (tenant_id, day, settings_version)
        select id, today_of(id), settings_version from tenant where id = :tenant and today_of(id) = day_of(id, :now)
        on conflict (tenant_id) do update set day = excluded.day, settings_version = excluded.settings_version
        where (m.day, m.settings_version) is distinct from (excluded.day, excluded.settings_version)
        returning 1),
      w as materialized (
        select record_id, bool_or(target_item_id is not null) as is_targeted from hold
        where tenant_id = :tenant and state = 'WAITING' and exists (select from due)
        group by record_id)
      insert into title_to_target (tenant_id, record_id)
      select :tenant, w.record_id from w where w.is_targeted
      union all
      select :tenant, w.record_id from (select * from w where not is_targeted) w
      """
          + ON_SHELF;

  private static final String IS_SAME_DAY = "select today_of(:tenant) = day_of(:tenant, :now)";

  private static final String MARKS =
      """
      select id, record_id as title from title_to_target where tenant_id = :tenant and id > :after
      order by id limit :limit
      """;

  /**
   * The holds that an item could be pulled for, those that let others go first, and those whose
   * target is not what they ask for any more. Whether a title has a copy on the shelf is checked
   * once, however many wait for it.
   */
  private static final String HOLDS =
      """
      with wanted as (select unnest(:titles) as record_id),
      on_shelf as materialized (select w.record_id from wanted w %3$s)
      select id as hold, record_id as title, pickup_branch as pickup from (
      (select h.id, h.record_id, h.pickup_branch from on_shelf s
      cross join lateral (
        select * from hold where tenant_id = :tenant and record_id = s.record_id and state = 'WAITING' and id > :after offset 0) h
      cross join lateral (
        select from item i where i.tenant_id = h.tenant_id and i.record_id = h.record_id and i.hold_id is null
          and i.status in ('AVAILABLE', 'TO_BE_RESHELVED')
          and (h.wanted_volume is null or h.wanted_volume = i.volume)
          and (h.wanted_year is null or h.wanted_year = i.issue_year)
          and (h.wanted_issue is null or h.wanted_issue = i.issue)
          and not exists (
            select from hold o where o.tenant_id = i.tenant_id and o.target_item_id = i.id and o.state = 'WAITING')
        limit 1) free
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      %2$s
      where not %1$s
        and not exists (
          select from item t where t.tenant_id = h.tenant_id and t.id = h.target_item_id
            and t.status in ('AVAILABLE', 'TO_BE_RESHELVED'))
      order by h.id limit :limit)
      union all
      (select h.id, h.record_id, h.pickup_branch from wanted w
      cross join lateral (
        select * from hold where tenant_id = :tenant and record_id = w.record_id and state = 'WAITING' and id > :after
          and target_item_id is not null offset 0) h
      join item t on t.tenant_id = h.tenant_id and t.id = h.target_item_id
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      %2$s
      where %1$s or t.part_of_set is not null or t.borrowed_from is not null
        or h.wanted_branch <> t.home_branch
        or h.wanted_volume is not null and h.wanted_volume is distinct from t.volume
        or h.wanted_year is not null and h.wanted_year is distinct from t.issue_year
        or h.wanted_issue is not null and h.wanted_issue is distinct from t.issue
      order by h.id limit :limit)) both_kinds
      order by id limit :limit
      """
          .formatted(PostgresHoldLists.PAUSED, PostgresHoldLists.TODAY, ON_SHELF);

  private static final String DONE =
      "delete from title_to_target where tenant_id = :tenant and id = any (:marks)";

  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;

  public PostgresTitlesToTarget(Database database) {
    this.database = database;
  }

  @Override
  public boolean markForToday(TenantId tenant, Instant now) {
    return database.inTenant(
        tenant,
        p ->
            p.add(MARK_ALL, Parameters.of("now", now))
                .one(Boolean.class, IS_SAME_DAY, Parameters.of("now", now)));
  }

  @Override
  public List<Mark> marks(TenantId tenant, @Nullable UUID after, int limit) {
    return database.inTenant(
        tenant,
        p -> p.list(Mark.class, MARKS, Parameters.of("after", from(after)).and("limit", limit)));
  }

  @Override
  public List<HoldOn> holds(
      TenantId tenant, Collection<UUID> titles, @Nullable UUID after, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                HoldOn.class,
                HOLDS,
                Parameters.of("titles", SqlArray.uuids(titles))
                    .and("after", from(after))
                    .and("limit", limit)));
  }

  private static UUID from(@Nullable UUID after) {
    return after == null ? FIRST : after;
  }

  @Override
  public void done(TenantId tenant, Collection<Mark> marks) {
    var ids = marks.stream().map(Mark::id).toList();
    database.inTenant(
        tenant, new Pipeline().add(DONE, Parameters.of("marks", SqlArray.uuids(ids))));
  }
}
