package org.samling.postgres;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

/** Keeps by what is lent. */
final class PostgresPolicyRegister implements PolicyRegister {

  private static final String PUT_SETTINGS =
      """
      insert into setting_value (tenant_id, setting, level, unit, value, valid_from, valid_until, set_by, set_at)
      select ?, e.setting, e.level, e.unit, e.value, e.valid_from, e.valid_until, e.set_by, e.set_at
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
        e (id, setting, level, unit, value, valid_from, valid_until, set_by, set_at)
      on conflict (tenant_id, setting, level, unit, valid_from) do update
      set value = excluded.value, valid_until = excluded.valid_until, set_by = excluded.set_by, set_at = excluded.set_at
      """;

  private static final String REMOVE_SETTING =
      """
      delete from setting_value where tenant_id = ? and setting = ? and level = ? and unit = ? and valid_from = ?
      returning 1
      """;

  private static final String PUT_RULES =
      """
      insert into policy_rule (tenant_id, code, weight, conditions, terms, valid_from, valid_until)
      select ?, * from unnest(?, ?, ?, ?, ?, ?)
      on conflict (tenant_id, code) do update
      set weight = excluded.weight, conditions = excluded.conditions, terms = excluded.terms,
        valid_from = excluded.valid_from, valid_until = excluded.valid_until
      """;

  private static final String REMOVE_RULE =
      "delete from policy_rule where tenant_id = ? and code = ? returning 1";

  private static final String CASES =
      "select name, situation, expected, set_by from policy_case where tenant_id = ? order by name";

  private static final String PUT_CASE =
      """
      insert into policy_case (tenant_id, name, situation, expected, set_by)
      select ?, e.name, e.situation, e.expected, e.set_by
      from (values (?, ?::jsonb, ?::jsonb, ?)) e (name, situation, expected, set_by)
      where (select count(*) from policy_case c where c.tenant_id = ? and c.name <> e.name) < ?
      on conflict (tenant_id, name) do update
      set situation = excluded.situation, expected = excluded.expected, set_by = excluded.set_by, set_at = now()
      returning 1
      """;

  private static final String REMOVE_CASE =
      "delete from policy_case where tenant_id = ? and name = ? returning 1";

