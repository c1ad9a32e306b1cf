package org.samling.postgres.reports;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.OptionalLong;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Setting;
import org.samling.core.privacy.LoanHistory;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.PostgresAccessLog;

/** Erases the patrons of ended loans, by dropping partitions where it can. */
public final class PostgresLoanHistory implements LoanHistory {

  /** How many days outcomes, events and the issuers of commands are kept (maintain_partitions). */
  private static final int JOURNAL_DAYS = 14;

  private static final int AT_ONCE = 10_000;

  /** The SQLSTATE when another transaction held a partition for too long. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final int TRIES = 5;

  private static final String KEEP = "select keep_loan_history(:branches, :until)";

  /** Whoever looked at a patron in the second of a loan would tell whose it was. */
  private static final String COARSEN = PostgresAccessLog.TO_THE_HOUR + "day <= ?";

  private static final String DROP = "select drop_loan_history()";

  private static final String LET_GO =
      """
      delete from loan_history h using (
        select h.tenant_id, h.loan_id, h.let_go_on from unnest(:branches, :until) w (branch, until)
        join loan_history h on h.tenant_id = :tenant and h.branch = w.branch and h.ended_at < w.until
        where h.kept_for is null or h.kept_for = 'TERM'
        limit :atOnce) d
      where h.tenant_id = d.tenant_id and h.loan_id = d.loan_id and h.let_go_on = d.let_go_on
      returning h.loan_id
      """;

  /** History kept because of a fee is erased once the fee has been settled for long enough. */
  private static final String SETTLED =
      """
      delete from loan_history h using unnest(:branches, :until) w (branch, until)
      where h.tenant_id = :tenant and h.let_go_on = 'infinity' and h.kept_for = 'DEBT' and h.branch = w.branch and h.ended_at < w.until and not exists (
        select from ledger_entry f
        cross join lateral (
          select sum(e.amount) as open, max(e.created_at) as entered from ledger_entry e
          where e.tenant_id = f.tenant_id and e.patron_id = f.patron_id and coalesce(e.fee_id, e.id) = f.id) s
        where f.tenant_id = h.tenant_id and f.patron_id = h.patron_id and f.kind = 'CREATION'
          and case when f.loan_id is null then f.item_id = h.item_id else f.loan_id = h.loan_id end
          and (s.open > 0 or s.entered >= w.until))
      returning h.loan_id
      """;

  private static final String OFFLINE =
      """
      update offline_transaction t set patron_id = null, patron = null, broken_rules = null
      from loan l
      where t.tenant_id = :tenant and t.loan_id is not null and num_nonnulls(t.patron_id, t.patron, t.broken_rules) > 0
        and l.tenant_id = t.tenant_id and l.id = t.loan_id and l.returned_at is not null
        and not exists (select from loan_history h where h.tenant_id = t.tenant_id and h.loan_id = t.loan_id)
      """;

  private static final String HOLDS =
      """
      update hold h set patron_id = null, group_id = case when h.group_id is not null then h.id end
      from unnest(:branches, :until) w (branch, until)
      where h.tenant_id = :tenant and h.pickup_branch = w.branch and h.changed_at < w.until and h.patron_id is not null
        and h.state in ('CANCELLED', 'EXPIRED', 'NOT_FETCHED')
      """;

  private static final String BOOKINGS =
      """
      with over as materialized (
        select b.id from unnest(:branches, :until) w (branch, until)
        join booking b on b.tenant_id = :tenant and b.pickup_branch = w.branch and b.changed_at < w.until and b.state <> 'BOOKED'),
      copies as (delete from booking_copy c using over o where c.tenant_id = :tenant and c.booking_id = o.id)
      delete from booking b using over o where b.tenant_id = :tenant and b.id = o.id
      """;

