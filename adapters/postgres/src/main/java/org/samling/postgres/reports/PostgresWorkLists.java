package org.samling.postgres.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.DeskLists.Lent;
import org.samling.core.circulation.WorkLists;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Setting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.PostgresAccessLog;

/** Answers the lists of loans and items to follow up, and counts what waits at a branch. */
public final class PostgresWorkLists implements WorkLists {

  /** Each condition has an index of its own. */
  private static String condition(LoanTrouble trouble) {
    return switch (trouble) {
      case OVERDUE -> "o.claimed_returned_at is null and o.lost_at is null";
      case CLAIMED_RETURNED -> "o.claimed_returned_at is not null and o.lost_at is null";
      case LOST -> "o.lost_at is not null";
    };
  }

  private static final String LOANS =
      """
      select o.id, i.barcode, coalesce(l.title, c.title) as title, o.lent_branch, o.lent_at, o.renewals, o.due_at,
        coalesce(o.lost_at, o.claimed_returned_at) as since,
        case when o.overdue_due_at = o.due_at then o.overdue_step end as step,
        p.id as patron_id, p.name, p.category, p.branch, p.birth_date,
        (select n.value from patron_identifier n where n.tenant_id = p.tenant_id and n.patron_id = p.id
          and n.kind = 'CARD' order by n.active desc, n.value limit 1) as card
      from loan o
      join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
      join patron p on p.tenant_id = o.tenant_id and p.id = o.patron_id
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where o.tenant_id = :tenant and o.returned_at is null and o.due_at < :before
        and o.lent_branch = any (:branches) and %s
        and (o.due_at, o.id) > (coalesce(:due, '-infinity'::timestamptz), coalesce(:loan, '00000000-0000-0000-0000-000000000000'::uuid))
      order by o.due_at, o.id limit :limit
      """;

  private static final String GONE =
      """
      select i.barcode as item, coalesce(l.title, c.title) as title, coalesce(l.author, c.author) as author, i.status,
        i.home_branch as home, i.location, i.call_number, i.moved_at as since
      from item i
      left join common_record c on c.id = i.common_record_id
      left join local_record l on l.tenant_id = i.tenant_id and l.id = i.local_record_id
      where i.tenant_id = :tenant and i.is_gone and i.home_branch = any (:branches)
        and (:status::text is null or i.status = :status)
      order by i.home_branch, i.location, i.call_number, i.barcode limit :limit
      """;

  private static final String COUNTS =
      """
      select
        (select count(*) from hold h
          join item i on i.tenant_id = h.tenant_id and i.id = h.target_item_id
          join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
          where h.tenant_id = :tenant and h.target_item_id is not null and h.state = 'WAITING'
            and i.at_branch = :branch and i.status in ('AVAILABLE', 'TO_BE_RESHELVED') and not %1$s)::int as pull,
        s.shelve, s.ready, s.expired, t.transits, t.late_transits,
        %2$s as overdue, %3$s as claimed, %4$s as lost,
        (select count(*) from item i where i.tenant_id = :tenant and i.is_gone
          and i.home_branch = :branch)::int as gone,
        (select count(*) from notice n where n.tenant_id = :tenant and n.state in ('FAILED', 'NO_ADDRESS')
          and n.branch = :branch)::int as notices
      from (select today_of(:tenant) as today) d
      cross join lateral (
        select count(*) filter (where e.state = 'BOUND')::int as shelve,
          count(*) filter (where e.state = 'READY' and not e.is_over)::int as ready,
          count(*) filter (where e.is_over)::int as expired
        from (%5$s) e) s
      cross join lateral (
        select count(*)::int as transits, count(*) filter (where t.sent_at < :late)::int as late_transits
        from transit t where t.tenant_id = :tenant and t.to_branch = :branch and t.ended_at is null) t
      """
          .formatted(
              PostgresHoldLists.PAUSED,
              counted(LoanTrouble.OVERDUE),
              counted(LoanTrouble.CLAIMED_RETURNED),
              counted(LoanTrouble.LOST),
              PostgresHoldLists.ON_SHELF);

  private static String counted(LoanTrouble trouble) {
    return """
    (select count(*) from loan o where o.tenant_id = :tenant and o.returned_at is null
      and o.due_at < %s and o.lent_branch = :branch and %s)::int
    """
        .formatted(
            trouble == LoanTrouble.OVERDUE ? ":now" : "'infinity'::timestamptz",
            condition(trouble));
  }

  private final Database database;
  private final PolicyCache policies;
  private final PostgresAccessLog log;

  public PostgresWorkLists(Database database, PolicyCache policies, PostgresAccessLog log) {
    this.database = database;
    this.policies = policies;
    this.log = log;
  }

  private record LoanRow(
      UUID id,
      String barcode,
      String title,
      String lentBranch,
      Instant lentAt,
      int renewals,
      Instant dueAt,
      @Nullable Instant since,
      @Nullable Integer step,
      UUID patronId,
      String name,
      String category,
      String branch,
      @Nullable LocalDate birthDate,
      @Nullable String card) {

    OpenLoan loan(boolean isSeen) {
      return new OpenLoan(
          id,
          barcode,
          title,
          isSeen
              ? new Known(patronId, card == null ? "" : card, name, category, branch, birthDate)
              : null,
          new Lent(lentBranch, lentAt, renewals),
          dueAt,
          since,
          step == null ? 0 : step);
    }
  }

  @Override
  public List<OpenLoan> loans(
      TenantId tenant,
      LoanFilter asked,
      Collection<String> seen,
      @Nullable LoanPlace after,
      int limit) {
    var rows =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    LoanRow.class,
                    LOANS.formatted(condition(asked.trouble())),
                    Parameters.of("before", asked.before())
                        .and("branches", SqlArray.texts(asked.branches()))
                        .and("due", after == null ? null : after.due())
                        .and("loan", after == null ? null : after.loan())
                        .and("limit", limit)));
    return rows.stream().map(row -> read(tenant, row, seen.contains(row.branch()))).toList();
  }

  private OpenLoan read(TenantId tenant, LoanRow row, boolean isSeen) {
    if (isSeen) {
      log.read(tenant, row.patronId());
    }
    return row.loan(isSeen);
  }

  @Override
  public List<GoneItem> gone(
      TenantId tenant, Collection<String> branches, @Nullable ItemStatus status, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                GoneItem.class,
                GONE,
                Parameters.of("branches", SqlArray.texts(branches))
                    .and("status", status)
                    .and("limit", limit)));
  }

  private record CountsRow(
      int pull,
      int shelve,
      int ready,
      int expired,
      int transits,
      int lateTransits,
      int overdue,
      int claimed,
      int lost,
      int gone,
      int notices) {

    DayCounts counts() {
      return new DayCounts(
          pull,
          shelve,
          ready,
          expired,
          transits,
          lateTransits,
          new LoanCounts(overdue, claimed, lost),
          gone,
          notices);
    }
  }

  @Override
  public DayCounts counts(TenantId tenant, String branch) {
    var now = Instant.now();
    var policy = policies.ask(database, tenant, new Pipeline());
    var today = policy.day(now);
    var days = policy.setting(Setting.TRANSIT_DAYS, branch, today).value();
    var late = today.minusDays(days).atStartOfDay(policy.tenant().zone()).toInstant();
    return database
        .inTenant(
            tenant,
            p ->
                p.one(
                    CountsRow.class,
                    COUNTS,
                    Parameters.of("branch", branch).and("now", now).and("late", late)))
        .counts();
  }
}
