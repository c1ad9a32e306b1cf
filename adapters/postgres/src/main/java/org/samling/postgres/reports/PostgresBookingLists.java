package org.samling.postgres.reports;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.BookingLists;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.BoundSight;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.tables.BookingRow;
import org.samling.postgres.writer.PostgresAccessLog;

/** Answers the work lists for bookings and sets, in one round trip each. */
public final class PostgresBookingLists implements BookingLists {

  private static final String TITLE =
      """
      coalesce((select l.title from local_record l where l.tenant_id = b.tenant_id and l.id = b.local_record_id),
        (select c.title from common_record c where c.id = b.common_record_id),
        (select s.name from item_set s where s.tenant_id = b.tenant_id and s.barcode = b.set_barcode), b.set_barcode) as title
      """;

  private static final String BOOKINGS =
      """
      select b.*, p.name as patron_name,
        (select n.value from patron_identifier n where n.tenant_id = b.tenant_id and n.patron_id = b.patron_id
          and n.kind = 'CARD' order by n.active desc, n.value limit 1) as patron,
        coalesce(r.source, c.source) as source, coalesce(r.control_number, c.control_number) as control_number,
        k.item_id, k.lent, %s
      from (
        select * from booking b where b.tenant_id = :tenant
          and (:branches::text[] is null or b.pickup_branch = any (:branches)) and (not :isOpen or b.state = 'BOOKED')
          and (:pickup::text is null or b.pickup_branch = :pickup)
          and (:first::date is null or b.until_day >= :first) and (:last::date is null or b.from_day <= :last)
          and (:patron::text is null or b.patron_id in (
            select i.patron_id from patron_identifier i where i.tenant_id = b.tenant_id and i.value = :patron))
          and (b.from_day, b.id)
            > (coalesce(:from::date, '-infinity'), coalesce(:after::uuid, '00000000-0000-0000-0000-000000000000'))
        order by b.from_day, b.id limit :limit) b
      join patron p on p.tenant_id = b.tenant_id and p.id = b.patron_id
      left join local_record r on r.tenant_id = b.tenant_id and r.id = b.local_record_id
      left join common_record c on c.id = b.common_record_id
      left join booking_copy k on k.tenant_id = b.tenant_id and k.booking_id = b.id
      order by b.from_day, b.id, k.item_id
      """
          .formatted(TITLE);

  /**
   * Copies k promised to open bookings b that will not be available, with their items i and loans
   * o.
   */
  private static final String UNFIT =
      """
      from booking b
      join patron p on p.tenant_id = b.tenant_id and p.id = b.patron_id
      join booking_copy k on k.tenant_id = b.tenant_id and k.booking_id = b.id and not k.lent
      join item i on i.tenant_id = k.tenant_id and i.id = k.item_id
      left join loan o on o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is null
      where b.tenant_id = :tenant and b.state = 'BOOKED' and b.until_day >= today_of(b.tenant_id)
        and (i.status in ('MISSING', 'LOST', 'DISCARDED', 'CLAIMED_RETURNED', 'ON_ORDER', 'IN_PROCESS')
          or o.due_at < now() or (o.due_at at time zone (select t.time_zone from tenant t where t.id = b.tenant_id))::date >= b.from_day)
      """;

  private static final String TROUBLES =
      """
      select * from (
        select b.id as booking, b.patron_id, p.name as patron_name, b.from_day as from, %1$s, i.barcode as copy, i.status,
          (o.due_at at time zone (select t.time_zone from tenant t where t.id = b.tenant_id))::date as due
        %2$s
        union all
        select b.id, b.patron_id, p.name, b.from_day, %1$s, null, null, null
        from booking b
        join patron p on p.tenant_id = b.tenant_id and p.id = b.patron_id
        where b.tenant_id = :tenant and b.state = 'BOOKED' and b.until_day >= today_of(b.tenant_id)
          and b.returned + (select count(*) from booking_copy k where k.tenant_id = b.tenant_id and k.booking_id = b.id)
            < b.minimum) t
      order by t.from, booking, copy limit :limit
      """
          .formatted(TITLE, UNFIT);

