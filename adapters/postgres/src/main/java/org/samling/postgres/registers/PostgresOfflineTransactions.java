package org.samling.postgres.registers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.PostgresAccessLog;

/** Offline transactions of machines, as staff see them. */
public final class PostgresOfflineTransactions implements OfflineTransactions {

  /**
   * Adds what follows only from everything known by now: that the item was on loan to somebody when
   * it was lent, or was lent again before anybody returned it.
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
        where t.tenant_id = :tenant and (:branch::text is null or t.branch = :branch)
          and (:account::text is null or t.account = :account)
          and (:since::timestamptz is null or t.received_at >= :since)),
      results as (
        select *, case when state <> 'DONE' then state
          when broken_rules is not null or is_had or is_lent_on then 'BROKE_RULES' else 'DONE' end as result
        from told),
      asked as (select * from results where not :onlyConflicts or (result <> 'DONE' and settled_at is null))
      """;

  private static final String LIST =
      TOLD
          + """
          select s.*, coalesce(s.patron, (select n.value from patron_identifier n where n.tenant_id = s.tenant_id
            and n.patron_id = s.patron_id and n.kind = 'CARD' order by n.active desc, n.value limit 1)) as named
          from asked s
          where (coalesce(s.done_at, '-infinity'), s.received_at, s.id)
            > (coalesce(:done::timestamptz, '-infinity'), coalesce(:received::timestamptz, '-infinity'),
              coalesce(:after::uuid, '00000000-0000-0000-0000-000000000000'))
          order by coalesce(s.done_at, '-infinity'), s.received_at, s.id limit :limit
          """;

  private static final String COUNTS =
      TOLD + "select result, count(*) as number from asked group by result";

  private static final String SETTLE =
      """
      update offline_transaction set settled_at = now(), settled_by = ?, settled_note = ?
      where tenant_id = :tenant and id = ? and settled_at is null returning id
      """;

  private static final String FORGET_NAMES =
      """
      update offline_transaction t set patron_id = null, patron = null, broken_rules = null
      from unnest(?, ?) w (branch, until)
      where t.tenant_id = :tenant and t.branch = w.branch and t.received_at < w.until and t.loan_id is null
        and (t.patron_id is not null or t.patron is not null)
      """;

  private static final String FORGET =
      """
      delete from offline_transaction t using unnest(?, ?) w (branch, until)
      where t.tenant_id = :tenant and t.branch = w.branch and t.received_at < w.until returning t.id
      """;

  private final Database database;
  private final PolicyCache policies;
  private final PostgresAccessLog log;

  public PostgresOfflineTransactions(
      Database database, PolicyCache policies, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.log = log;
  }

  @Override
  public List<ReportedTransaction> list(
      TenantId tenant, TransactionFilter asked, @Nullable Place after, int limit) {
    var rows =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    ToldRow.class,
                    LIST,
                    asked(asked)
                        .and("done", after == null ? null : after.done())
                        .and("received", after == null ? null : after.received())
                        .and("after", after == null ? null : after.id())
                        .and("limit", limit)));
    for (var row : rows) {
      if (row.patronId() != null) {
        log.read(tenant, row.patronId());
      }
    }
    return rows.stream().map(ToldRow::told).toList();
  }

  @Override
  public Map<Result, Long> counts(TenantId tenant, TransactionFilter asked) {
    var counts = new EnumMap<Result, Long>(Result.class);
    database
        .inTenant(tenant, p -> p.list(CountRow.class, COUNTS, asked(asked)))
        .forEach(row -> counts.put(row.result(), row.number()));
    return counts;
  }

  private record CountRow(Result result, long number) {}

  private static Parameters asked(TransactionFilter asked) {
    return Parameters.of("branch", asked.branch())
        .and("account", asked.account())
        .and("since", asked.since())
        .and("onlyConflicts", asked.onlyConflicts());
  }

  private record ToldRow(
      UUID id,
      @Nullable UUID patronId,
      OfflineTransaction.Message message,
      String account,
      String branch,
      @Nullable String named,
      String item,
      @Nullable Instant doneAt,
      Instant receivedAt,
      Result result,
      @Nullable RefusalReason reason,
      @Nullable JsonText brokenRules,
      boolean isHad,
      boolean isLentOn,
      @Nullable Instant settledAt,
      @Nullable String settledBy,
      @Nullable String settledNote) {

    ReportedTransaction told() {
      var rules = new ArrayList<String>();
      if (brokenRules != null) {
        Json.readRules(brokenRules.json()).stream().map(DecisionReason::rule).forEach(rules::add);
      }
      if (isHad) {
        rules.add(LENT_ALREADY);
      }
      if (isLentOn) {
        rules.add(RETURN_UNKNOWN);
      }
      return new ReportedTransaction(
          id,
          new ReportedTransaction.Report(message, account, branch, named, item, doneAt),
          receivedAt,
          result,
          reason,
          rules,
          settledAt == null || settledBy == null
              ? null
              : new Settled(settledBy, settledAt, settledNote));
    }
  }

  @Override
  public boolean settle(TenantId tenant, UUID transaction, String by, @Nullable String note) {
    return database.inTenant(tenant, p -> p.any(SETTLE, by, note, transaction));
  }

  @Override
  public int forget(TenantId tenant, Instant now) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var branches = SqlArray.texts(policy.branches().keySet());
    return database.inTenant(
        tenant,
        p ->
            p.add(FORGET_NAMES, branches, until(policy, Setting.LOAN_RETENTION_DAYS, now))
                .count(FORGET, branches, until(policy, Setting.OFFLINE_KEEP_DAYS, now)));
  }

  /** For each branch, the time before which a transaction is old enough. */
  private static SqlArray until(LendingPolicy policy, Setting<Integer> days, Instant now) {
    var today = policy.day(now);
    var until = new ArrayList<Instant>();
    for (var branch : policy.branches().keySet()) {
      until.add(
          today
              .minusDays(policy.setting(days, branch, today).value())
              .atStartOfDay(policy.tenant().zone())
              .toInstant());
    }
    return SqlArray.instants(until);
  }
}
