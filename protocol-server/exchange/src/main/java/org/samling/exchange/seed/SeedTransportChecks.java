package org.samling.exchange.seed;

import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.ReturnHandling;
import org.samling.exchange.seed.SeedChecks.Known;
import org.samling.exchange.seed.SeedContent.SeedSortTable;
import org.samling.exchange.seed.SeedPlan.TenantPlan;

/** Checks what no schema can about floating groups, sorting tables and lending agreements. */
final class SeedTransportChecks {

  private final SeedChecks checks;
  private final TenantPlan tenant;
  private final Known known;
  private final String none;

  SeedTransportChecks(SeedChecks checks, TenantPlan tenant, Known known) {
    this.checks = checks;
    this.tenant = tenant;
    this.known = known;
    this.none = "the tenant %s has no ".formatted(tenant.code());
  }

  void check() {
    var groups = new HashMap<String, String>();
    for (var placed : tenant.floatingGroups()) {
      checks.once(groups, placed, "code", placed.value().code());
      refer(placed, "branches", placed.value().branches(), known.branches(), "branch");
    }
    var tables = new HashMap<String, String>();
    for (var placed : tenant.sortRules()) {
      var branch = placed.value().branch();
      var name = placed.value().name();
      checks.once(
          tables,
          placed,
          "branch",
          name.equals(ReturnHandling.DEFAULT_SORT_RULES) ? branch : branch + " " + name);
      checks.refers(placed, "branch", branch, known.branches(), none + "branch");
      rules(placed);
    }
    var others = new HashMap<String, String>();
    for (var placed : tenant.lendingAgreements()) {
      var other = placed.value().with();
      checks.once(others, placed, "with", other);
      checks.refers(placed, "with", other, known.tenants(), "there is no tenant");
      if (other.equals(tenant.code())) {
        checks.report(placed, "with", "is the tenant itself; give another");
      }
    }
  }

  private void rules(SeedValue<SeedSortTable> table) {
    var rules = table.value().rules();
    for (var i = 0; i < rules.size(); i++) {
      var key = "rules/%d/when/".formatted(i);
      var when = rules.get(i).when();
      refer(table, key + "destination", when.destination(), known.branches(), "branch");
      refer(
          table,
          key + "item-category",
          when.itemCategory(),
          known.itemCategories(),
          "item category");
    }
  }

  private void refer(
      SeedValue<?> from, String key, List<String> codes, @Nullable Set<String> in, String what) {
    codes.forEach(code -> checks.refers(from, key, code, in, none + what));
  }
}
