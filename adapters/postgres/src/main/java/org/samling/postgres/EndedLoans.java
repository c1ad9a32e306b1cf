package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.samling.core.circulation.EndedLoan;
import org.samling.core.circulation.Facts;
import org.samling.core.circulation.Inquiries.RetainedLoan;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/** Loans that are over and still say whose they were: finds them, loads them, detaches them. */
final class EndedLoans {

  /**
   * Those whose time has come, at each branch the oldest first. Goes by an index from which what is
   * kept for now has moved on, so that nothing is read twice that did not change.
   */
  static final String TO_DETACH =
      """
      select o.id, o.patron_id, o.lent_branch
      from unnest(?, ?) w (branch, until)
      cross join lateral (
        select id, patron_id, lent_branch from loan
        where tenant_id = ? and lent_branch = w.branch and returned_at is not null and patron_id is not null
          and coalesce(retained_from, returned_at) < w.until
        order by coalesce(retained_from, returned_at) limit ?) o
      limit ?
      """;

  /** With the fees for the loan, and those for its item that are for no loan. */
  private static final String LOANS =
      """
      with wanted as materialized (
        select o.id, o.item_id, o.patron_id, o.lent_branch, o.returned_at
        from unnest(?) w (id)
        join loan o on o.tenant_id = ? and o.id = w.id
        where o.returned_at is not null and o.patron_id is not null),
      entries as materialized (
        select e.id, e.fee_id, e.kind, e.patron_id, e.loan_id, e.item_id, e.amount, e.created_at
        from (select distinct patron_id from wanted) p
        join ledger_entry e on e.tenant_id = ? and e.patron_id = p.patron_id),
      fees as (
        select w.id as loan_id, sum(e.amount) > 0 as is_open, max(e.created_at) as entered
        from wanted w
        join entries f on f.kind = 'CREATION' and f.patron_id = w.patron_id
          and case when f.loan_id is null then f.item_id = w.item_id else f.loan_id = w.id end
        join entries e on coalesce(e.fee_id, e.id) = f.id
        group by w.id, f.id)
      select w.id, w.item_id, w.patron_id, w.lent_branch, w.returned_at,
        coalesce(bool_or(f.is_open), false) as is_owed_for, max(f.entered) as settled
      from wanted w left join fees f on f.loan_id = w.id
      group by 1, 2, 3, 4, 5
      """;

  /**
   * Neither the loan nor the hold that it fulfilled says whose it was, nor do they lead to each
   * other or to what belongs to the same group. What rules the loan broke goes too: it tells of the
   * patron. An undone loan's hold went on, and is another loan's.
   */
  private static final String DETACH =
      """
      , let_go as (
        update hold h set patron_id = null, group_id = case when h.group_id is not null then h.id end
        from over o
        where h.tenant_id = ? and h.id = o.hold_id and o.undone_at is null and h.state = 'FULFILLED'),
      told as (
        update offline_transaction t set patron_id = null, broken_rules = null
        from over o where t.tenant_id = ? and t.loan_id = o.id)
      update loan l set patron_id = null, hold_id = null, hold_was_set_aside = false, broken_rules = null,
        retained_from = null
      from over o where l.tenant_id = ? and l.id = o.id
      """;

  /** Detaches loans by number. */
  static final String DETACHED =
      """
      with over as materialized (
        select l.id, l.hold_id, l.undone_at from unnest(?) e (id)
        join loan l on l.tenant_id = ? and l.id = e.id and l.returned_at is not null)
      """
          + DETACH;

  /** Detaches all loans of patrons that are over. */
  static final String ERASED =
      """
      with over as materialized (
        select l.id, l.hold_id, l.undone_at from unnest(?) e (patron_id)
        join loan l on l.tenant_id = ? and l.patron_id = e.patron_id and l.returned_at is not null)
      """
          + DETACH;

  /** Notes from when the time of loans counts. */
  static final String RETAINED =
      """
      update loan l set retained_from = coalesce(e.counted, 'infinity') from unnest(?, ?) e (id, counted)
      where l.tenant_id = ? and l.id = e.id and l.returned_at is not null
      """;

  /** The time of loans that were kept because of a fee counts from what is entered for it. */
  static final String SETTLED =
      """
      with fees as (
        select f.loan_id, f.item_id, f.patron_id, e.at
        from unnest(?, ?, ?, ?) e (id, fee_id, fee_created_at, at)
        join ledger_entry f on f.tenant_id = ? and f.id = e.fee_id and f.created_at = e.fee_created_at),
      loans as (
        select loan_id as id, at from fees
        union all
        select o.id, f.at from fees f
        join loan o on o.tenant_id = ? and o.patron_id = f.patron_id and o.item_id = f.item_id
        where f.loan_id is null)
      update loan l set retained_from = e.at
      from (select id, max(at) as at from loans group by 1) e
      where l.tenant_id = ? and l.id = e.id and l.retained_from = 'infinity'
      """;

  private EndedLoans() {}

  /** Adds the statement that loads loans. */
  static void load(Pipeline pipeline, Facts facts, int tenant, Iterable<UUID> loans) {
    var ids = new ArrayList<UUID>();
    loans.forEach(ids::add);
    pipeline.add(
        row -> facts.add(endedLoan(row)), LOANS, new Pipeline.Texts("uuid", ids), tenant, tenant);
  }

  private static EndedLoan endedLoan(ResultSet row) throws SQLException {
    return new EndedLoan(
        FactsLoader.uuid(row, "id"),
        FactsLoader.uuid(row, "item_id"),
        FactsLoader.uuid(row, "patron_id"),
        row.getString("lent_branch"),
        FactsLoader.instant(row, "returned_at"),
        row.getBoolean("is_owed_for"),
        FactsLoader.instantOrNull(row, "settled"));
  }

  static List<RetainedLoan> toDetach(
      Database database, LendingPolicy policy, Instant now, int limit) {
    var tenant = policy.tenant();
    var today = policy.day(now);
    var branches = new ArrayList<String>();
    var until = new ArrayList<OffsetDateTime>();
    for (var branch : policy.branches().keySet()) {
      var days = policy.setting(Setting.LOAN_RETENTION_DAYS, branch, today).value();
      branches.add(branch);
      until.add(today.minusDays(days).atStartOfDay(tenant.zone()).toOffsetDateTime());
    }
    var found = new ArrayList<RetainedLoan>();
    database.inTenant(
        tenant.id(),
        new Pipeline()
            .add(
                row ->
                    found.add(
                        new RetainedLoan(
                            FactsLoader.uuid(row, "id"),
                            FactsLoader.uuid(row, "patron_id"),
                            row.getString("lent_branch"))),
                TO_DETACH,
                FactsLoader.texts(branches),
                new Pipeline.Texts("timestamptz", until),
                tenant.id().value(),
                limit,
                limit));
    return found;
  }
}