  private static final String TO_FETCH =
      """
      select i.barcode as copy, coalesce(l.title, c.title) as title, i.location, i.call_number, b.id as booking, b.patron_id,
        p.name as patron_name, b.from_day as from, b.pickup_branch as pickup
      from booking b
      join patron p on p.tenant_id = b.tenant_id and p.id = b.patron_id
      join booking_copy k on k.tenant_id = b.tenant_id and k.booking_id = b.id and not k.lent
      join item i on i.tenant_id = k.tenant_id and i.id = k.item_id
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where b.tenant_id = ? and b.state = 'BOOKED' and b.from_day <= ? and i.at_branch = ?
        and i.status in ('AVAILABLE', 'TO_BE_RESHELVED')
      order by b.from_day, i.location, i.call_number, i.barcode limit ?
      """;

  private static final String CALENDAR =
      """
      with title as (
        select coalesce(
          (select id from local_record where tenant_id = :tenant and source = :source and control_number = :number),
          (select id from common_record where source = :source and control_number = :number)) as id),
      copy as (
        select i.* from title join item i on i.tenant_id = :tenant and i.record_id = title.id
        where i.part_of_set is null and i.status not in ('LOST', 'DISCARDED', 'MISSING')),
      busy as (
        select c.id, k.from_day, k.until_day, true as booked
        from copy c join booking_copy k on k.tenant_id = c.tenant_id and k.item_id = c.id
        union all
        select c.id, date '-infinity',
          case when o.due_at < now() then today_of(c.tenant_id) else (o.due_at at time zone (select t.time_zone from tenant t where t.id = c.tenant_id))::date end, false
        from copy c join loan o on o.tenant_id = c.tenant_id and o.item_id = c.id and o.returned_at is null)
      select d::date as day, (select count(*) from copy) as copies,
        (select count(distinct id) from busy where booked and d between from_day and until_day) as booked,
        (select count(distinct u.id) from busy u where not u.booked and d <= u.until_day and not exists (
          select from busy n where n.id = u.id and n.booked and d between n.from_day and n.until_day)) as on_loan
      from generate_series(:from::date, :until::date, interval '1 day') d
      where (select id from title) is not null
      order by d
      """;

  private static final String OVER =
      """
      select b.id as booking, b.pickup_branch as pickup from booking b
      where b.tenant_id = ? and b.state = 'BOOKED' and b.until_day < today_of(b.tenant_id)
        and (exists (select from booking_copy k where k.tenant_id = b.tenant_id and k.booking_id = b.id and not k.lent)
          or not exists (select from booking_copy k where k.tenant_id = b.tenant_id and k.booking_id = b.id))
      order by b.until_day, b.id limit ?
      """;

  private static final String SETS =
      """
      select s.barcode, s.name, count(i.id) as items, count(*) filter (where i.status = 'ON_LOAN') as on_loan
      from item_set s left join item i on i.tenant_id = s.tenant_id and i.part_of_set = s.barcode
      where s.tenant_id = :tenant and s.barcode > :after group by s.barcode, s.name
      having :branches::text[] is null
        or coalesce(bool_and(i.home_branch = any (:branches) or i.at_branch = any (:branches)), true)
      order by s.barcode limit :limit
      """;

  private static final String ITEMS =
      """
      select i.barcode, coalesce(l.title, c.title) as title, i.status, i.at_branch as at,
        (o.due_at at time zone (select t.time_zone from tenant t where t.id = i.tenant_id))::date as due,
        (select n.value from patron_identifier n where n.tenant_id = o.tenant_id and n.patron_id = o.patron_id
          and n.kind = 'CARD' and (:branches::text[] is null or exists (select from patron p
            where p.tenant_id = o.tenant_id and p.id = o.patron_id and p.branch = any (:branches)))
          order by n.active desc, n.value limit 1) as borrower, o.patron_id
      from item i
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      left join loan o on o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is null
      where i.tenant_id = :tenant and i.part_of_set = :set
        and (:branches::text[] is null or i.home_branch = any (:branches) or i.at_branch = any (:branches))
      order by i.barcode
      """;

  private final Database database;
  private final BoundSight sights;
  private final PostgresAccessLog log;

