package org.samling.postgres.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;
import org.samling.core.policy.Setting;
import org.samling.core.statistics.Measure;
import org.samling.core.statistics.NationalSeries;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.Seal;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.reports.PostgresStatistics;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.writer.StatisticWriter;

/** Keeps who borrowed until the series is delivered. {@link StatisticWriter} writes the lines. */
public final class PostgresNationalSeries implements NationalSeries {

  private static final int AT_ONCE = 1_000;

  private static final String DELIVERIES =
      """
      select number, from_day as from, until_day as until, lines, made_at as made, made_by, confirmed_at as confirmed,
        confirmed_by, forgotten
      from series_delivery where tenant_id = :tenant
      """;

  private static final String WAITING = DELIVERIES + " and confirmed_at is null";

  private static final String LATEST = DELIVERIES + " order by number desc limit 1000";

  private static final String MAKE =
      """
      insert into series_delivery (tenant_id, number, from_day, until_day, lines, made_by)
      select :tenant, (select coalesce(max(number), 0) + 1 from series_delivery where tenant_id = :tenant), w.first, w.last,
        w.lines, :by
      from (select min(day) as first, max(day) as last, count(*) as lines from series_line
        where tenant_id = :tenant and delivery is null and day <= :last) w
      where w.lines > 0
      """;

  private static final String TAKE =
      """
      update series_line l set delivery = d.number from series_delivery d
      where d.tenant_id = :tenant and d.confirmed_at is null and l.tenant_id = :tenant and l.delivery is null and l.day <= :last
      """;

  private static final String LINES =
      """
      select l.id, l.measure, l.day, l.branch, l.material_group, l.audience, l.patron_id,
        encode(p.cpr_sealed, 'hex') as sealed, p.cpr_seal_key_version as version
      from series_line l left join patron p on p.tenant_id = :tenant and p.id = l.patron_id
      where l.tenant_id = :tenant and l.delivery = ? and l.id > ?
      order by l.id limit ?
      """;

  private static final String CONFIRM =
      """
      update series_delivery set confirmed_at = now(), confirmed_by = :by
      where tenant_id = :tenant and number = :number and confirmed_at is null returning number
      """;

  private static final String FORGET_DELIVERED =
      """
      delete from series_line l using series_delivery d
      where d.tenant_id = :tenant and d.number = :number and d.confirmed_at is not null and l.tenant_id = :tenant and l.delivery = d.number
      """;

  private static final String FORGET =
      """
      with gone as (
        delete from series_line where tenant_id = :tenant and day < :before returning delivery),
      counts as (select delivery, count(*) as lines from gone where delivery is not null group by 1),
      noted as (
        update series_delivery d set forgotten = d.forgotten + c.lines from counts c
        where d.tenant_id = :tenant and d.number = c.delivery)
      select count(*) from gone
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;

  public PostgresNationalSeries(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
  }

  @Override
  public Optional<Delivery> prepare(TenantId tenant, LocalDate until, String by) {
    return database.ask(connection -> {
      var closed = PostgresStatistics.lock(connection, tenant);
      var of = Parameters.of("tenant", tenant);
      var waiting = Rows.optional(connection, Delivery.class, WAITING, of);
      if (waiting.isEmpty() && closed != null) {
        var made = of.and("by", by).and("last", until.isBefore(closed) ? until : closed);
        var make = new Pipeline().add(MAKE, made).add(TAKE, made);
        var answer = make.optional(Delivery.class, WAITING, of);
        make.run(connection);
        waiting = answer.get();
      }
      new Pipeline().commit(connection);
      return waiting;
    });
  }

  @Override
  public void lines(TenantId tenant, Delivery delivery, Consumer<Line> lines) {
    var after = new UUID(0, 0);
    int size;
    do {
      var from = after;
      var page =
          database.inTenant(
              tenant, p -> p.list(LineRow.class, LINES, delivery.number(), from, AT_ONCE));
      page.forEach(row -> lines.accept(row.line(row.patron().cpr(keys, tenant))));
      size = page.size();
      after = page.isEmpty() ? after : page.getLast().id();
    } while (size == AT_ONCE);
  }

  private record LineRow(
      UUID id,
      Measure measure,
      LocalDate day,
      String branch,
      String materialGroup,
      String audience,
      SealedRow patron) {

    Line line(@Nullable Cpr cpr) {
      return new Line(id, measure, day, branch, materialGroup, audience, cpr);
    }
  }

  /** A patron, and the sealed CPR number in hexadecimal; null where there is none. */
  record SealedRow(UUID patronId, @Nullable String sealed, @Nullable Short version) {

    /** The number, or null. */
    @Nullable Cpr cpr(PatronKeys keys, TenantId tenant) {
      return sealed == null || version == null
          ? null
          : keys.open(tenant, patronId, new Seal.KeyedBytes(sealed, version));
    }
  }

  @Override
  public boolean confirm(TenantId tenant, long number, String by) {
    var named = Parameters.of("number", number).and("by", by);
    return database.inTenant(
        tenant,
        p -> {
          var confirmed = p.any(CONFIRM, named);
          p.add(FORGET_DELIVERED, named);
          return confirmed;
        });
  }

  @Override
  public int forget(TenantId tenant, Instant now) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var today = policy.day(now);
    var days = policy.setting(Setting.STATISTICS_SERIES_DAYS, "", today).value();
    return database.inTenant(
        tenant, p -> p.one(Integer.class, FORGET, Parameters.of("before", today.minusDays(days))));
  }

  @Override
  public List<Delivery> deliveries(TenantId tenant) {
    return database.inTenant(tenant, p -> p.list(Delivery.class, LATEST));
  }
}
