package org.samling.postgres.reports;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.holds.WaitEstimate;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Suspension;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.HoldRow;
import org.samling.postgres.tables.InterlibraryHolds;
import org.samling.postgres.writer.PostgresAccessLog;

/** Answers the work lists for holds, in one round trip each. */
public final class PostgresHoldLists implements HoldLists {

  private static final String TITLED =
      """
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      """;

  /**
   * The condition that hold h of patron p lets others go first: it is paused, or the patron is
   * away.
   */
  static final String PAUSED =
      """
      (coalesce(h.paused_from <= today and coalesce(h.paused_until >= today, true), false)
        or coalesce(today between p.away_from and p.away_until, false))
      """;

  static final String TODAY = "cross join (select today_of(:tenant) as today) d\n";

  private static final String PULL_LIST =
      """
      select h.id as hold, i.barcode as item, coalesce(l.title, c.title) as title, coalesce(l.author, c.author) as author,
        i.location, i.call_number, h.pickup_branch as pickup, h.placed_at as placed
      from item i
      join hold h on h.tenant_id = i.tenant_id and h.target_item_id = i.id
      join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
      """
          + TODAY
          + TITLED
          + """
          where i.tenant_id = :tenant and i.at_branch = :branch and i.status in ('AVAILABLE', 'TO_BE_RESHELVED')
            and h.state = 'WAITING' and not
          """
          + PAUSED
          + """
          order by i.location, i.call_number, i.barcode limit :limit
          """;

  /**
   * What lies on the hold shelf of a branch, or is to be put there. A hold that has ended is there
   * for as long as its item was not moved since.
   */
  static final String ON_SHELF =
      """
      select h.id, h.patron_id, h.state, h.item_id, h.pickup_number, h.pickup_until, h.unstopped_pickup_until,
        coalesce(h.pickup_until < :now, false) as is_over
      from hold h
      where h.tenant_id = :tenant and h.pickup_branch = :branch and h.state in ('BOUND', 'READY')
      union all
      select h.id, h.patron_id, h.state, h.item_id, h.pickup_number, h.pickup_until, h.unstopped_pickup_until,
        true as is_over
      from hold h join item i on i.tenant_id = h.tenant_id and i.id = h.item_id
      where h.tenant_id = :tenant and h.pickup_branch = :branch and h.state in ('CANCELLED', 'NOT_FETCHED')
        and h.patron_id is not null and h.pickup_number is not null
        and i.status = 'TO_BE_RESHELVED' and i.at_branch = h.pickup_branch and i.moved_at = h.changed_at
      """;

  private static final String HOLD_SHELF =
      """
      select h.id, h.patron_id, i.barcode, coalesce(l.title, c.title) as title, h.pickup_number, h.pickup_until,
        h.unstopped_pickup_until, h.is_over,
        (select n.value from patron_identifier n where n.tenant_id = i.tenant_id and n.patron_id = h.patron_id
          and n.kind = 'CARD' order by n.active desc, n.value limit 1) as patron
      from (%s) h
      join item i on i.tenant_id = :tenant and i.id = h.item_id
      %s
      order by h.is_over desc, h.state <> 'BOUND', h.pickup_number, i.barcode limit :limit
      """
          .formatted(ON_SHELF, TITLED);

  private static final String QUEUES =
      """
      select h.id, h.patron_id, coalesce(lr.title, cr.title) as title,
        (select count(*) from hold o where o.tenant_id = h.tenant_id and o.record_id = h.record_id
          and o.state = 'WAITING'
          and (o.queue_class, o.placed_at, o.id) <= (h.queue_class, h.placed_at, h.id)) as number,
        (select count(*) from hold o where o.tenant_id = h.tenant_id and o.record_id = h.record_id
          and o.state = 'WAITING') as waiting,
        s.on_shelf, s.due, s.category, ap.partner, ap.partner_stage
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
        where i.tenant_id = h.tenant_id and i.record_id = h.record_id and i.borrowed_from is null) s
      %s
      where h.tenant_id = :tenant and h.state = 'WAITING' and h.patron_id = (
        select i.patron_id from patron_identifier i where i.tenant_id = :tenant and i.value = any (?) and %s
        order by i.kind = 'CPR' limit 1)
      order by h.placed_at, h.id
      """
          .formatted(InterlibraryHolds.AT_PARTNER, FactsLoader.IDENTIFIES);

