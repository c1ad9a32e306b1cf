package org.samling.postgres.loader;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PartnerLibraries;
import org.samling.core.policy.PolicyMatrix;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Settings;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Suspension;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.tables.PolicyRows.BranchRow;
import org.samling.postgres.tables.PolicyRows.ClosingRow;
import org.samling.postgres.tables.PolicyRows.FloatingBranchRow;
import org.samling.postgres.tables.PolicyRows.HoursRow;
import org.samling.postgres.tables.PolicyRows.JointAgencyRow;
import org.samling.postgres.tables.PolicyRows.RuleRow;
import org.samling.postgres.tables.PolicyRows.SettingRow;
import org.samling.postgres.tables.PolicyRows.SortRuleRow;
import org.samling.postgres.tables.PolicyRows.SuspensionRow;

/** Loads a tenant's lending policy, in one round trip. */
public final class PolicyLoader {

  /** The tenants t. */
  public static final String TENANT_COLUMNS =
      "t.id, t.code, t.name, t.time_zone as zone, t.currency, t.open_catalogue";

  private static final String TENANT = "select " + TENANT_COLUMNS + " from tenant t ";

  private static final String PARTNERS =
      """
      select t.code, t.name, a.side = 'HOME' as is_home, a.patron_id, a.categories, a.state = 'ACCEPTED' as is_in_force
      from hold_agreement a join tenant t on t.id = a.other_id where a.tenant_id = :tenant and a.accepted_at is not null
      """;

  private static final String USES = "select unnest(uses) from tenant where id = :tenant";

  private final List<Use> uses = new ArrayList<>();
  private final Map<String, ItemCategory> itemCategories = new HashMap<>();
  private final Map<String, PatronCategory> patronCategories = new HashMap<>();
  private final Map<String, Agency> agencies = new HashMap<>();
  private final Map<String, Set<String>> jointAgencies = new HashMap<>();
  private final Map<String, Map<DayOfWeek, BranchCalendar.Hours>> hours = new HashMap<>();
  private final Map<String, List<BranchCalendar.Closing>> closings = new HashMap<>();
  private final Map<String, Branch> branches = new HashMap<>();
  private final List<SettingValue> settings = new ArrayList<>();
  private final List<PolicyRule> rules = new ArrayList<>();
  private final List<Suspension> suspensions = new ArrayList<>();
  private final Map<String, FloatingGroup> floatingGroups = new HashMap<>();
  private final List<SortRule> sortRules = new ArrayList<>();
  private final Map<UUID, PartnerLibraries.Home> homes = new HashMap<>();
  private final Map<String, String> suppliers = new HashMap<>();

  private PolicyLoader() {}

  /**
   * Loads the policy on the caller's connection, in its transaction, which acts for the tenant
   * afterwards.
   */
  static Loaded load(Connection connection, TenantId id) throws SQLException {
    var loader = new PolicyLoader();
    var tenant = loader.run(connection, id);
    var policy = loader.policy(tenant);
    return new Loaded(policy, Use.of(loader.uses, policy));
  }

  /** A policy, and what the tenant uses. */
  public record Loaded(LendingPolicy policy, Set<Use> uses) {}

  private Tenant run(Connection connection, TenantId id) throws SQLException {
    var pipeline = Pipeline.of(id).add(Acting.SET, Acting.of(id));
    var tenant = pipeline.one(Tenant.class, TENANT + "where id = :tenant");
    pipeline.each(Use.class, uses::add, USES);
    pipeline
        .each(ItemCategory.class, c -> itemCategories.put(c.code(), c), all("item_category"))
        .each(PatronCategory.class, c -> patronCategories.put(c.code(), c), all("patron_category"))
        .each(Agency.class, a -> agencies.put(a.number(), a), all("agency"))
        .each(JointAgencyRow.class, this::take, all("branch_joint_agency"))
        .each(HoursRow.class, this::take, all("opening_hours"))
        .each(ClosingRow.class, this::take, all("closing"))
        .each(BranchRow.class, this::take, all("branch"))
        .each(SettingRow.class, row -> settings.add(row.settingValue()), all("setting_value"))
        .each(RuleRow.class, row -> rules.add(row.rule()), all("policy_rule"))
        .each(
            SuspensionRow.class,
            row -> suspensions.add(row.suspension()),
            all("suspension") + " and not removed")
        .each(FloatingBranchRow.class, this::take, all("floating_group"))
        .each(
            SortRuleRow.class,
            row -> sortRules.add(row.rule()),
            all("sort_rule") + " order by branch, sort_table, position")
        .each(PartnerRow.class, this::take, PARTNERS)
        .run(connection);
    return tenant.get();
  }

  private static String all(String table) {
    return "select * from " + table + " where tenant_id = :tenant";
  }

  private LendingPolicy policy(Tenant tenant) {
    return new LendingPolicy(
        tenant,
        itemCategories,
        patronCategories,
        agencies,
        branches,
        new Settings(settings),
        new PolicyMatrix(rules, itemCategories.values(), patronCategories.values()),
        suspensions,
        floatingGroups,
        sortRules,
        new PartnerLibraries(homes, suppliers));
  }

  private record PartnerRow(
      String code,
      String name,
      boolean isHome,
      @Nullable UUID patronId,
      @Nullable List<String> categories,
      boolean isInForce) {}

  private void take(PartnerRow row) {
    if (row.isHome()) {
      suppliers.put(row.code(), row.name());
    } else if (row.patronId() != null) {
      homes.put(
          row.patronId(),
          new PartnerLibraries.Home(
              row.name(),
              row.categories() == null ? List.of() : row.categories(),
              row.isInForce()));
    }
  }

  private void take(JointAgencyRow row) {
    jointAgencies.computeIfAbsent(row.branch(), _ -> new HashSet<>()).add(row.agency());
  }

  private void take(FloatingBranchRow row) {
    floatingGroups.merge(
        row.code(),
        new FloatingGroup(row.code(), Set.of(row.branch()), row.setBy(), row.setAt()),
        (group, one) -> {
          var all = new HashSet<>(group.branches());
          all.addAll(one.branches());
          return new FloatingGroup(group.code(), all, group.by(), group.at());
        });
  }

  private void take(HoursRow row) {
    hours.computeIfAbsent(row.branch(), _ -> new HashMap<>()).put(row.day(), row.hours());
  }

  private void take(ClosingRow row) {
    closings.computeIfAbsent(row.branch(), _ -> new ArrayList<>()).add(row.closing());
  }

  private void take(BranchRow row) {
    var code = row.code();
    branches.put(
        code,
        new Branch(
            code,
            row.agency(),
            jointAgencies.getOrDefault(code, Set.of()),
            row.name(),
            new BranchCalendar(
                hours.getOrDefault(code, Map.of()), closings.getOrDefault(code, List.of()))));
  }
}
