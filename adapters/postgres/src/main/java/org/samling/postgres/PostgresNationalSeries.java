package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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

/** Keeps who borrowed until it is delivered. The lines are written by {@link StatisticWriter}. */
final class PostgresNationalSeries implements NationalSeries {

  private static final int AT_ONCE = 1_000;

  private static final String DELIVERIES =
      """
      select number, from_day, until_day, lines, made_at, made_by, confirmed_at, confirmed_by, forgotten
      from series_delivery where tenant_id = ?
      """;

  private static final String WAITING = DELIVERIES + " and confirmed_at is null";

  private static final String LATEST = DELIVERIES + " order by number desc limit 1000";

  private static final String MAKE =
      """
      insert into series_delivery (tenant_id, number, from_day, until_day, lines, made_by)
      select ?, (select coalesce(max(number), 0) + 1 from series_delivery where tenant_id = ?), w.first, w.last, w.lines, ?
      from (select min(day) as first, max(day) as last, count(*) as lines from series_line
        where tenant_id = ? and delivery is null and day <= ?) w
      where w.lines > 0
      """;

  private static final String TAKE =
      """
      update series_line l set delivery = d.number from series_delivery d
      where d.tenant_id = ? and d.confirmed_at is null and l.tenant_id = ? and l.delivery is null and l.day <= ?
      """;

  private static final String LINES =
      """
      select l.id, l.measure, l.day, l.branch, l.material_group, l.audience, l.patron_id,
        encode(p.cpr_sealed, 'hex') as sealed, p.cpr_seal_key_version as version
      from series_line l left join patron p on p.tenant_id = ? and p.id = l.patron_id
      where l.tenant_id = ? and l.delivery = ? and l.id > ?
      order by l.id limit ?
      """;

  private static final String CONFIRM =
      """
      update series_delivery set confirmed_at = now(), confirmed_by = ?
      where tenant_id = ? and number = ? and confirmed_at is null returning number
      """;

  private static final String FORGET_DELIVERED =
      """
      delete from series_line l using series_delivery d
      where d.tenant_id = ? and d.number = ? and d.confirmed_at is not null and l.tenant_id = ? and l.delivery = d.number
      """;

  private static final String FORGET =
      """
      with gone as (
        delete from series_line where tenant_id = ? and day < ? returning delivery),
      counts as (select delivery, count(*) as lines from gone where delivery is not null group by 1),
      noted as (
        update series_delivery d set forgotten = d.forgotten + c.lines from counts c
        where d.tenant_id = ? and d.number = c.delivery)
      select count(*) from gone
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PatronKeys keys;

  PostgresNationalSeries(Database database, PolicyCache policies, PatronKeys keys) {
    this.database = database;
    this.policies = policies;
    this.keys = keys;
  }

  @Override
  public Optional<Delivery> prepare(TenantId tenant, LocalDate until, String by) {
    return database.ask(connection -> {
      var closed = PostgresStatistics.lock(connection, tenant);
      var number = tenant.value();
      var found = new ArrayList<Delivery>();
      new Pipeline().add(row -> found.add(delivery(row)), WAITING, number).run(connection);
      if (found.isEmpty() && closed != null) {
        var last = until.isBefore(closed) ? until : closed;
        new Pipeline()
            .add(MAKE, number, number, by, number, last)
            .add(TAKE, number, number, last)
            .add(row -> found.add(delivery(row)), WAITING, number)
            .run(connection);
      }
      new Pipeline().commit(connection);
      return found.stream().findFirst();
    });
  }

  @Override
  public void lines(TenantId tenant, Delivery delivery, Consumer<Line> lines) {
    var after = new UUID[] {new UUID(0, 0)};
    var page = new ArrayList<Line>();
    do {
      page.clear();
      database.inTenant(
          tenant,
          new Pipeline()
              .add(
                  row -> page.add(line(tenant, row)),
                  LINES,
                  tenant.value(),
                  tenant.value(),
                  delivery.number(),
                  after[0],
                  AT_ONCE));
      page.forEach(lines);
      if (!page.isEmpty()) {
        after[0] = page.getLast().id();
      }
    } while (page.size() == AT_ONCE);
  }

  private Line line(TenantId tenant, ResultSet row) throws SQLException {
    return new Line(
        FactsLoader.uuid(row, "id"),
        Measure.valueOf(row.getString("measure")),
        row.getObject("day", LocalDate.class),
        row.getString("branch"),
        row.getString("material_group"),
        row.getString("audience"),
        cpr(keys, tenant, row));
  }

  /** The number that a row with patron_id, sealed and version tells, or null. */
  static @Nullable Cpr cpr(PatronKeys keys, TenantId tenant, ResultSet row) throws SQLException {
    var sealed = row.getString("sealed");
    return sealed == null
        ? null
        : keys.open(
            tenant,
            FactsLoader.uuid(row, "patron_id"),
            new PatronKeys.Kept(sealed, row.getShort("version")));
  }

  @Override
  public boolean confirm(TenantId tenant, long number, String by) {
    var confirmed = new boolean[1];
    database.inTenant(
        tenant,
        new Pipeline()
            .add(_ -> confirmed[0] = true, CONFIRM, by, tenant.value(), number)
            .add(FORGET_DELIVERED, tenant.value(), number, tenant.value()));
    return confirmed[0];
  }

  @Override
  public int forget(TenantId tenant, Instant now) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var today = policy.day(now);
    var days = policy.setting(Setting.STATISTICS_SERIES_DAYS, "", today).value();
    var gone = new int[1];
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> gone[0] = row.getInt(1),
                FORGET,
                tenant.value(),
                today.minusDays(days),
                tenant.value()));
    return gone[0];
  }

  @Override
  public List<Delivery> deliveries(TenantId tenant) {
    var found = new ArrayList<Delivery>();
    database.inTenant(
        tenant, new Pipeline().add(row -> found.add(delivery(row)), LATEST, tenant.value()));
    return found;
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("number"),
        row.getObject("from_day", LocalDate.class),
        row.getObject("until_day", LocalDate.class),
        row.getLong("lines"),
        FactsLoader.instant(row, "made_at"),
        row.getString("made_by"),
        FactsLoader.instantOrNull(row, "confirmed_at"),
        row.getString("confirmed_by"),
        row.getLong("forgotten"));
  }
}
