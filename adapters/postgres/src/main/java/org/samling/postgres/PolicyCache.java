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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.samling.core.StoreException;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LendingPolicy;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;

/** The tenants' policies, each kept until its version in the database is another. */
final class PolicyCache {

  static final String VERSION = "select settings_version from tenant where id = ?";

  private record Kept(long version, LendingPolicy policy) {}

  private final Map<TenantId, Kept> kept = new ConcurrentHashMap<>();

  /**
   * The policy of a version, loaded on the caller's connection, in its transaction, where another
   * version is kept.
   *
   * @param connection a connection; where its transaction does not act for the tenant yet, it does
   *     afterwards
   */
  LendingPolicy get(Connection connection, TenantId tenant, long version) throws SQLException {
    var known = kept.get(tenant);
    if (known != null && known.version() == version) {
      return known.policy();
    }
    var policy = load(connection, tenant);
    kept.put(tenant, new Kept(version, policy));
    return policy;
  }

  /**
   * Asks questions of a tenant's data, in one round trip and one transaction.
   *
   * @return the policy that counts now
   */
  LendingPolicy ask(Database database, TenantId tenant, Pipeline questions) {
    return database.ask(connection -> {
      var versions = new ArrayList<Long>();
      new Pipeline()
          .add(Database.SET_TENANT, tenant.toString())
          .add(row -> versions.add(row.getLong(1)), VERSION, tenant.value())
          .add(questions)
          .commit(connection);
      if (versions.isEmpty()) {
        throw new StoreException(
            StoreException.Kind.UNAVAILABLE, "there is no tenant " + tenant, null);
      }
      return get(connection, tenant, versions.getFirst());
    });
  }

  private static LendingPolicy load(Connection connection, TenantId id) throws SQLException {
    var tenants = new ArrayList<Tenant>();
    var itemCategories = new HashMap<String, ItemCategory>();
    var patronCategories = new HashMap<String, PatronCategory>();
    var hours = new HashMap<String, Map<DayOfWeek, BranchCalendar.Hours>>();
    var closings = new HashMap<String, List<BranchCalendar.Closing>>();
    var branches = new HashMap<String, Branch>();
    new Pipeline()
        .add(Database.SET_TENANT, id.toString())
        .add(row -> tenants.add(tenant(row)), "select * from tenant where id = ?", id.value())
        .add(
            row -> {
              var category = itemCategory(row);
              itemCategories.put(category.code(), category);
            },
            "select * from item_category where tenant_id = ?",
            id.value())
        .add(
            row -> {
              var category = patronCategory(row);
              patronCategories.put(category.code(), category);
            },
            "select * from patron_category where tenant_id = ?",
            id.value())
        .add(
            row ->
                hours
                    .computeIfAbsent(row.getString("branch"), _ -> new HashMap<>())
                    .put(DayOfWeek.of(row.getInt("weekday")), hours(row)),
            "select * from opening_hours where tenant_id = ?",
            id.value())
        .add(
            row ->
                closings
                    .computeIfAbsent(row.getString("branch"), _ -> new ArrayList<>())
                    .add(closing(row)),
            "select * from closing where tenant_id = ?",
            id.value())
        .add(
            row -> {
              var code = row.getString("code");
              branches.put(
                  code,
                  new Branch(
                      code,
                      row.getString("agency"),
                      row.getString("name"),
                      new BranchCalendar(
                          hours.getOrDefault(code, Map.of()),
                          closings.getOrDefault(code, List.of()))));
            },
            "select * from branch where tenant_id = ?",
            id.value())
        .run(connection);
    return new LendingPolicy(tenants.getFirst(), itemCategories, patronCategories, branches);
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
}
