package org.samling.postgres.reports;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Audience;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.core.statistics.Measure;
import org.samling.core.statistics.Statistics;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.OutboxReader;
import org.samling.postgres.writer.StatisticEvents;
import org.samling.postgres.writer.StatisticWriter;

/**
 * Keeps the sums. Events of the outbox are added in the transaction that moves the reading position
 * past them, under that row's lock: once, however many nodes count and whenever they crash. Rows
 * are read once every earlier transaction has ended (below {@code pg_snapshot_xmin}).
 */
public final class PostgresStatistics implements Statistics {

  private static final String READER = "statistics";

  private static final String BEGIN =
      """
      insert into outbox_position (tenant_id, reader, xid, id)
      values (:tenant, :reader, '0'::xid8, '00000000-0000-0000-0000-000000000000') on conflict do nothing
      """;

  private static final String LOCK =
      "select 1 from outbox_position where tenant_id = :tenant and reader = :reader for update";

  private static final String CLOSED =
      "select until_day from statistic_closing where tenant_id = :tenant";

  /**
   * The events are read first, as rows of their own: under row-level security an index is not
   * searched by a patron's number cast from JSON, but it is by a column of rows already read.
   */
  private static final String PAGE =
      """
      with event as materialized (
        select n.id, n.xid, n.kind, n.payload,
          coalesce(n.payload->'loan'->>'patronId', n.payload->'hold'->>'patronId', n.payload->'transaction'->>'patronId',
            n.payload->'payment'->>'patronId', n.payload->>'patronId')::uuid as patron_id,
          coalesce(n.payload->'loan'->>'itemId', n.payload->'transaction'->>'itemId', n.payload->>'itemId')::uuid as item_id
        from (
          select o.id, o.xid, o.kind, case when o.kind = any (:kinds) then o.payload end as payload
          from outbox o where
      """
          + OutboxReader.UNREAD
          + """
                order by o.xid, o.id limit :limit) n)
          select e.id, e.xid::text as transaction, e.kind, e.payload, e.patron_id, p.category, p.branch,
            case when p.kind = 'PERSON' then p.birth_date end as birth_date, i.home_branch, i.location
          from event e
          left join patron p on p.tenant_id = :tenant and p.id = e.patron_id
          left join item i on i.tenant_id = :tenant and i.id = e.item_id
          order by e.xid, e.id
          """;

  private static final String MOVE =
      "update outbox_position set xid = :xid::text::xid8, id = :id where tenant_id = :tenant and reader = :reader";

  private static final String ITEMS =
      """
      delete from statistic_item where tenant_id = :tenant and id in (select id from statistic_item where tenant_id = :tenant limit :limit)
      returning day, measure, branch, location, material_group as "group", count
      """;

  private final Database database;
  private final PolicyCache policies;
  private final FigureQueries queries;

  public PostgresStatistics(Database database, PolicyCache policies) {
    this.database = database;
    this.policies = policies;
    this.queries = new FigureQueries(database);
  }

  /** An event of the outbox; without its payload where its kind does not count. */
  private record Read(
      String transaction,
      UUID id,
      String kind,
      @Nullable JsonText payload,
      @Nullable UUID patronId,
      @Nullable String category,
      @Nullable String branch,
      @Nullable LocalDate birthDate,
      @Nullable String homeBranch,
      @Nullable String location) {

    StatisticEvents.@Nullable EventRow told() {
      return payload == null
          ? null
          : new StatisticEvents.EventRow(
              kind,
              Json.MAPPER.readTree(payload.json()),
              patronId,
              category,
              branch,
              birthDate,
              homeBranch,
              location);
    }
  }

