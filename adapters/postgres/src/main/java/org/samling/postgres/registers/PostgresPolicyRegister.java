package org.samling.postgres.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Unit;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Latest;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.PolicyRows.ClosingRow;
import org.samling.postgres.tables.PolicyRows.RuleRow;
import org.samling.postgres.tables.PolicyRows.SettingRow;
import org.samling.postgres.tables.PolicyRows.SortRuleRow;
import org.samling.postgres.tables.PolicyRows.SuspensionRow;
import org.samling.postgres.writer.Batch;

/** Keeps lending policies. */
public final class PostgresPolicyRegister implements PolicyRegister {

  private static final RowStatement<SettingRow> PUT_SETTINGS =
      RowStatement.of(
          SettingRow.class,
          """
          insert into setting_value (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, setting, level, unit, valid_from) do update set {* = excluded.*}
          """);

  private static final String REMOVE_SETTING =
      """
      delete from setting_value where tenant_id = ? and setting = ? and level = ? and unit = ? and valid_from = ?
      returning 1
      """;

  private static final RowStatement<RuleRow> PUT_RULES =
      RowStatement.of(
          RuleRow.class,
          """
          insert into policy_rule (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, code) do update set {* = excluded.*}
          """);

  private static final String REMOVE_RULE =
      "delete from policy_rule where tenant_id = ? and code = ? returning 1";

  private static final String CASES =
      "select name, situation, expected, set_by from policy_case where tenant_id = ? order by name";

  private static final String PUT_CASE =
      """
      insert into policy_case (tenant_id, name, situation, expected, set_by)
      select :tenant, :name, :situation::jsonb, :expected::jsonb, :by
      where (select count(*) from policy_case c where c.tenant_id = :tenant and c.name <> :name) < :most
      on conflict (tenant_id, name) do update
      set situation = excluded.situation, expected = excluded.expected, set_by = excluded.set_by, set_at = now()
      returning 1
      """;

  private static final String REMOVE_CASE =
      "delete from policy_case where tenant_id = ? and name = ? returning 1";

  private static final String PUT_SUSPENSION =
      """
      insert into suspension (tenant_id, code, branches, first_day, last_day, stops, reason, set_by)
      values (:tenant, :code, :branches, :from, :until, :stops, :reason, :by)
      on conflict (tenant_id, code) do update
      set branches = excluded.branches, first_day = excluded.first_day, last_day = excluded.last_day,
        stops = excluded.stops, reason = excluded.reason, set_by = excluded.set_by,
        applied = false, removed = false, changed_at = clock_timestamp()
      """;

  private static final String REMOVE_SUSPENSION =
      """
      update suspension set applied = false, removed = true, changed_at = clock_timestamp()
      where tenant_id = ? and code = ? and not removed returning 1
      """;

  private static final String PENDING_SUSPENSIONS =
      "select * from suspension where tenant_id = ? and not applied order by changed_at, code";

  private static final String SUSPENSION_APPLIED =
      """
      with gone as (
        delete from suspension where tenant_id = :tenant and code = :code and changed_at = :at and removed returning 1),
      done as (
        update suspension set applied = true
        where tenant_id = :tenant and code = :code and changed_at = :at and not removed returning 1)
      select 1 from gone union all select 1 from done
      """;

  private static final String PENDING_CLOSINGS =
      """
      select branch, first_day, last_day, reason, changed_at from closing
      where tenant_id = ? and not applied and last_day >= today_of(tenant_id) order by changed_at, branch, first_day
      """;

  private static final String CLOSING_APPLIED =
      """
      update closing set applied = true
      where tenant_id = :tenant and branch = :branch and first_day = :from and changed_at = :at returning 1
      """;

  private static final String PENDING_WEEKDAYS =
      """
      select code as branch, weekdays_changed_at as changed_at from branch
      where tenant_id = ? and weekdays_changed_at is not null order by weekdays_changed_at, code
      """;

