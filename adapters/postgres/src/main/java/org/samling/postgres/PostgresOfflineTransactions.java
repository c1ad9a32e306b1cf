package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.reason.Why;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/** What machines did while the library could not be asked, as staff see it. */
final class PostgresOfflineTransactions implements OfflineTransactions {

  /**
   * With what follows only from all that is known by now: that an item was lent which somebody had,
   * and lent on before anybody returned it.
   */
  private static final String TOLD =
      """
      with told as (
        select t.*, coalesce(a.is_had, false) as is_had, coalesce(b.is_lent_on, false) as is_lent_on
        from offline_transaction t
        left join loan l on t.message = 'CHECKOUT' and l.tenant_id = t.tenant_id and l.id = t.loan_id and l.undone_at is null
        left join lateral (
          select true as is_had from loan p
          where p.tenant_id = l.tenant_id and p.item_id = l.item_id and p.id <> l.id and p.returned_at = l.lent_at
            and p.undone_at is null and not exists (select from offline_transaction r
              where r.tenant_id = p.tenant_id and r.loan_id = p.id and r.message = 'CHECKIN')
          limit 1) a on true
        left join lateral (
          select true as is_lent_on from loan n
          where n.tenant_id = l.tenant_id and n.item_id = l.item_id and n.id <> l.id and n.lent_at = l.returned_at
            and n.undone_at is null and not exists (select from offline_transaction r
              where r.tenant_id = l.tenant_id and r.loan_id = l.id and r.message = 'CHECKIN')
          limit 1) b on true
        where t.tenant_id = ? and (?::text is null or t.branch = ?) and (?::text is null or t.account = ?)
          and (?::timestamptz is null or t.received_at >= ?)),
      results as (
        select *, case when state <> 'DONE' then state
          when broken_rules is not null or is_had or is_lent_on then 'BROKE_RULES' else 'DONE' end as result
        from told),
      asked as (select * from results where not ? or (result <> 'DONE' and settled_at is null))
      """;

  private static final String LIST =
      TOLD
          + """
          select s.*, coalesce(s.patron, (select n.value from patron_identifier n where n.tenant_id = s.tenant_id
            and n.patron_id = s.patron_id and n.kind = 'CARD' order by n.active desc, n.value limit 1)) as named
          from asked s
          where (coalesce(s.done_at, '-infinity'), s.received_at, s.id)
            > (coalesce(?::timestamptz, '-infinity'), coalesce(?::timestamptz, '-infinity'),
              coalesce(?::uuid, '00000000-0000-0000-0000-000000000000'))
          order by coalesce(s.done_at, '-infinity'), s.received_at, s.id limit ?
          """;

  private static final String COUNTS =
      TOLD + "select result, count(*) as number from asked group by result";

  private static final String SETTLE =
      """
      update offline_transaction set settled_at = now(), settled_by = ?, settled_note = ?
      where tenant_id = ? and id = ? and settled_at is null returning id
      """;

  private static final String FORGET_NAMES =
      """
      update offline_transaction t set patron_id = null, patron = null, broken_rules = null
      from unnest(?, ?) w (branch, until)
      where t.tenant_id = ? and t.branch = w.branch and t.received_at < w.until and t.loan_id is null
        and (t.patron_id is not null or t.patron is not null)
      """;

