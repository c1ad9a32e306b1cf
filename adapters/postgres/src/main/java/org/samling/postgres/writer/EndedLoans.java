package org.samling.postgres.writer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.tables.LoanRow;

/**
 * What a batch writes for ended loans. From its end on, a loan's patron is kept apart from it,
 * under the day on which that is erased, together with what leads to the patron: the hold that the
 * loan fulfilled, and the rules it broke. Neither the loan nor its hold is touched again on that
 * day.
 */
final class EndedLoans {

  /** Partitions exist for this many days ahead; what is erased later is kept apart. */
  static final int DAYS_AHEAD = 32;

  /** Marks rows that are not erased by dropping a partition. */
  static final String NEVER = "infinity";

  private static final String KEEPS_HISTORY =
      """
      exists (select from patron_consent c where c.tenant_id = w.tenant_id and c.patron_id = w.patron_id
        and c.consent = 'KEEP_HISTORICAL_LOAN_DATA' and c.withdrawn_at is null)
      """;

  private static final String HISTORY_COLUMNS =
      """
      loan_history (tenant_id, let_go_on, kept_for, loan_id, patron_id, item_id, branch, ended_at, hold_id,
        hold_group_id, hold_was_set_aside, broken_rules)
      """;

  private static final String HISTORY_OF_W =
      """
      select w.tenant_id, case when w.keeps then 'infinity' else w.let_go_on end,
        case when w.keeps then 'CONSENT' when w.let_go_on = 'infinity' then 'TERM' end, w.id, w.patron_id, w.item_id,
        w.branch, w.at, w.hold_id, w.group_id, w.hold_was_set_aside, w.broken_rules
      """;

  /** A fulfilled hold no longer leads to its patron or to the other holds of its group. */
  private static final String HOLDS_OF_W =
      """
      update hold h set patron_id = null, group_id = case when h.group_id is not null then h.id end
      from was w where h.tenant_id = w.tenant_id and h.id = w.hold_id and h.state = 'FULFILLED'
      """;

  /** A loan that ends, and the day on which its patron is erased, which may be {@link #NEVER}. */
  record Ended(UUID id, LoanRow.End end, String letGoOn) {}

  /**
   * Ends loans. A loan that had ended before keeps its patron; one that was undone never had one.
   */
  static final RowStatement<Ended> ENDED =
      RowStatement.of(
          Ended.class,
          """
          with told as materialized (select * from {rows}),
          was as materialized (
            select w.tenant_id, w.id, w.item_id, w.patron_id, w.lent_branch as branch, e.returned_at as at,
              e.let_go_on::date, w.hold_id, h.group_id, w.hold_was_set_aside, w.broken_rules, %s as keeps
            from told e
            cross join lateral (select * from loan where tenant_id = :tenant and id = e.id offset 0) w
            left join hold h on h.tenant_id = w.tenant_id and h.id = w.hold_id
            where w.returned_at is null and e.undone_at is null),
          history as (insert into %s %s from was w),
          holds as (%s)
          update loan set {end = e.end}, patron_id = null, hold_id = null, hold_was_set_aside = false, broken_rules = null
          from told e where loan.tenant_id = :tenant and loan.id = e.id
          """
              .formatted(KEEPS_HISTORY, HISTORY_COLUMNS, HISTORY_OF_W, HOLDS_OF_W));

  /** A loan that began and ended in the same batch. */
  record Recorded(
      UUID id, UUID itemId, String branch, Instant at, String letGoOn, LoanRow.Holder holder) {}

  /**
   * Records the patrons of loans that began and ended in the same batch, once their holds are
   * written.
   */
  static final RowStatement<Recorded> RECORDED =
      RowStatement.of(
          Recorded.class,
          """
          with was as materialized (
            select w.tenant_id, w.id, w.item_id, w.branch, w.at, w.let_go_on::date, w.patron_id, w.hold_id,
              w.hold_was_set_aside, w.broken_rules, h.group_id, %s as keeps
            from (select :tenant as tenant_id, * from {rows}) w
            left join hold h on h.tenant_id = w.tenant_id and h.id = w.hold_id),
          history as (insert into %s %s from was w)
          %s
          """
              .formatted(KEEPS_HISTORY, HISTORY_COLUMNS, HISTORY_OF_W, HOLDS_OF_W));

  /** Reopens loans that had ended, with their patrons. */
  static final String REOPENED =
      """
      with was as materialized (
        delete from loan_history w using unnest(?) e (id) where w.tenant_id = :tenant and w.loan_id = e.id
        returning w.tenant_id, w.loan_id, w.patron_id, w.hold_id, w.hold_group_id, w.hold_was_set_aside, w.broken_rules),
      holds as (
        update hold h set patron_id = w.patron_id, group_id = w.hold_group_id
        from was w where h.tenant_id = w.tenant_id and h.id = w.hold_id and h.state = 'FULFILLED')
      update loan l set returned_at = null, returned_branch = null, floated_from = null, patron_id = w.patron_id,
        hold_id = w.hold_id, hold_was_set_aside = w.hold_was_set_aside, broken_rules = w.broken_rules
      from was w where l.tenant_id = w.tenant_id and l.id = w.loan_id
      """;

  /** The actual end of a loan that had ended. */
  record Corrected(UUID id, Instant at) {}

  /** Corrects the end of loans that had ended. */
  static final RowStatement<Corrected> CORRECTED =
      RowStatement.of(
          Corrected.class,
          """
          update loan_history h set ended_at = e.at from {rows}
          where h.tenant_id = :tenant and h.loan_id = e.id
          """);

  /** Keeps the patrons' loan history from now on. */
  static final String KEPT =
      """
      update loan_history h set let_go_on = 'infinity', kept_for = 'CONSENT' from unnest(?) e (patron_id)
      where h.tenant_id = :tenant and h.patron_id = e.patron_id
      """;

  /** Erases the patrons' loan history. */
  static final String ERASED =
      "delete from loan_history h using unnest(?) e (patron_id) where h.tenant_id = :tenant and h.patron_id = e.patron_id";

  private EndedLoans() {}

  /**
   * The day on which a loan's patron is erased: the day after the branch's retention period in
   * days, by the tenant's calendar; never today, whose partition may be gone.
   *
   * @return the day, or {@link #NEVER} where there is no partition for it
   */
  static String anonymisationDay(LendingPolicy policy, String branch, Instant ended, Instant now) {
    var days = policy.setting(Setting.LOAN_RETENTION_DAYS, branch, policy.day(now)).value();
    var day = policy.day(ended).plusDays(days + 1L);
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (day.isAfter(today.plusDays(DAYS_AHEAD))) {
      return NEVER;
    }
    return (day.isAfter(today) ? day : today.plusDays(1)).toString();
  }
}