  private static final String WEEKDAYS_APPLIED =
      """
      update branch set weekdays_changed_at = null
      where tenant_id = :tenant and code = :branch and weekdays_changed_at = :at returning 1
      """;

  private static final String REMOVE_FLOATING_GROUP =
      "delete from floating_group where tenant_id = ? and code = ? returning 1";

  private static final String CLEAR_FLOATING_GROUP =
      "delete from floating_group where tenant_id = ? and code = ? and branch <> all (?)";

  private static final String PUT_FLOATING_GROUP =
      """
      insert into floating_group (tenant_id, code, set_by, set_at, branch) select ?, ?, ?, ?, * from unnest(?)
      on conflict (tenant_id, code, branch) do update set set_by = excluded.set_by, set_at = excluded.set_at
      """;

  private static final String CLEAR_SORT_RULES =
      "delete from sort_rule where tenant_id = ? and branch = ? and sort_table = ? and position > ?";

  private static final RowStatement<SortRuleRow> PUT_SORT_RULES =
      RowStatement.of(
          SortRuleRow.class,
          """
          insert into sort_rule (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, branch, sort_table, position) do update set {* = excluded.*}
          """);

  private final Database database;

  public PostgresPolicyRegister(Database database) {
    this.database = database;
  }

  @Override
  public void putSettings(TenantId tenant, List<SettingValue> values) {
    change(
        tenant,
        new Pipeline()
            .write(
                PUT_SETTINGS,
                Latest.of(values.stream().map(SettingRow::of).toList(), SettingRow::key)));
  }

  @Override
  public boolean removeSetting(TenantId tenant, String setting, Unit unit, LocalDate from) {
    return remove(
        tenant, REMOVE_SETTING, tenant.value(), setting, unit.level().name(), unit.code(), from);
  }

  @Override
  public void putRules(TenantId tenant, List<PolicyRule> rules) {
    change(
        tenant,
        new Pipeline()
            .write(PUT_RULES, Latest.of(rules.stream().map(RuleRow::of).toList(), RuleRow::code)));
  }

  @Override
  public boolean removeRule(TenantId tenant, String code) {
    return remove(tenant, REMOVE_RULE, tenant.value(), code);
  }

  @Override
  public List<PolicyCase> cases(TenantId tenant) {
    return database.inTenant(
        tenant, p -> p.list(CaseRow.class, CaseRow::policyCase, CASES, tenant.value()));
  }

  private record CaseRow(String name, JsonText situation, JsonText expected, String setBy) {

    PolicyCase policyCase() {
      return new PolicyCase(
          name, Json.readSituation(situation.json()), Json.readTerms(expected.json()), setBy);
    }
  }

  @Override
  public boolean putCase(TenantId tenant, PolicyCase kept) {
    return database.changeInTenant(
        tenant,
        p ->
            p.any(
                PUT_CASE,
                Parameters.of("name", kept.name())
                    .and("situation", Json.write(kept.situation()))
                    .and("expected", Json.write(kept.expected()))
                    .and("by", kept.by())
                    .and("most", PolicyCase.MOST)));
  }

  @Override
  public boolean removeCase(TenantId tenant, String name) {
    return database.changeInTenant(tenant, p -> p.any(REMOVE_CASE, tenant.value(), name));
  }

  @Override
  public void putFloatingGroup(TenantId tenant, FloatingGroup group) {
    change(
        tenant,
        new Pipeline()
            .add(
                CLEAR_FLOATING_GROUP,
                tenant.value(),
                group.code(),
                SqlArray.texts(group.branches()))
            .add(
                PUT_FLOATING_GROUP,
                tenant.value(),
                group.code(),
                group.by(),
                group.at(),
                SqlArray.texts(group.branches())));
  }

  @Override
  public boolean removeFloatingGroup(TenantId tenant, String code) {
    return remove(tenant, REMOVE_FLOATING_GROUP, tenant.value(), code);
  }