  private static final String FORGET =
      """
      delete from offline_transaction t using unnest(?, ?) w (branch, until)
      where t.tenant_id = ? and t.branch = w.branch and t.received_at < w.until returning t.id
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PostgresAccessLog log;

  PostgresOfflineTransactions(Database database, PolicyCache policies, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.log = log;
  }

  @Override
  public List<Told> list(TenantId tenant, Asked asked, @Nullable Place after, int limit) {
    var done = after == null ? null : after.done();
    var found = new ArrayList<Told>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> {
                  found.add(told(row));
                  var patron = row.getObject("patron_id", UUID.class);
                  if (patron != null) {
                    log.read(tenant, patron);
                  }
                },
                LIST,
                asked(
                    tenant,
                    asked,
                    done == null ? null : done.atOffset(ZoneOffset.UTC),
                    after == null ? null : after.received().atOffset(ZoneOffset.UTC),
                    after == null ? null : after.id(),
                    limit)));
    return found;
  }

  @Override
  public Map<Result, Long> counts(TenantId tenant, Asked asked) {
    var counts = new EnumMap<Result, Long>(Result.class);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> counts.put(Result.valueOf(row.getString("result")), row.getLong("number")),
                COUNTS,
                asked(tenant, asked)));
    return counts;
  }

  private static @Nullable Object[] asked(
      TenantId tenant, Asked asked, @Nullable Object... others) {
    var since = asked.since();
    var at = since == null ? null : since.atOffset(ZoneOffset.UTC);
    var parameters = new ArrayList<@Nullable Object>();
    parameters.add(tenant.value());
    parameters.add(asked.branch());
    parameters.add(asked.branch());
    parameters.add(asked.account());
    parameters.add(asked.account());
    parameters.add(at);
    parameters.add(at);
    parameters.add(asked.onlyConflicts());
    parameters.addAll(Arrays.asList(others));
    return parameters.toArray();
  }

  private static Told told(ResultSet row) throws SQLException {
    var broken = row.getString("broken_rules");
    var rules = new ArrayList<String>();
    if (broken != null) {
      Json.readRules(broken).stream().map(Why::rule).forEach(rules::add);
    }
    if (row.getBoolean("is_had")) {
      rules.add(LENT_ALREADY);
    }
    if (row.getBoolean("is_lent_on")) {
      rules.add(RETURN_UNKNOWN);
    }
    var reason = row.getString("reason");
    var settled = FactsLoader.instantOrNull(row, "settled_at");
    return new Told(
        FactsLoader.uuid(row, "id"),
        OfflineTransaction.Message.valueOf(row.getString("message")),
        row.getString("account"),
        row.getString("branch"),
        row.getString("named"),
        row.getString("item"),
        FactsLoader.instantOrNull(row, "done_at"),
        FactsLoader.instant(row, "received_at"),
        Result.valueOf(row.getString("result")),
        reason == null ? null : RefusalReason.valueOf(reason),
        rules,
        settled == null
            ? null
            : new Settled(row.getString("settled_by"), settled, row.getString("settled_note")));
  }

  @Override
  public boolean settle(TenantId tenant, UUID transaction, String by, @Nullable String note) {
    var done = new ArrayList<UUID>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> done.add(FactsLoader.uuid(row, "id")),
                SETTLE,
                by,
                note,
                tenant.value(),
                transaction));
    return !done.isEmpty();
  }

  @Override
  public int forget(TenantId tenant, Instant now) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var gone = new ArrayList<UUID>();
    var branches = FactsLoader.texts(policy.branches().keySet());
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                FORGET_NAMES,
                branches,
                until(policy, Setting.LOAN_RETENTION_DAYS, now),
                tenant.value())
            .add(
                row -> gone.add(FactsLoader.uuid(row, "id")),
                FORGET,
                branches,
                until(policy, Setting.OFFLINE_KEEP_DAYS, now),
                tenant.value()));
    return gone.size();
  }

  /** Before when it is long enough ago, at each branch. */
  private static Pipeline.Texts until(LendingPolicy policy, Setting<Integer> days, Instant now) {
    var today = policy.day(now);
    var until = new ArrayList<OffsetDateTime>();
    for (var branch : policy.branches().keySet()) {
      until.add(
          today
              .minusDays(policy.setting(days, branch, today).value())
              .atStartOfDay(policy.tenant().zone())
              .toOffsetDateTime());
    }
    return new Pipeline.Texts("timestamptz", until);
  }
}
