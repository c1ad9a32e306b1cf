package org.samling.exchange.seed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.SortRule.Conditions;
import org.samling.core.policy.SortRule.Route;
import org.samling.exchange.seed.SeedContent.SeedFloatingGroup;
import org.samling.exchange.seed.SeedContent.SeedSortConditions;
import org.samling.exchange.seed.SeedContent.SeedSortTable;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.exchange.seed.SeedReport.Tally;
import org.samling.exchange.seed.SeedSettings.Loading;
import org.samling.exchange.seed.Seeder.Ports;

/**
 * Loads what governs how items travel: floating groups, sorting tables and lending agreements with
 * other tenants. Whatever the store already has as the file says is left alone, and keeps its
 * author.
 */
final class SeedTransport {

  private final Ports ports;
  private final Tally tally;
  private final Instant now;

  SeedTransport(Ports ports, Tally tally, Instant now) {
    this.ports = ports;
    this.tally = tally;
    this.now = now;
  }

  void putPolicies(Loading loading) {
    var tenant = loading.tenant().id();
    var register = ports.policyRegister();
    var before = ports.inquiries().policy(tenant);
    var groups = loading.plan().floatingGroups();
    var newGroups = groups.stream().filter(g -> !isThere(g.value(), before)).toList();
    newGroups.forEach(g -> register.putFloatingGroup(tenant, group(g)));
    count(Kind.FLOATING_GROUPS, groups, newGroups);

    var tables = loading.plan().sortRules();
    var newTables = tables.stream().filter(t -> !isThere(t, before)).toList();
    newTables.forEach(
        t -> register.putSortRules(tenant, t.value().branch(), t.value().name(), rules(t)));
    count(Kind.SORTING_TABLES, tables, newTables);
  }

  /** Creates the agreements, once all tenants exist. */
  void agree(Loading loading) {
    var all = loading.plan().lendingAgreements();
    var tenants = ports.tenants();
    var made =
        all.stream()
            .filter(placed ->
                ports
                    .lendingAgreements()
                    .make(
                        loading.tenant().id(),
                        tenants.byCode(placed.value().with()).orElseThrow().id(),
                        placed.by()))
            .toList();
    count(Kind.LENDING_AGREEMENTS, all, made);
  }

  private void count(Kind kind, List<?> all, List<?> put) {
    tally.done(kind, put.size(), all.size() - put.size());
  }

  private static boolean isThere(SeedFloatingGroup group, LendingPolicy before) {
    var known = before.floatingGroups().get(group.code());
    return known != null && known.branches().equals(Set.copyOf(group.branches()));
  }

  private FloatingGroup group(SeedValue<SeedFloatingGroup> placed) {
    var group = placed.value();
    return new FloatingGroup(group.code(), Set.copyOf(group.branches()), placed.by(), now);
  }

  private boolean isThere(SeedValue<SeedSortTable> table, LendingPolicy before) {
    return withoutAuthors(rules(table))
        .equals(withoutAuthors(before.sortRules(table.value().branch(), table.value().name())));
  }

  /** Rules without their author and time. */
  private static List<SortRule> withoutAuthors(List<SortRule> rules) {
    return rules.stream()
        .map(r ->
            new SortRule(
                r.branch(), r.table(), r.position(), r.conditions(), r.bin(), "", Instant.EPOCH))
        .toList();
  }

  private List<SortRule> rules(SeedValue<SeedSortTable> placed) {
    var table = placed.value();
    var rules = new ArrayList<SortRule>();
    for (var rule : table.rules()) {
      rules.add(
          new SortRule(
              table.branch(),
              table.name(),
              rules.size() + 1,
              conditions(rule.when()),
              rule.bin(),
              placed.by(),
              now));
    }
    return rules;
  }

  private static Conditions conditions(SeedSortConditions when) {
    var ways = EnumSet.noneOf(Route.class);
    when.way().forEach(word -> ways.add(Route.ofWord(word)));
    return new Conditions(
        ways,
        Set.copyOf(when.destination()),
        Set.copyOf(when.itemCategory()),
        Set.copyOf(when.materialGroup()),
        when.location());
  }
}
