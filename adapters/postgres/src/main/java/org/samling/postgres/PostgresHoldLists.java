package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.holds.WaitEstimate;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Suspension;

/** Answers what holds are worked off by, in one round trip each. */
final class PostgresHoldLists implements HoldLists {

  private static final String TITLED =
      """
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      """;

  /** That hold h of patron p lets others go first: it is paused, or the patron is away. */
  private static final String PAUSED =
      """
      (coalesce(h.paused_from <= today and coalesce(h.paused_until >= today, true), false)
        or coalesce(today between p.away_from and p.away_until, false))
      """;

  private static final String TODAY = "cross join (select today_of(?) as today) d\n";

  private static final String PULL_LIST =
      """
      select h.id, i.barcode, coalesce(l.title, c.title) as title, coalesce(l.author, c.author) as author, i.location,
        i.call_number, h.pickup_branch, h.placed_at
      from item i
      join hold h on h.tenant_id = i.tenant_id and h.target_item_id = i.id
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      """
          + TODAY
          + TITLED
          + """
          where i.tenant_id = ? and i.at_branch = ? and i.status in ('AVAILABLE', 'TO_BE_RESHELVED')
            and h.state = 'WAITING' and not
          """
          + PAUSED
          + """
          order by i.location, i.call_number, i.barcode limit ?
          """;

  private static final String HOLD_SHELF =
      """
      select h.id, h.patron_id, i.barcode, coalesce(l.title, c.title) as title, h.pickup_number, h.pickup_until,
        h.unstopped_pickup_until, coalesce(h.pickup_until < ?, false) as is_over,
        (select n.value from patron_identifier n where n.tenant_id = h.tenant_id and n.patron_id = h.patron_id
          and n.kind = 'CARD' order by n.active desc, n.value limit 1) as patron
      from hold h
      join item i on i.tenant_id = h.tenant_id and i.id = h.item_id
      """
          + TITLED
          + """
          where h.tenant_id = ? and h.pickup_branch = ? and h.state in ('BOUND', 'READY')
          order by h.state, h.pickup_number, i.barcode limit ?
          """;