  @Override
  public int count(TenantId tenant, int limit) {
    var policy = policies.ask(database, tenant, new Pipeline());
    return database.ask(connection -> {
      var closed = lock(connection, tenant);
      var look = Pipeline.of(tenant);
      var page = Parameters.of("reader", READER).and("limit", limit);
      var reading =
          look.list(Read.class, PAGE, page.and("kinds", SqlArray.texts(StatisticEvents.KINDS)));
      var added = look.list(Item.class, ITEMS, page);
      look.run(connection);
      var read = reading.get();
      var items = added.get();
      var events = new StatisticEvents(policy);
      var writer = new StatisticWriter(policy, closed);
      for (var r : read) {
        var event = r.told();
        if (event != null) {
          events.of(event).forEach(writer::add);
        }
      }
      for (var i : items) {
        if (StatisticEvents.isCounted(policy, i.day())) {
          var audience = StatisticEvents.audience(policy, i.branch(), i.location(), i.day());
          writer.add(i.measure(), i.day(), i.branch(), i.group(), audience, i.count());
        }
      }
      var write = Pipeline.of(tenant);
      writer.addTo(write);
      if (!read.isEmpty()) {
        var last = read.getLast();
        write.add(MOVE, PostgresForeignItems.position(READER, last.transaction(), last.id()));
      }
      write.commit(connection);
      return Math.max(read.size(), items.size());
    });
  }

  /** Items that were added or withdrawn. */
  private record Item(
      LocalDate day,
      Measure measure,
      String branch,
      @Nullable String location,
      String group,
      long count) {}

  /** Locks out other nodes, and returns the last day that is closed. */
  public static @Nullable LocalDate lock(Connection connection, TenantId tenant)
      throws SQLException {
    var pipeline = Pipeline.of(tenant).add(Acting.SET, Acting.of(tenant));
    var reader = Parameters.of("reader", READER);
    var closed = pipeline.add(BEGIN, reader).add(LOCK, reader).optional(LocalDate.class, CLOSED);
    pipeline.run(connection);
    return closed.get().orElse(null);
  }

  /** A cell is an hour at a branch and an age group; all its counts are merged together. */
  private static final String MERGE_FEW =
      """
      with few as materialized (
        select c.day, c.hour, c.branch, c.age_group
        from (select distinct day, hour, branch, age_group from statistic_hour
          where tenant_id = :tenant and day > :after and day <= :last and age_group not in ('-', '*')) c
        where (select count(*) from statistic_person p where p.tenant_id = :tenant and p.day = c.day and p.hour = c.hour
          and p.branch = c.branch and p.age_group = c.age_group) < :least),
      gone as (
        delete from statistic_hour h using few f
        where h.tenant_id = :tenant and h.day = f.day and h.hour = f.hour and h.branch = f.branch and h.age_group = f.age_group
        returning h.*)
      insert into statistic_hour (tenant_id, day, hour, measure, branch, age_group, count, amount)
      select tenant_id, day, hour, measure, branch, '*', sum(count), sum(amount) from gone group by 1, 2, 3, 4, 5
      on conflict (tenant_id, day, hour, measure, branch, age_group) do update
      set count = statistic_hour.count + excluded.count, amount = statistic_hour.amount + excluded.amount
      """;

  private static final String FORGET_PERSONS =
      "delete from statistic_person where tenant_id = :tenant and day <= :last";

  private static final String CLOSE =
      """
      insert into statistic_closing (tenant_id, until_day) values (:tenant, :last)
      on conflict (tenant_id) do update set until_day = excluded.until_day
      """;

  private static final String IS_STOCK_COUNTED =
      "select exists (select from statistic_stock where tenant_id = ? and day = ?)";

  /** Counts one branch: a large tenant's whole stock would hold others up for too long. */
  private static final String COUNT_STOCK =
      """
      select location, coalesce(material_group, category) as material_group, count(*) as count
      from item where tenant_id = ? and home_branch = ? and status not in ('ON_ORDER', 'DISCARDED') and borrowed_from is null
      group by 1, 2
      """;

  private static final RowStatement<StockRow> KEEP_STOCK =
      RowStatement.of(
          StockRow.class,
          """
          insert into statistic_stock (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict do nothing
          """);

