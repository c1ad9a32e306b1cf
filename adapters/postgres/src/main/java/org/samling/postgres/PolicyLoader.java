package org.samling.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Settings;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Unit;

/** Loads all that a tenant lends by, in one round trip. */
final class PolicyLoader {

  private final List<Tenant> tenants = new ArrayList<>();
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

  private PolicyLoader() {}

  /**
   * Loads the policy on the caller's connection, in its transaction, which acts for the tenant
   * afterwards.
   */
  static LendingPolicy load(Connection connection, TenantId id) throws SQLException {
    var loader = new PolicyLoader();
    loader.run(connection, id);
    return loader.policy();
  }

  private void run(Connection connection, TenantId id) throws SQLException {
    new Pipeline()
        .add(Database.SET_TENANT, id.toString())
        .add(row -> tenants.add(tenant(row)), "select * from tenant where id = ?", id.value())
        .add(row -> take(itemCategory(row)), all("item_category"), id.value())
        .add(row -> take(patronCategory(row)), all("patron_category"), id.value())
        .add(row -> take(agency(row)), all("agency"), id.value())
        .add(this::takeJointAgency, all("branch_joint_agency"), id.value())
        .add(this::takeHours, all("opening_hours"), id.value())
        .add(this::takeClosing, all("closing"), id.value())
        .add(this::takeBranch, all("branch"), id.value())
        .add(row -> settings.add(setting(row)), all("setting_value"), id.value())
        .add(row -> rules.add(rule(row)), all("policy_rule"), id.value())
        .add(
            row -> suspensions.add(suspension(row)),
            all("suspension") + " and not removed",
            id.value())
        .add(this::takeFloatingBranch, all("floating_group"), id.value())
        .add(
            row -> sortRules.add(sortRule(row)),
            all("sort_rule") + " order by branch, sort_table, position",
            id.value())
        .run(connection);
  }

  private static String all(String table) {
    return "select * from " + table + " where tenant_id = ?";
  }

  private LendingPolicy policy() {
    return new LendingPolicy(
        tenants.getFirst(),
        itemCategories,
        patronCategories,
        agencies,
        branches,
        new Settings(settings),
        new PolicyMatrix(rules, itemCategories.values(), patronCategories.values()),
        suspensions,
        floatingGroups,
        sortRules);
  }

  private void take(ItemCategory category) {
    itemCategories.put(category.code(), category);
  }

  private void take(PatronCategory category) {
    patronCategories.put(category.code(), category);
  }

  private void take(Agency agency) {
    agencies.put(agency.number(), agency);
  }

  private void takeJointAgency(ResultSet row) throws SQLException {
    jointAgencies
        .computeIfAbsent(row.getString("branch"), _ -> new HashSet<>())
        .add(row.getString("agency"));
  }

  private void takeFloatingBranch(ResultSet row) throws SQLException {
    var branch =
        new FloatingGroup(
            row.getString("code"),
            Set.of(row.getString("branch")),
            row.getString("set_by"),
            FactsLoader.instant(row, "set_at"));
    floatingGroups.merge(
        branch.code(),
        branch,
        (group, one) -> {
          var branches = new HashSet<>(group.branches());
          branches.addAll(one.branches());
          return new FloatingGroup(group.code(), branches, group.by(), group.at());
        });
  }

  private static SortRule sortRule(ResultSet row) throws SQLException {
    return new SortRule(
        row.getString("branch"),
        row.getString("sort_table"),
        row.getInt("position"),
        Json.readSortConditions(row.getString("conditions")),
        row.getString("bin"),
        row.getString("set_by"),
        FactsLoader.instant(row, "set_at"));
  }

  private void takeHours(ResultSet row) throws SQLException {
    hours
        .computeIfAbsent(row.getString("branch"), _ -> new HashMap<>())
        .put(DayOfWeek.of(row.getInt("weekday")), hours(row));
  }

  private void takeClosing(ResultSet row) throws SQLException {
    closings.computeIfAbsent(row.getString("branch"), _ -> new ArrayList<>()).add(closing(row));
  }

  private void takeBranch(ResultSet row) throws SQLException {
    var code = row.getString("code");
    branches.put(
        code,
        new Branch(
            code,
            row.getString("agency"),
            jointAgencies.getOrDefault(code, Set.of()),
            row.getString("name"),
            new BranchCalendar(
                hours.getOrDefault(code, Map.of()), closings.getOrDefault(code, List.of()))));
  }

  static Tenant tenant(ResultSet row) throws SQLException {
    return new Tenant(
        new TenantId(row.getInt("id")),
        row.getString("code"),
        row.getString("name"),
        ZoneId.of(row.getString("time_zone")),
        Currency.getInstance(row.getString("currency")),
        row.getBoolean("open_catalogue"));
  }

  private static ItemCategory itemCategory(ResultSet row) throws SQLException {
    return new ItemCategory(
        row.getString("code"),
        row.getString("name"),
        row.getString("media_type"),
        row.getBoolean("for_loan"),
        row.getInt("loan_days"),
        row.getInt("renewals"));
  }

  private static PatronCategory patronCategory(ResultSet row) throws SQLException {
    return new PatronCategory(
        row.getString("code"),
        row.getString("name"),
        row.getInt("max_loans"),
        row.getInt("max_holds"),
        row.getLong("max_debt"));
  }

  private static BranchCalendar.Hours hours(ResultSet row) throws SQLException {
    return new BranchCalendar.Hours(
        row.getObject("opens", LocalTime.class),
        row.getObject("closes", LocalTime.class),
        row.getObject("staffed_from", LocalTime.class),
        row.getObject("staffed_until", LocalTime.class));
  }

  private static BranchCalendar.Closing closing(ResultSet row) throws SQLException {
    return new BranchCalendar.Closing(
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class),
        row.getString("reason"));
  }

  private static Agency agency(ResultSet row) throws SQLException {
    return new Agency(
        row.getString("number"),
        Agency.Kind.valueOf(row.getString("kind")),
        row.getString("isil"),
        row.getString("cataloguing_number"),
        row.getString("name"));
  }

  private static SettingValue setting(ResultSet row) throws SQLException {
    return new SettingValue(
        row.getString("setting"),
        new Unit(Unit.Level.valueOf(row.getString("level")), row.getString("unit")),
        row.getString("value"),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_until", LocalDate.class),
        row.getString("set_by"),
        FactsLoader.instant(row, "set_at"));
  }

  private static PolicyRule rule(ResultSet row) throws SQLException {
    return new PolicyRule(
        row.getString("code"),
        row.getInt("weight"),
        Json.readConditions(row.getString("conditions")),
        Json.readTerms(row.getString("terms")),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_until", LocalDate.class));
  }

  static Suspension suspension(ResultSet row) throws SQLException {
    return new Suspension(
        row.getString("code"),
        Set.copyOf(FactsLoader.strings(row, "branches")),
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class),
        FactsLoader.strings(row, "stops").stream()
            .map(Suspension.Stopped::valueOf)
            .collect(Collectors.toSet()),
        row.getString("reason"),
        row.getString("set_by"));
  }
}
