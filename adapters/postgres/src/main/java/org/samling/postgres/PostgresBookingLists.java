package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;

/** Answers what bookings and sets are worked off by, in one round trip each. */
final class PostgresBookingLists implements BookingLists {

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
        select * from booking b where b.tenant_id = ? and (not ? or b.state = 'BOOKED')
          and (?::text is null or b.pickup_branch = ?)
          and (?::text is null or b.patron_id in (
            select i.patron_id from patron_identifier i where i.tenant_id = b.tenant_id and i.value = ?))
          and (b.from_day, b.id) > (coalesce(?::date, '-infinity'), coalesce(?::uuid, '00000000-0000-0000-0000-000000000000'))
        order by b.from_day, b.id limit ?) b
      join patron p on p.tenant_id = b.tenant_id and p.id = b.patron_id
      left join local_record r on r.tenant_id = b.tenant_id and r.id = b.local_record_id
      left join common_record c on c.id = b.common_record_id
      left join booking_copy k on k.tenant_id = b.tenant_id and k.booking_id = b.id
      order by b.from_day, b.id, k.item_id
      """
          .formatted(TITLE);

  /**
   * Promised copies k of open bookings b that will not be there, with their items i and loans o.
   */
  private static final String UNFIT =
      """
      from booking b
      join patron p on p.tenant_id = b.tenant_id and p.id = b.patron_id
      join booking_copy k on k.tenant_id = b.tenant_id and k.booking_id = b.id and not k.lent
      join item i on i.tenant_id = k.tenant_id and i.id = k.item_id
      left join loan o on o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is null
      where b.tenant_id = ? and b.state = 'BOOKED' and b.until_day >= today_of(b.tenant_id)
        and (i.status in ('MISSING', 'LOST', 'DISCARDED', 'CLAIMED_RETURNED', 'ON_ORDER', 'IN_PROCESS')
          or o.due_at < now() or (o.due_at at time zone (select t.time_zone from tenant t where t.id = b.tenant_id))::date >= b.from_day)
      """;

  private static final String TROUBLES =
      """
      select * from (
        select b.id, b.patron_id, p.name as patron_name, b.from_day, %1$s, i.barcode, i.status,
          (o.due_at at time zone (select t.time_zone from tenant t where t.id = b.tenant_id))::date as due
        %2$s
        union all
        select b.id, b.patron_id, p.name, b.from_day, %1$s, null, null, null
        from booking b
        join patron p on p.tenant_id = b.tenant_id and p.id = b.patron_id
        where b.tenant_id = ? and b.state = 'BOOKED' and b.until_day >= today_of(b.tenant_id)
          and b.returned + (select count(*) from booking_copy k where k.tenant_id = b.tenant_id and k.booking_id = b.id)
            < b.minimum) t
      order by from_day, id, barcode limit ?
      """
          .formatted(TITLE, UNFIT);

  private static final String TO_FETCH =
      """
      select i.barcode, coalesce(l.title, c.title) as title, i.location, i.call_number, b.id, b.patron_id, p.name as patron_name,
        b.from_day, b.pickup_branch
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
          (select id from local_record where tenant_id = ? and source = ? and control_number = ?),
          (select id from common_record where source = ? and control_number = ?)) as id),
      copy as (
        select i.* from title join item i on i.tenant_id = ? and i.record_id = title.id
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
      from generate_series(?::date, ?::date, interval '1 day') d
      where (select id from title) is not null
      order by d
      """;

  private static final String OVER =
      """
      select b.id, b.pickup_branch from booking b
      where b.tenant_id = ? and b.state = 'BOOKED' and b.until_day < today_of(b.tenant_id)
        and (exists (select from booking_copy k where k.tenant_id = b.tenant_id and k.booking_id = b.id and not k.lent)
          or not exists (select from booking_copy k where k.tenant_id = b.tenant_id and k.booking_id = b.id))
      order by b.until_day, b.id limit ?
      """;

  private static final String SETS =
      """
      select s.barcode, s.name, count(i.id) as items, count(*) filter (where i.status = 'ON_LOAN') as on_loan
      from item_set s left join item i on i.tenant_id = s.tenant_id and i.part_of_set = s.barcode
      where s.tenant_id = ? and s.barcode > ? group by s.barcode, s.name order by s.barcode limit ?
      """;

  private static final String ITEMS =
      """
      select i.barcode, coalesce(l.title, c.title) as title, i.status, i.at_branch,
        (o.due_at at time zone (select t.time_zone from tenant t where t.id = i.tenant_id))::date as due,
        (select n.value from patron_identifier n where n.tenant_id = o.tenant_id and n.patron_id = o.patron_id
          and n.kind = 'CARD' order by n.active desc, n.value limit 1) as borrower
      from item i
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      left join loan o on o.tenant_id = i.tenant_id and o.item_id = i.id and o.returned_at is null
      where i.tenant_id = ? and i.part_of_set = ? order by i.barcode
      """;

  private final Database database;
  private final PostgresAccessLog log;

  PostgresBookingLists(Database database, PostgresAccessLog log) {
    this.database = database;
    this.log = log;
  }

  private interface Of<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> list(TenantId tenant, Of<T> of, String sql, Object... parameters) {
    var found = new ArrayList<T>();
    database.inTenant(tenant, new Pipeline().add(row -> found.add(of.of(row)), sql, parameters));
    return found;
  }

  @Override
  public List<Booked> bookings(TenantId tenant, Asked asked, @Nullable Place after, int limit) {
    var found = new LinkedHashMap<UUID, Booked>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> {
                  log.read(tenant, FactsLoader.uuid(row, "patron_id"));
                  take(row, found);
                },
                BOOKINGS,
                tenant.value(),
                asked.isOpen(),
                asked.pickup(),
                asked.pickup(),
                asked.patron(),
                asked.patron(),
                after == null ? null : after.from(),
                after == null ? null : after.booking(),
                limit));
    return List.copyOf(found.values());
  }

  private static void take(ResultSet row, Map<UUID, Booked> found) throws SQLException {
    var id = FactsLoader.uuid(row, "id");
    var before = found.get(id);
    var copies =
        new ArrayList<>(before == null ? List.<BookingFacts.Copy>of() : before.booking().copies());
    var item = row.getObject("item_id", UUID.class);
    if (item != null) {
      copies.add(new BookingFacts.Copy(item, row.getBoolean("lent")));
    }
    var source = row.getString("source");
    found.put(
        id,
        new Booked(
            BookingsLoader.booking(row, copies),
            row.getString("title"),
            source == null ? null : new RecordKey(source, row.getString("control_number"))));
  }

  @Override
  public List<Trouble> troubles(TenantId tenant, int limit) {
    return list(
        tenant,
        row -> {
          log.read(tenant, FactsLoader.uuid(row, "patron_id"));
          var status = row.getString("status");
          return new Trouble(
              FactsLoader.uuid(row, "id"),
              row.getString("title"),
              row.getString("patron_name"),
              row.getObject("from_day", LocalDate.class),
              row.getString("barcode"),
              status == null ? null : ItemStatus.valueOf(status),
              row.getObject("due", LocalDate.class));
        },
        TROUBLES,
        tenant.value(),
        tenant.value(),
        limit);
  }

  @Override
  public List<ToFetch> toFetch(TenantId tenant, String branch, LocalDate until, int limit) {
    return list(
        tenant,
        row -> {
          log.read(tenant, FactsLoader.uuid(row, "patron_id"));
          return new ToFetch(
              row.getString("barcode"),
              row.getString("title"),
              row.getString("location"),
              row.getString("call_number"),
              FactsLoader.uuid(row, "id"),
              row.getString("patron_name"),
              row.getObject("from_day", LocalDate.class),
              row.getString("pickup_branch"));
        },
        TO_FETCH,
        tenant.value(),
        until,
        branch,
        limit);
  }

  @Override
  public List<Day> calendar(TenantId tenant, RecordKey record, LocalDate from, LocalDate until) {
    var last = until.isAfter(from.plusYears(1)) ? from.plusYears(1) : until;
    return list(
        tenant,
        row ->
            new Day(
                row.getObject("day", LocalDate.class),
                row.getInt("copies"),
                row.getInt("booked"),
                row.getInt("on_loan")),
        CALENDAR,
        tenant.value(),
        record.source(),
        record.number(),
        record.source(),
        record.number(),
        tenant.value(),
        from,
        last);
  }

  @Override
  public List<Due> over(TenantId tenant, int limit) {
    return list(tenant, PostgresBookingLists::due, OVER, tenant.value(), limit);
  }

  @Override
  public List<Due> unfit(TenantId tenant, int limit) {
    return list(
        tenant,
        PostgresBookingLists::due,
        "select distinct b.id, b.pickup_branch " + UNFIT + "order by b.id limit ?",
        tenant.value(),
        limit);
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(FactsLoader.uuid(row, "id"), row.getString("pickup_branch"));
  }

  @Override
  public List<SetListed> sets(TenantId tenant, String after, int limit) {
    return list(
        tenant,
        row ->
            new SetListed(
                row.getString("barcode"),
                row.getString("name"),
                row.getInt("items"),
                row.getInt("on_loan")),
        SETS,
        tenant.value(),
        after,
        limit);
  }

  @Override
  public List<SetItem> items(TenantId tenant, String set) {
    return list(
        tenant,
        row ->
            new SetItem(
                row.getString("barcode"),
                row.getString("title"),
                ItemStatus.valueOf(row.getString("status")),
                row.getString("at_branch"),
                row.getString("borrower"),
                row.getObject("due", LocalDate.class)),
        ITEMS,
        tenant.value(),
        set);
  }
}