  @Override
  public int close(TenantId tenant, Instant now) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var today = policy.day(now);
    var last = today.minusDays(2);
    var least = policy.setting(Setting.STATISTICS_LEAST_PERSONS, "", today).value();
    return database.ask(connection -> {
      var closed = lock(connection, tenant);
      var write = Pipeline.of(tenant);
      var days = 0;
      if (closed == null || closed.isBefore(last)) {
        var after = closed == null ? LocalDate.EPOCH : closed;
        days = closed == null ? 1 : (int) (last.toEpochDay() - closed.toEpochDay());
        var closing = Parameters.of("after", after).and("last", last).and("least", least);
        write.add(MERGE_FEW, closing).add(FORGET_PERSONS, closing).add(CLOSE, closing);
      }
      countStock(connection, policy, today.minusDays(1), write);
      write.commit(connection);
      return days;
    });
  }

  private record CountedRow(@Nullable String location, String materialGroup, long count) {}

  private record StockRow(
      LocalDate day, String branch, String materialGroup, String audience, long count) {

    StockRow plus(StockRow other) {
      return new StockRow(day, branch, materialGroup, audience, count + other.count);
    }
  }

  private static void countStock(
      Connection connection, LendingPolicy policy, LocalDate day, Pipeline write)
      throws SQLException {
    var tenant = policy.tenant().id();
    if (Rows.one(connection, Boolean.class, IS_STOCK_COUNTED, tenant, day)) {
      return;
    }
    var counts = new TreeMap<String, StockRow>();
    var count = Pipeline.of(tenant);
    for (var branch : policy.branches().keySet()) {
      count.each(
          CountedRow.class,
          row -> {
            var audience = StatisticEvents.audience(policy, branch, row.location(), day);
            counts.merge(
                "%s %s %s".formatted(branch, row.materialGroup(), audience),
                new StockRow(day, branch, row.materialGroup(), audience, row.count()),
                StockRow::plus);
          },
          COUNT_STOCK,
          tenant,
          branch);
    }
    count.run(connection);
    write.write(KEEP_STOCK, counts.values());
  }

  @Override
  public List<Figure> figures(TenantId tenant, FigureQuery asked) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var least = policy.setting(Setting.STATISTICS_LEAST_PERSONS, "", asked.until()).value();
    return queries.figures(tenant, asked, least);
  }

  @Override
  public List<YearOfBranch> year(TenantId tenant, int year) {
    return queries.year(tenant, year);
  }

  private static final RowStatement<VisitRow> REPLACED =
      RowStatement.of(
          VisitRow.class,
          """
          delete from visit_count v using {rows}
          where v.tenant_id = :tenant and v.branch = e.branch and v.day = e.day and v.counter = e.counter
            and (v.hour < 0) <> (e.hour < 0)
          """);

  private static final RowStatement<VisitRow> PUT_VISITS =
      RowStatement.of(
          VisitRow.class,
          """
          insert into visit_count (tenant_id, set_by, {*}) select :tenant, :by, {e.*} from {rows}
          on conflict (tenant_id, branch, day, counter, hour) do update
          set visits = excluded.visits, set_by = excluded.set_by, set_at = now()
          where visit_count.visits <> excluded.visits
          """);

  /** Visits in an hour; hour -1 is a whole day. */
  private record VisitRow(String branch, LocalDate day, String counter, int hour, int visits) {}

  @Override
  public void putVisits(TenantId tenant, List<Visits> visits, String by) {
    if (visits.size() > MAX_VISITS) {
      throw new IllegalArgumentException("at most %,d counts at once".formatted(MAX_VISITS));
    }
    var rows = new LinkedHashMap<String, VisitRow>();
    var forms = new HashSet<String>();
    for (var v : visits) {
      var hour = v.hour();
      var of = String.join("\u001f", v.branch(), v.day().toString(), v.counter());
      forms.add(of + (hour == null));
      if (forms.contains(of + (hour != null))) {
        throw new IllegalArgumentException(
            "the %s of %s at %s is counted either by the hour or for the whole day, not both"
                .formatted(v.counter(), v.day(), v.branch()));
      }
      rows.put(
          of + '\u001f' + hour,
          new VisitRow(v.branch(), v.day(), v.counter(), hour == null ? -1 : hour, v.visits()));
    }
    if (rows.isEmpty()) {
      return;
    }
    database.inTenant(
        tenant,
        new Pipeline()
            .write(REPLACED, rows.values())
            .write(PUT_VISITS, rows.values(), Parameters.of("by", by)));
  }

  /** The stored code for children's material. */
  static final String CHILDREN = Audience.CHILDREN.name().toLowerCase(Locale.ROOT);
}
