package org.samling.postgres.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.TransportLists;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/** Answers the work lists for transports, in one round trip each. */
public final class PostgresTransportLists implements TransportLists {

  private static final String COLUMNS =
      """
      select i.barcode as item, coalesce(l.title, c.title) as title, coalesce(t.from_branch, t.from_elsewhere) as from,
        t.to_branch as to, t.hold_id is not null as for_hold, t.sent_at as sent, t.crate, false as is_overdue
      from transit t
      join item i on i.tenant_id = t.tenant_id and i.id = t.item_id
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where t.tenant_id = ? and t.ended_at is null
      """;

  private static final String ORDERED = "order by t.sent_at, i.barcode limit ?";

  private static final String CRATES =
      """
      select t.crate, min(t.to_branch) as to, count(*) as items, min(t.sent_at) as since
      from transit t
      where t.tenant_id = ? and t.ended_at is null and t.crate is not null
        and (t.to_branch = any (?) or t.from_branch = any (?))
      group by t.crate order by since, t.crate limit ?
      """;

  private static final String CRATE = COLUMNS + "and t.crate = ? order by i.barcode";

  private final Database database;
  private final PolicyCache policies;

  public PostgresTransportLists(Database database, PolicyCache policies) {
    this.database = database;
    this.policies = policies;
  }

  @Override
  public List<OnItsWay> transits(TenantId tenant, TransitFilter asked, int limit) {
    var sql = new StringBuilder(COLUMNS);
    var parameters = new ArrayList<Object>(List.of(tenant.value()));
    add("and t.from_branch = ?\n", asked.from(), sql, parameters);
    add("and t.to_branch = ?\n", asked.to(), sql, parameters);
    add("and t.crate = ?\n", asked.crate(), sql, parameters);
    if (asked.branches() != null) {
      var seen = SqlArray.texts(asked.branches());
      sql.append("and (t.to_branch = any (?) or t.from_branch = any (?))\n");
      parameters.addAll(List.of(seen, seen));
    }
    parameters.add(limit);
    return list(tenant, sql + ORDERED, parameters.toArray());
  }

  private static void add(
      String condition, @Nullable String value, StringBuilder sql, List<Object> parameters) {
    if (value != null) {
      sql.append(condition);
      parameters.add(value);
    }
  }

  @Override
  public List<Crate> crates(TenantId tenant, Collection<String> branches, int limit) {
    var seen = SqlArray.texts(branches);
    return database.inTenant(
        tenant, p -> p.list(Crate.class, CRATES, tenant.value(), seen, seen, limit));
  }

  @Override
  public List<OnItsWay> crate(TenantId tenant, String crate) {
    return list(tenant, CRATE, tenant.value(), crate);
  }

  private List<OnItsWay> list(TenantId tenant, String sql, Object... parameters) {
    var questions = new Pipeline();
    var found = questions.list(OnItsWay.class, sql, parameters);
    var policy = policies.ask(database, tenant, questions);
    var today = policy.day(Instant.now());
    return found.get().stream().map(way -> judged(way, policy, today)).toList();
  }

  private static OnItsWay judged(OnItsWay way, LendingPolicy policy, LocalDate today) {
    var days = policy.setting(Setting.TRANSIT_DAYS, way.to(), today).value();
    return new OnItsWay(
        way.item(),
        way.title(),
        way.from(),
        way.to(),
        way.forHold(),
        way.sent(),
        way.crate(),
        today.isAfter(policy.day(way.sent()).plusDays(days)));
  }
}