  private static final String REQUESTS =
      """
      with over as (
        update ill_request r set patron = null, note = null, delivery = null, link = null, is_forgotten = true
        from unnest(:branches, :until) w (branch, until)
        where r.tenant_id = :tenant and not r.is_forgotten and coalesce(r.branch, :longest) = w.branch and r.changed_at < w.until
          and (r.state in ('RETURNED', 'CHECKED_IN', 'CANCELLED', 'UNFILLED', 'LOST')
            or r.state = 'RETRY_POSSIBLE' and r.side = 'LENDING' or r.state = 'RECEIVED' and r.service = 'COPY')
        returning r.tenant_id, r.number),
      events as (
        update ill_event e set note = null, message = null from over o
        where e.tenant_id = o.tenant_id and e.request = o.number and num_nonnulls(e.note, e.message) > 0)
      update ill_message m set note = null, content = null, reply = null from over o
      where m.tenant_id = o.tenant_id and m.request = o.number
      """;

  private static final String FEES = "select forget_items_of_fees(:branches, :until)";

  private static final String JOURNALS = "select forget_journals(?)";

  private final Database database;
  private final PolicyCache policies;

  public PostgresLoanHistory(Database database, PolicyCache policies) {
    this.database = database;
    this.policies = policies;
  }

  /** The times before which a branch's loans must have ended, or been settled, to be erased. */
  private record Terms(Parameters ended, String longest, int shortestDays) {}

  private Terms terms(TenantId tenant, Instant now) {
    var policy = policies.ask(database, tenant, new Pipeline());
    var today = policy.day(now);
    record Term(String branch, int days, Instant until) {}
    var terms =
        policy.branches().keySet().stream()
            .map(branch -> {
              var days = policy.setting(Setting.LOAN_RETENTION_DAYS, branch, today).value();
              return new Term(
                  branch,
                  days,
                  today.minusDays(days).atStartOfDay(policy.tenant().zone()).toInstant());
            })
            .sorted(Comparator.comparingInt(Term::days))
            .toList();
    return new Terms(
        Parameters.of("branches", SqlArray.texts(terms.stream().map(Term::branch).toList()))
            .and("until", SqlArray.instants(terms.stream().map(Term::until).toList())),
        terms.isEmpty() ? "" : terms.getLast().branch(),
        terms.isEmpty() ? JOURNAL_DAYS : terms.getFirst().days());
  }

  @Override
  public void setAside(TenantId tenant, Instant now) {
    var terms = terms(tenant, now);
    database.inTenant(
        tenant,
        Pipeline.of(tenant)
            .add(Pipeline.WITHOUT_LIMIT)
            .add(KEEP, terms.ended())
            .add(COARSEN, daysAgo(now, terms.shortestDays())));
  }

  @Override
  public OptionalLong drop() {
    for (var tried = 1; ; tried++) {
      try {
        return database.on(connection -> {
          var pipeline = new Pipeline().add(Acting.SET, Acting.ALL).add(Pipeline.WITHOUT_LIMIT);
          var dropped = pipeline.optional(Long.class, DROP);
          pipeline.commit(connection);
          return dropped.get().stream().mapToLong(Long::longValue).findFirst();
        });
      } catch (SQLException e) {
        if (tried == TRIES || !LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw Database.unavailable(e);
        }
      }
    }
  }

  @Override
  public long forget(TenantId tenant, Instant now) {
    var terms = terms(tenant, now);
    var forgotten = 0L;
    int last;
    do {
      last = count(tenant, LET_GO, terms.ended().and("atOnce", AT_ONCE));
      forgotten += last;
    } while (last == AT_ONCE);
    forgotten += count(tenant, SETTLED, terms.ended());
    var others =
        Pipeline.of(tenant)
            .add(Pipeline.WITHOUT_LIMIT)
            .add(OFFLINE)
            .add(HOLDS, terms.ended())
            .add(BOOKINGS, terms.ended())
            .add(REQUESTS, terms.ended().and("longest", terms.longest()))
            .add(FEES, terms.ended());
    if (terms.shortestDays() < JOURNAL_DAYS) {
      others.add(JOURNALS, daysAgo(now, terms.shortestDays()));
    }
    database.inTenant(tenant, others);
    return forgotten;
  }

  private static LocalDate daysAgo(Instant now, int days) {
    return now.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(days);
  }

  /** How many rows a statement returns. */
  private int count(TenantId tenant, String sql, Parameters parameters) {
    return database.inTenant(
        tenant, pipeline -> pipeline.add(Pipeline.WITHOUT_LIMIT).count(sql, parameters));
  }
}
