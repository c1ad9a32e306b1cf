package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Audience;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.core.statistics.Measure;
import org.samling.core.statistics.Statistics;

/**
 * Keeps the sums. What the outbox tells is added in the transaction that moves the position up to
 * which it was read, under that row's lock: once, however many nodes count and whenever they crash.
 * Rows are read once every earlier transaction has ended (below {@code pg_snapshot_xmin}).
 */
final class PostgresStatistics implements Statistics {

  private static final String READER = "statistics";

  private static final String BEGIN =
      """
      insert into outbox_position (tenant_id, reader, xid, id)
      values (?, ?, '0'::xid8, '00000000-0000-0000-0000-000000000000') on conflict do nothing
      """;

  private static final String LOCK =
      "select 1 from outbox_position where tenant_id = ? and reader = ? for update";

  private static final String CLOSED =
      "select until_day from statistic_closing where tenant_id = ?";

  /**
   * The events are read first, as rows of their own: a patron's number that is cast from JSON is no
   * condition that row-level security lets an index be searched by, a column of read rows is.
   */
  private static final String PAGE =
      """
      with event as materialized (
        select n.id, n.xid, n.kind, n.payload,
          coalesce(n.payload->'loan'->>'patronId', n.payload->'hold'->>'patronId', n.payload->'transaction'->>'patronId',
            n.payload->'payment'->>'patronId', n.payload->>'patronId')::uuid as patron_id,
          coalesce(n.payload->'loan'->>'itemId', n.payload->'transaction'->>'itemId', n.payload->>'itemId')::uuid as item_id
        from (
          select o.id, o.xid, o.kind, case when o.kind = any (?) then o.payload end as payload
          from outbox o where
      """
          + OutboxReading.UNREAD
          + """
                order by o.xid, o.id limit ?) n)
          select e.id, e.xid::text as transaction, e.kind, e.payload, e.patron_id, p.category, p.branch,
            case when p.kind = 'PERSON' then p.birth_date end as birth_date, i.home_branch, i.location
          from event e
          left join patron p on p.tenant_id = ? and p.id = e.patron_id
          left join item i on i.tenant_id = ? and i.id = e.item_id
          order by e.xid, e.id
          """;

  private static final String MOVE =
      "update outbox_position set xid = ?::text::xid8, id = ? where tenant_id = ? and reader = ?";

  private static final String ITEMS =
      """
      delete from statistic_item where tenant_id = ? and id in (select id from statistic_item where tenant_id = ? limit ?)
      returning day, measure, branch, location, material_group, count
      """;

  private final Database database;
  private final PolicyCache policies;
  private final FigureQueries queries;

  PostgresStatistics(Database database, PolicyCache policies) {
    this.database = database;
    this.policies = policies;
    this.queries = new FigureQueries(database);
  }

  private record Read(String transaction, UUID id, StatisticEvents.@Nullable Told told) {}

  @Override
  public int count(TenantId tenant, int limit) {
    var policy = policies.ask(database, tenant, new Pipeline());
    return database.ask(connection -> {
      var number = tenant.value();
      var read = new ArrayList<Read>();
      var items = new ArrayList<Item>();
      var closed = lock(connection, tenant);
      new Pipeline()
          .add(
              row -> read.add(read(row)),
              PAGE,
              FactsLoader.texts(StatisticEvents.KINDS),
              number,
              number,
              READER,
              number,
              READER,
              limit,
              number,
              number)
          .add(row -> items.add(item(row)), ITEMS, number, number, limit)
          .run(connection);
      var events = new StatisticEvents(policy);
      var writer = new StatisticWriter(policy, closed);
      for (var r : read) {
        var told = r.told();
        if (told != null) {
          events.of(told).forEach(writer::add);
        }
      }
      for (var i : items) {
        if (StatisticEvents.isCounted(policy, i.day())) {
          var audience = StatisticEvents.audience(policy, i.branch(), i.location(), i.day());
          writer.add(i.measure(), i.day(), i.branch(), i.group(), audience, i.count());
        }
      }
      var write = new Pipeline();
      writer.addTo(write);
      if (!read.isEmpty()) {
        var last = read.getLast();
        write.add(MOVE, last.transaction(), last.id(), number, READER);
      }
      write.commit(connection);
      return Math.max(read.size(), items.size());
    });
  }