  public PostgresBookingLists(Database database, BoundSight sights, PostgresAccessLog log) {
    this.database = database;
    this.sights = sights;
    this.log = log;
  }

  @Override
  public List<Booked> bookings(
      TenantId tenant, BookingFilter asked, @Nullable Place after, int limit) {
    var seen = sights.branches(tenant);
    var rows =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    BookedRow.class,
                    BOOKINGS,
                    Parameters.of("isOpen", asked.isOpen())
                        .and("pickup", asked.pickup())
                        .and("patron", asked.patron())
                        .and("first", asked.from())
                        .and("last", asked.until())
                        .and("branches", seen)
                        .and("from", after == null ? null : after.from())
                        .and("after", after == null ? null : after.booking())
                        .and("limit", limit)));
    var found = new LinkedHashMap<UUID, Booked>();
    for (var row : rows) {
      log.read(tenant, row.booking().patronId());
      found.compute(row.booking().id(), (_, before) -> row.booked(before));
    }
    return List.copyOf(found.values());
  }

  private record BookedRow(
      BookingRow booking, String title, @Nullable String source, @Nullable String controlNumber) {

    Booked booked(@Nullable Booked before) {
      return new Booked(
          booking.facts(before == null ? null : before.booking()),
          title,
          source == null || controlNumber == null ? null : new RecordKey(source, controlNumber));
    }
  }

  private record TroubleRow(UUID patronId, Trouble trouble) {}

  @Override
  public List<Trouble> troubles(TenantId tenant, int limit) {
    var rows =
        database.inTenant(
            tenant, p -> p.list(TroubleRow.class, TROUBLES, Parameters.of("limit", limit)));
    rows.forEach(row -> log.read(tenant, row.patronId()));
    return rows.stream().map(TroubleRow::trouble).toList();
  }

  private record ToFetchRow(UUID patronId, ToFetch toFetch) {}

  @Override
  public List<ToFetch> toFetch(TenantId tenant, String branch, LocalDate until, int limit) {
    var rows =
        database.inTenant(
            tenant, p -> p.list(ToFetchRow.class, TO_FETCH, tenant.value(), until, branch, limit));
    rows.forEach(row -> log.read(tenant, row.patronId()));
    return rows.stream().map(ToFetchRow::toFetch).toList();
  }

  @Override
  public List<Day> calendar(TenantId tenant, RecordKey record, LocalDate from, LocalDate until) {
    var last = until.isAfter(from.plusYears(1)) ? from.plusYears(1) : until;
    return database.inTenant(
        tenant,
        p ->
            p.list(
                Day.class,
                CALENDAR,
                Parameters.of("source", record.source())
                    .and("number", record.number())
                    .and("from", from)
                    .and("until", last)));
  }

  @Override
  public List<DueBooking> over(TenantId tenant, int limit) {
    return database.inTenant(tenant, p -> p.list(DueBooking.class, OVER, tenant.value(), limit));
  }

  @Override
  public List<DueBooking> unfit(TenantId tenant, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                DueBooking.class,
                "select distinct b.id as booking, b.pickup_branch as pickup "
                    + UNFIT
                    + "order by b.id limit ?",
                limit));
  }

  @Override
  public List<SetListed> sets(TenantId tenant, String after, int limit) {
    var seen = sights.branches(tenant);
    return database.inTenant(
        tenant,
        p ->
            p.list(
                SetListed.class,
                SETS,
                Parameters.of("after", after).and("branches", seen).and("limit", limit)));
  }

  @Override
  public List<SetItem> items(TenantId tenant, String set) {
    var seen = sights.branches(tenant);
    var rows =
        database.inTenant(
            tenant,
            p -> p.list(SetItemRow.class, ITEMS, Parameters.of("set", set).and("branches", seen)));
    rows.stream()
        .map(SetItemRow::patronId)
        .filter(Objects::nonNull)
        .forEach(patron -> log.read(tenant, patron));
    return rows.stream().map(SetItemRow::item).toList();
  }

  /** An item of a set, and who has it; null if nobody does. */
  private record SetItemRow(@Nullable UUID patronId, SetItem item) {}
}