  private static final String PUT_SUSPENSION =
      """
      insert into suspension (tenant_id, code, branches, first_day, last_day, stops, reason, set_by)
      values (?, ?, ?, ?, ?, ?, ?, ?)
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
        delete from suspension where tenant_id = ? and code = ? and changed_at = ? and removed returning 1),
      done as (
        update suspension set applied = true
        where tenant_id = ? and code = ? and changed_at = ? and not removed returning 1)
      select 1 from gone union all select 1 from done
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

  private static final String PUT_SORT_RULES =
      """
      insert into sort_rule (tenant_id, position, branch, sort_table, conditions, bin, set_by, set_at)
      select ?, * from unnest(?, ?, ?, ?, ?, ?, ?)
      on conflict (tenant_id, branch, sort_table, position) do update
      set conditions = excluded.conditions, bin = excluded.bin, set_by = excluded.set_by, set_at = excluded.set_at
      """;

  private final Database database;

  PostgresPolicyRegister(Database database) {
    this.database = database;
  }

  @Override
  public void putSettings(TenantId tenant, List<SettingValue> values) {
    var rows =
        new Columns("text", "text", "text", "text", "text", "date", "date", "text", "timestamptz");
    for (var v : values) {
      rows.row(
          "%s %s %s".formatted(v.setting(), v.unit(), v.from()),
          v.setting(),
          v.unit().level().name(),
          v.unit().code(),
          v.value(),
          v.from(),
          v.until(),
          v.by(),
          v.at());
    }
    change(tenant, new Pipeline().add(PUT_SETTINGS, rows.after(tenant.value())));
  }

  @Override
  public boolean removeSetting(TenantId tenant, String setting, Unit unit, LocalDate from) {
    return remove(
        tenant, REMOVE_SETTING, tenant.value(), setting, unit.level().name(), unit.code(), from);
  }

  @Override
  public void putRules(TenantId tenant, List<PolicyRule> rules) {
    var rows = new Columns("text", "int4", "jsonb", "jsonb", "date", "date");
    for (var rule : rules) {
      rows.row(
          rule.code(),
          rule.weight(),
          Json.write(rule.conditions()),
          Json.write(rule.terms()),
          rule.from(),
          rule.until());
    }
    change(tenant, new Pipeline().add(PUT_RULES, rows.after(tenant.value())));
  }

  @Override
  public boolean removeRule(TenantId tenant, String code) {
    return remove(tenant, REMOVE_RULE, tenant.value(), code);
  }

  @Override
  public List<PolicyCase> cases(TenantId tenant) {
    var cases = new ArrayList<PolicyCase>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    cases.add(
                        new PolicyCase(
                            row.getString("name"),
                            Json.readSituation(row.getString("situation")),
                            Json.readTerms(row.getString("expected")),
                            row.getString("set_by"))),
                CASES,
                tenant.value()));
    return cases;
  }

  @Override
  public boolean putCase(TenantId tenant, PolicyCase kept) {
    var put = new boolean[1];
    database.changeInTenant(
        tenant,
        new Pipeline()
            .add(
                _ -> put[0] = true,
                PUT_CASE,
                tenant.value(),
                kept.name(),
                Json.write(kept.situation()),
                Json.write(kept.expected()),
                kept.by(),
                tenant.value(),
                PolicyCase.MOST));
    return put[0];
  }

  @Override
  public boolean removeCase(TenantId tenant, String name) {
    var removed = new boolean[1];
    database.changeInTenant(
        tenant, new Pipeline().add(_ -> removed[0] = true, REMOVE_CASE, tenant.value(), name));
    return removed[0];
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
                FactsLoader.texts(group.branches()))
            .add(
                PUT_FLOATING_GROUP,
                tenant.value(),
                group.code(),
                group.by(),
                group.at().atOffset(ZoneOffset.UTC),
                FactsLoader.texts(group.branches())));
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
    var rows = new Columns("int4", "text", "text", "jsonb", "text", "text", "timestamptz");
    rules.forEach(r ->
        rows.row(r.position(), branch, table, Json.write(r.conditions()), r.bin(), r.by(), r.at()));
    change(
        tenant,
        new Pipeline()
            .add(
                CLEAR_SORT_RULES,
                tenant.value(),
                branch,
                table,
                rules.stream().mapToInt(SortRule::position).max().orElse(0))
            .add(PUT_SORT_RULES, rows.after(tenant.value())));
  }

  @Override
  public void putSuspension(TenantId tenant, Suspension s) {
    change(
        tenant,
        afterTheWriters(tenant)
            .add(
                PUT_SUSPENSION,
                tenant.value(),
                s.code(),
                FactsLoader.texts(s.branches()),
                s.from(),
                s.until(),
                FactsLoader.texts(s.stops().stream().map(Enum::name).toList()),
                s.reason(),
                s.by()));
  }

  @Override
  public boolean removeSuspension(TenantId tenant, String code) {
    var removed = new boolean[1];
    change(
        tenant,
        afterTheWriters(tenant)
            .add(_ -> removed[0] = true, REMOVE_SUSPENSION, tenant.value(), code));
    return removed[0];
  }

  /**
   * Waits for the batch that was decided by the old stops: whoever looks for loans to be moved
   * afterwards finds those that it made.
   */
  private static Pipeline afterTheWriters(TenantId tenant) {
    return new Pipeline().add(Batch.LOCK, tenant.toString(), Batch.WRITER_LOCKS, tenant.value());
  }

  @Override
  public List<PendingSuspension> pendingSuspensions(TenantId tenant) {
    var pending = new ArrayList<PendingSuspension>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    pending.add(
                        new PendingSuspension(
                            PolicyLoader.suspension(row),
                            row.getBoolean("removed"),
                            FactsLoader.instant(row, "changed_at"))),
                PENDING_SUSPENSIONS,
                tenant.value()));
    return pending;
  }

  @Override
  public boolean suspensionApplied(TenantId tenant, PendingSuspension applied) {
    var code = applied.suspension().code();
    var at = applied.changedAt().atOffset(ZoneOffset.UTC);
    var done = new boolean[1];
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                _ -> done[0] = true,
                SUSPENSION_APPLIED,
                tenant.value(),
                code,
                at,
                tenant.value(),
                code,
                at));
    return done[0];
  }

  private boolean remove(TenantId tenant, String sql, Object... parameters) {
    var removed = new boolean[1];
    change(tenant, new Pipeline().add(_ -> removed[0] = true, sql, parameters));
    return removed[0];
  }

  private void change(TenantId tenant, Pipeline change) {
    database.changeInTenant(
        tenant, change.add(PostgresLibraryRegister.NEW_SETTINGS, tenant.value()));
  }
}