  private static final String QUEUES =
      """
      select h.id, h.patron_id, coalesce(lr.title, cr.title) as title,
        (select count(*) from hold o where o.tenant_id = h.tenant_id and o.record_id = h.record_id
          and o.state = 'WAITING'
          and (o.queue_class, o.placed_at, o.id) <= (h.queue_class, h.placed_at, h.id)) as number,
        (select count(*) from hold o where o.tenant_id = h.tenant_id and o.record_id = h.record_id
          and o.state = 'WAITING') as waiting,
        s.on_shelf, s.due, s.category
      from hold h
      left join common_record cr on cr.id = h.common_record_id
      left join local_record lr on lr.tenant_id = h.tenant_id and lr.id = h.local_record_id
      cross join lateral (
        select count(*) filter (where l.id is null and i.hold_id is null
            and i.status in ('AVAILABLE', 'TO_BE_RESHELVED', 'IN_TRANSIT', 'IN_PROCESS')) as on_shelf,
          array_agg(l.due_at) filter (where l.id is not null and l.lost_at is null) as due,
          min(i.category) as category
        from item i
        join item_category k on k.tenant_id = i.tenant_id and k.code = i.category and k.for_loan
        left join loan l on l.tenant_id = i.tenant_id and l.item_id = i.id and l.returned_at is null
        where i.tenant_id = h.tenant_id and i.record_id = h.record_id) s
      where h.tenant_id = ? and h.state = 'WAITING' and h.patron_id = (
        select i.patron_id from patron_identifier i where i.tenant_id = ? and i.value = any (?) and %s
        order by i.kind = 'CPR' limit 1)
      order by h.placed_at, h.id
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String EXPIRED =
      """
      select h.id, h.pickup_branch, n.value as patron
      from (
        select * from hold where tenant_id = ? and state = 'WAITING' and expires_at < ?
        union all
        select * from hold where tenant_id = ? and state = 'READY' and pickup_until < ?
        limit ?) h
      cross join lateral (
        select min(value) as value from patron_identifier
        where tenant_id = h.tenant_id and patron_id = h.patron_id and kind = 'CARD') n
      where n.value is not null
      """;

  /**
   * Those that could have an item looked for, and those that let others have it. Whether a title
   * has a copy on the shelf is asked once, however many wait for it.
   */
  private static final String UNTARGETED =
      """
      with on_shelf as materialized (
        select w.record_id from (select distinct record_id from hold where tenant_id = ? and state = 'WAITING') w
        where exists (
          select from item i where i.tenant_id = ? and i.record_id = w.record_id and i.hold_id is null
            and i.status in ('AVAILABLE', 'TO_BE_RESHELVED')))
      select id, pickup_branch from (
      (select h.id, h.pickup_branch from on_shelf s
      cross join lateral (
        select * from hold where tenant_id = ? and record_id = s.record_id and state = 'WAITING' and id > ? offset 0) h
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      %2$s
      where not %1$s
        and not exists (
          select from item t where t.tenant_id = h.tenant_id and t.id = h.target_item_id
            and t.status in ('AVAILABLE', 'TO_BE_RESHELVED'))
        and exists (
          select from item i where i.tenant_id = h.tenant_id and i.record_id = h.record_id and i.hold_id is null
            and i.status in ('AVAILABLE', 'TO_BE_RESHELVED')
            and (h.wanted_volume is null or h.wanted_volume = i.volume)
            and (h.wanted_year is null or h.wanted_year = i.issue_year)
            and (h.wanted_issue is null or h.wanted_issue = i.issue)
            and not exists (
              select from hold o where o.tenant_id = i.tenant_id and o.target_item_id = i.id and o.state = 'WAITING'))
      order by h.id limit ?)
      union all
      (select h.id, h.pickup_branch from hold h
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      %2$s
      where h.tenant_id = ? and h.state = 'WAITING' and h.id > ? and h.target_item_id is not null and %1$s
      order by h.id limit ?)) both_kinds
      order by id limit ?
      """
          .formatted(PAUSED, TODAY);

  private static final String STOPPED_PICKUPS =
      """
      select id, pickup_branch, pickup_until from hold
      where tenant_id = ? and state = 'READY' and id > ?
        and (unstopped_pickup_until is not null
          or (? and pickup_until >= ? and pickup_until < ? and (cardinality(?) = 0 or pickup_branch = any (?))))
      order by id limit ?
      """;

  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  PostgresHoldLists(
      Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.log = log;
  }

  @Override
  public List<Pull> pullList(TenantId tenant, String branch, int limit) {
    return list(
        tenant,
        row ->
            new Pull(
                FactsLoader.uuid(row, "id"),
                row.getString("barcode"),
                row.getString("title"),
                row.getString("author"),
                row.getString("location"),
                row.getString("call_number"),
                row.getString("pickup_branch"),
                FactsLoader.instant(row, "placed_at")),
        PULL_LIST,
        tenant.value(),
        tenant.value(),
        branch,
        limit);
  }

  @Override
  public List<OnShelf> holdShelf(TenantId tenant, String branch, int limit) {
    return list(
        tenant,
        row -> {
          log.read(tenant, FactsLoader.uuid(row, "patron_id"));
          return new OnShelf(
              FactsLoader.uuid(row, "id"),
              row.getString("barcode"),
              row.getString("title"),
              String.valueOf(row.getString("patron")),
              HoldsLoader.shelf(row),
              row.getBoolean("is_over"));
        },
        HOLD_SHELF,
        time(Instant.now()),
        tenant.value(),
        branch,
        limit);
  }

  /** A place in a queue, before the policy is known. */
  private record Place(
      UUID hold,
      String title,
      int number,
      int waiting,
      int onShelf,
      List<Instant> due,
      @Nullable String category) {}

  @Override
  public List<Standing> queues(TenantId tenant, String patron) {
    var places = new ArrayList<Place>();
    var policy =
        policies.ask(
            database,
            tenant,
            new Pipeline()
                .add(
                    row -> {
                      log.read(tenant, FactsLoader.uuid(row, "patron_id"));
                      places.add(place(row));
                    },
                    QUEUES,
                    tenant.value(),
                    tenant.value(),
                    FactsLoader.texts(keys.of(tenant, patron))));
    var now = Instant.now();
    return places.stream().map(place -> standing(place, policy, now)).toList();
  }

  private static Place place(ResultSet row) throws SQLException {
    var due = row.getArray("due");
    return new Place(
        FactsLoader.uuid(row, "id"),
        row.getString("title"),
        row.getInt("number"),
        row.getInt("waiting"),
        row.getInt("on_shelf"),
        due == null
            ? List.of()
            : Arrays.stream((Timestamp[]) due.getArray()).map(Timestamp::toInstant).toList(),
        row.getString("category"));
  }

  private static Standing standing(Place place, LendingPolicy policy, Instant now) {
    var category = place.category() == null ? null : policy.itemCategories().get(place.category());
    var days =
        WaitEstimate.days(
            place.number(),
            place.onShelf(),
            place.due(),
            category == null ? 0 : category.loanDays(),
            policy,
            now);
    return new Standing(
        place.hold(),
        place.title(),
        place.number(),
        place.waiting(),
        days.isPresent() ? days.getAsInt() : null);
  }

  @Override
  public List<ExpiredHold> expiredHolds(TenantId tenant, Instant now, int limit) {
    return list(
        tenant,
        row ->
            new ExpiredHold(
                FactsLoader.uuid(row, "id"),
                row.getString("patron"),
                row.getString("pickup_branch")),
        EXPIRED,
        tenant.value(),
        time(now),
        tenant.value(),
        time(now),
        limit);
  }

  @Override
  public List<HoldAt> untargetedHolds(TenantId tenant, @Nullable UUID after, int limit) {
    var id = tenant.value();
    var behind = after == null ? FIRST : after;
    return list(
        tenant,
        row -> new HoldAt(FactsLoader.uuid(row, "id"), row.getString("pickup_branch")),
        UNTARGETED,
        id,
        id,
        id,
        behind,
        id,
        limit,
        id,
        id,
        behind,
        limit,
        limit);
  }

  @Override
  public List<StoppedPickup> stoppedPickups(
      TenantId tenant, Suspension stop, @Nullable UUID after, int limit) {
    var zone = policies.ask(database, tenant, new Pipeline()).tenant().zone();
    var branches = FactsLoader.texts(stop.branches());
    return list(
        tenant,
        row ->
            new StoppedPickup(
                FactsLoader.uuid(row, "id"),
                row.getString("pickup_branch"),
                FactsLoader.instant(row, "pickup_until")),
        STOPPED_PICKUPS,
        tenant.value(),
        after == null ? FIRST : after,
        stop.stops().contains(Suspension.Stopped.PICKUP_DEADLINES),
        stop.from().atStartOfDay(zone).toOffsetDateTime(),
        stop.until().plusDays(1).atStartOfDay(zone).toOffsetDateTime(),
        branches,
        branches,
        limit);
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> list(
      TenantId tenant, Reader<T> reader, String sql, @Nullable Object... parameters) {
    var list = new ArrayList<T>();
    database.inTenant(
        tenant, new Pipeline().add(row -> list.add(reader.read(row)), sql, parameters));
    return list;
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