  private static Read read(ResultSet row) throws SQLException {
    var id = FactsLoader.uuid(row, "id");
    var payload = row.getString("payload");
    return new Read(
        row.getString("transaction"),
        id,
        payload == null
            ? null
            : new StatisticEvents.Told(
                row.getString("kind"),
                Json.MAPPER.readTree(payload),
                row.getObject("patron_id", UUID.class),
                row.getString("category"),
                row.getString("branch"),
                row.getObject("birth_date", LocalDate.class),
                row.getString("home_branch"),
                row.getString("location")));
  }

  /** Items that came or went. */
  private record Item(
      LocalDate day,
      Measure measure,
      String branch,
      @Nullable String location,
      String group,
      long count) {}

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getObject("day", LocalDate.class),
        Measure.valueOf(row.getString("measure")),
        row.getString("branch"),
        row.getString("location"),
        row.getString("material_group"),
        row.getLong("count"));
  }

  /** Has other nodes wait. The last day that is closed. */
  static @Nullable LocalDate lock(Connection connection, TenantId tenant) throws SQLException {
    var closed = new @Nullable LocalDate[1];
    new Pipeline()
        .add(Database.SET_TENANT, tenant.toString())
        .add(BEGIN, tenant.value(), READER)
        .add(LOCK, tenant.value(), READER)
        .add(row -> closed[0] = row.getObject(1, LocalDate.class), CLOSED, tenant.value())
        .run(connection);
    return closed[0];
  }

  /** A cell is an hour at a branch and an age group; all that was counted in it goes together. */
  private static final String MERGE_FEW =
      """
      with few as materialized (
        select c.day, c.hour, c.branch, c.age_group
        from (select distinct day, hour, branch, age_group from statistic_hour
          where tenant_id = ? and day > ? and day <= ? and age_group not in ('-', '*')) c
        where (select count(*) from statistic_person p where p.tenant_id = ? and p.day = c.day and p.hour = c.hour
          and p.branch = c.branch and p.age_group = c.age_group) < ?),
      gone as (
        delete from statistic_hour h using few f
        where h.tenant_id = ? and h.day = f.day and h.hour = f.hour and h.branch = f.branch and h.age_group = f.age_group
        returning h.*)
      insert into statistic_hour (tenant_id, day, hour, measure, branch, age_group, count, amount)
      select tenant_id, day, hour, measure, branch, '*', sum(count), sum(amount) from gone group by 1, 2, 3, 4, 5
      on conflict (tenant_id, day, hour, measure, branch, age_group) do update
      set count = statistic_hour.count + excluded.count, amount = statistic_hour.amount + excluded.amount
      """;

  private static final String FORGET_PERSONS =
      "delete from statistic_person where tenant_id = ? and day <= ?";

  private static final String CLOSE =
      """
      insert into statistic_closing (tenant_id, until_day) values (?, ?)
      on conflict (tenant_id) do update set until_day = excluded.until_day
      """;

  private static final String IS_STOCK_COUNTED =
      "select exists (select from statistic_stock where tenant_id = ? and day = ?)";

  /** Of one branch: a large tenant's would take longer than others like to wait. */
  private static final String COUNT_STOCK =
      """
      select location, coalesce(material_group, category) as material_group, count(*) as count
      from item where tenant_id = ? and home_branch = ? and status not in ('ON_ORDER', 'DISCARDED') and borrowed_from is null
      group by 1, 2
      """;

  private static final String KEEP_STOCK =
      """
      insert into statistic_stock (tenant_id, day, branch, material_group, audience, count)
      select ?, e.day, e.branch, e.material_group, e.audience, e.count
      from unnest(?, ?, ?, ?, ?, ?) e (n, day, branch, material_group, audience, count)
      on conflict do nothing
      """;

  @Override
  public int close(TenantId tenant, Instant now) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var today = policy.day(now);
    var last = today.minusDays(2);
    var least = policy.setting(Setting.STATISTICS_LEAST_PERSONS, "", today).value();
    return database.ask(connection -> {
      var closed = lock(connection, tenant);
      var write = new Pipeline();
      var days = 0;
      if (closed == null || closed.isBefore(last)) {
        var after = closed == null ? LocalDate.EPOCH : closed;
        days = closed == null ? 1 : (int) (last.toEpochDay() - closed.toEpochDay());
        var number = tenant.value();
        write
            .add(MERGE_FEW, number, after, last, number, least, number)
            .add(FORGET_PERSONS, number, last)
            .add(CLOSE, number, last);
      }
      countStock(connection, policy, today.minusDays(1), write);
      write.commit(connection);
      return days;
    });
  }

  private static void countStock(
      Connection connection, LendingPolicy policy, LocalDate day, Pipeline write)
      throws SQLException {
    var tenant = policy.tenant().id().value();
    var isThere = new boolean[1];
    new Pipeline()
        .add(row -> isThere[0] = row.getBoolean(1), IS_STOCK_COUNTED, tenant, day)
        .run(connection);
    if (isThere[0]) {
      return;
    }
    record Place(String branch, String group, String audience) {}
    var counts = new TreeMap<String, Map.Entry<Place, Long>>();
    var count = new Pipeline();
    for (var branch : policy.branches().keySet()) {
      count.add(
          row -> {
            var audience = StatisticEvents.audience(policy, branch, row.getString("location"), day);
            var place = new Place(branch, row.getString("material_group"), audience);
            var number = row.getLong("count");
            counts.merge(
                place.toString(),
                Map.entry(place, number),
                (a, b) -> Map.entry(place, a.getValue() + b.getValue()));
          },
          COUNT_STOCK,
          tenant,
          branch);
    }
    count.run(connection);
    var rows = new Columns("int4", "date", "text", "text", "text", "int8");
    counts
        .values()
        .forEach(c -> {
          var place = c.getKey();
          rows.row(rows.size(), day, place.branch(), place.group(), place.audience(), c.getValue());
        });
    if (!rows.isEmpty()) {
      write.add(KEEP_STOCK, rows.after(tenant));
    }
  }

  @Override
  public List<Figure> figures(TenantId tenant, Asked asked) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var least = policy.setting(Setting.STATISTICS_LEAST_PERSONS, "", asked.until()).value();
    return queries.figures(tenant, asked, least);
  }

  @Override
  public List<YearOfBranch> year(TenantId tenant, int year) {
    return queries.year(tenant, year);
  }

  private static final String REPLACED =
      """
      delete from visit_count v using unnest(?, ?, ?, ?, ?, ?) e (n, branch, day, counter, hour, visits)
      where v.tenant_id = ? and v.branch = e.branch and v.day = e.day and v.counter = e.counter
        and (v.hour < 0) <> (e.hour < 0)
      """;

  private static final String PUT_VISITS =
      """
      insert into visit_count (tenant_id, branch, day, counter, hour, visits, set_by)
      select ?, e.branch, e.day, e.counter, e.hour, e.visits, ?
      from unnest(?, ?, ?, ?, ?, ?) e (n, branch, day, counter, hour, visits)
      on conflict (tenant_id, branch, day, counter, hour) do update
      set visits = excluded.visits, set_by = excluded.set_by, set_at = now()
      where visit_count.visits <> excluded.visits
      """;

  @Override
  public void putVisits(TenantId tenant, List<Visits> visits, String by) {
    if (visits.size() > MAX_VISITS) {
      throw new IllegalArgumentException("at most %,d counts at once".formatted(MAX_VISITS));
    }
    var rows = new Columns("text", "text", "date", "text", "int2", "int4");
    var forms = new HashSet<String>();
    for (var v : visits) {
      var hour = v.hour();
      var of = String.join("\u001f", v.branch(), v.day().toString(), v.counter());
      forms.add(of + (hour == null));
      if (forms.contains(of + (hour != null))) {
        throw new IllegalArgumentException(
            "the %s of %s at %s is counted by the hour, or as a whole, and not both"
                .formatted(v.counter(), v.day(), v.branch()));
      }
      rows.row(
          of + '\u001f' + hour,
          v.branch(),
          v.day(),
          v.counter(),
          hour == null ? -1 : hour,
          v.visits());
    }
    if (rows.isEmpty()) {
      return;
    }
    var put = new ArrayList<Object>(List.of(tenant.value(), by));
    put.addAll(rows.arrays());
    database.inTenant(
        tenant,
        new Pipeline().add(REPLACED, rows.before(tenant.value())).add(PUT_VISITS, put.toArray()));
  }

  /** The word by which children's material is kept. */
  static final String CHILDREN = Audience.CHILDREN.name().toLowerCase(Locale.ROOT);
}