  private static final String EXPIRED =
      """
      select h.id as hold, n.value as patron, h.pickup_branch as pickup
      from (
        select * from hold where tenant_id = :tenant and state = 'WAITING' and expires_at < :now
        union all
        select * from hold where tenant_id = :tenant and state = 'READY' and pickup_until < :now
        limit :limit) h
      cross join lateral (
        select min(value) as value from patron_identifier
        where tenant_id = h.tenant_id and patron_id = h.patron_id and kind = 'CARD') n
      where n.value is not null
      """;

  private static final String STOPPED_PICKUPS =
      """
      select id as hold, pickup_branch as branch, pickup_until as until from hold
      where tenant_id = :tenant and state = 'READY' and id > :after
        and (unstopped_pickup_until is not null
          or (:isStopped and pickup_until >= :from and pickup_until < :until
            and (cardinality(:weekdays) = 0 or extract(isodow from pickup_until at time zone :zone) = any (:weekdays))
            and (cardinality(:branches) = 0 or pickup_branch = any (:branches))))
      order by id limit :limit
      """;

  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;
  private final PostgresAccessLog log;

  public PostgresHoldLists(
      Database database, PolicyCache policies, PatronKeys keys, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
    this.log = log;
  }

  @Override
  public List<Pull> pullList(TenantId tenant, String branch, int limit) {
    return database.inTenant(
        tenant,
        p -> p.list(Pull.class, PULL_LIST, Parameters.of("branch", branch).and("limit", limit)));
  }

  @Override
  public List<OnShelf> holdShelf(TenantId tenant, String branch, int limit) {
    var rows =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    OnShelfRow.class,
                    HOLD_SHELF,
                    Parameters.of("now", Instant.now()).and("branch", branch).and("limit", limit)));
    rows.forEach(row -> log.read(tenant, row.patronId()));
    return rows.stream().map(OnShelfRow::onShelf).toList();
  }

  private record OnShelfRow(
      UUID id,
      UUID patronId,
      String barcode,
      String title,
      @Nullable String patron,
      HoldRow.Shelf shelf,
      boolean isOver) {

    OnShelf onShelf() {
      return new OnShelf(id, barcode, title, String.valueOf(patron), shelf.facts(), isOver);
    }
  }

  /** A place in a queue, before the policy is known. */
  private record Place(
      UUID id,
      UUID patronId,
      String title,
      int number,
      int waiting,
      int onShelf,
      List<Instant> due,
      @Nullable String category,
      InterlibraryHolds.AtPartner partner) {}

  @Override
  public List<QueuePlace> queues(TenantId tenant, String patron) {
    var questions = new Pipeline();
    var places = questions.list(Place.class, QUEUES, SqlArray.texts(keys.of(tenant, patron)));
    var policy = policies.ask(database, tenant, questions);
    var now = Instant.now();
    places.get().forEach(place -> log.read(tenant, place.patronId()));
    return places.get().stream().map(place -> standing(place, policy, now)).toList();
  }

  private static QueuePlace standing(Place place, LendingPolicy policy, Instant now) {
    var category = place.category() == null ? null : policy.itemCategories().get(place.category());
    var days =
        WaitEstimate.days(
            place.number(),
            place.onShelf(),
            place.due(),
            category == null ? 0 : category.loanDays(),
            policy,
            now);
    return new QueuePlace(
        place.id(),
        place.title(),
        place.number(),
        place.waiting(),
        days.isPresent() ? days.getAsInt() : null,
        place.partner().told());
  }

  @Override
  public List<ExpiredHold> expiredHolds(TenantId tenant, Instant now, int limit) {
    return database.inTenant(
        tenant,
        p -> p.list(ExpiredHold.class, EXPIRED, Parameters.of("now", now).and("limit", limit)));
  }

  @Override
  public List<StoppedPickup> stoppedPickups(
      TenantId tenant, Suspension stop, Set<DayOfWeek> weekdays, @Nullable UUID after, int limit) {
    var zone = policies.ask(database, tenant, new Pipeline()).tenant().zone();
    return database.inTenant(
        tenant,
        p ->
            p.list(
                StoppedPickup.class,
                STOPPED_PICKUPS,
                Parameters.of("after", after == null ? FIRST : after)
                    .and("isStopped", stop.stops().contains(Suspension.Stopped.PICKUP_DEADLINES))
                    .and("zone", zone.getId())
                    .and("weekdays", SqlArray.weekdays(weekdays))
                    .and("from", stop.from().atStartOfDay(zone).toInstant())
                    .and("until", stop.until().plusDays(1).atStartOfDay(zone).toInstant())
                    .and("branches", SqlArray.texts(stop.branches()))
                    .and("limit", limit)));
  }
}