  @Override
  public void putSortRules(TenantId tenant, String branch, String table, List<SortRule> rules) {
    if (rules.size() > SortRule.MOST) {
      throw new IllegalArgumentException(
          "the table of a sorting machine has at most %d rules".formatted(SortRule.MOST));
    }
    var rows = rules.stream().map(rule -> SortRuleRow.of(branch, table, rule)).toList();
    change(
        tenant,
        new Pipeline()
            .add(
                CLEAR_SORT_RULES,
                tenant.value(),
                branch,
                table,
                rules.stream().mapToInt(SortRule::position).max().orElse(0))
            .write(PUT_SORT_RULES, Latest.of(rows, SortRuleRow::position)));
  }

  @Override
  public void putSuspension(TenantId tenant, Suspension s) {
    change(
        tenant,
        Batch.lock(tenant)
            .add(
                PUT_SUSPENSION,
                Parameters.of("code", s.code())
                    .and("branches", SqlArray.texts(s.branches()))
                    .and("from", s.from())
                    .and("until", s.until())
                    .and("stops", SqlArray.names(s.stops()))
                    .and("reason", s.reason())
                    .and("by", s.by())));
  }

  @Override
  public boolean removeSuspension(TenantId tenant, String code) {
    var change = Batch.lock(tenant);
    var removed = change.any(REMOVE_SUSPENSION, tenant.value(), code);
    change(tenant, change);
    return removed.get();
  }

  @Override
  public List<PendingSuspension> pendingSuspensions(TenantId tenant) {
    return database.inTenant(
        tenant,
        p -> p.list(PendingRow.class, PendingRow::pending, PENDING_SUSPENSIONS, tenant.value()));
  }

  private record PendingRow(SuspensionRow row, boolean removed, Instant changedAt) {

    PendingSuspension pending() {
      return new PendingSuspension(row.suspension(), removed, changedAt);
    }
  }

  @Override
  public boolean markApplied(TenantId tenant, PendingSuspension applied) {
    return database.inTenant(
        tenant,
        p ->
            p.any(
                SUSPENSION_APPLIED,
                Parameters.of("code", applied.suspension().code()).and("at", applied.changedAt())));
  }

  @Override
  public List<PendingClosing> pendingClosings(TenantId tenant) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                PendingClosingRow.class,
                PendingClosingRow::pending,
                PENDING_CLOSINGS,
                tenant.value()));
  }

  private record PendingClosingRow(ClosingRow row, Instant changedAt) {

    PendingClosing pending() {
      return new PendingClosing(row.branch(), row.closing(), changedAt);
    }
  }

  @Override
  public boolean markApplied(TenantId tenant, PendingClosing applied) {
    return database.inTenant(
        tenant,
        p ->
            p.any(
                CLOSING_APPLIED,
                Parameters.of("branch", applied.branch())
                    .and("from", applied.closing().from())
                    .and("at", applied.changedAt())));
  }

  @Override
  public List<PendingWeekdays> pendingWeekdays(TenantId tenant) {
    return database.inTenant(
        tenant, p -> p.list(PendingWeekdays.class, PENDING_WEEKDAYS, tenant.value()));
  }

  @Override
  public boolean markApplied(TenantId tenant, PendingWeekdays applied) {
    return database.inTenant(
        tenant,
        p ->
            p.any(
                WEEKDAYS_APPLIED,
                Parameters.of("branch", applied.branch()).and("at", applied.changedAt())));
  }

  private boolean remove(TenantId tenant, String sql, Object... parameters) {
    var change = new Pipeline();
    var removed = change.any(sql, parameters);
    change(tenant, change);
    return removed.get();
  }

  private void change(TenantId tenant, Pipeline change) {
    database.changeInTenant(
        tenant, change.add(PostgresLibraryRegister.NEW_SETTINGS, tenant.value()));
  }
}
