package org.samling.core.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Suspension.Stopped;

/**
 * The current lending policy of a tenant.
 *
 * @param itemCategories the item categories by code
 * @param patronCategories the patron categories by code
 * @param agencies the agencies by number
 * @param branches the branches by code
 * @param settings the settings at all places
 * @param matrix the policy rules, with the categories' terms after them
 * @param suspensions the stops, including past and planned ones
 * @param floatingGroups the floating groups by code
 * @param sortRules the tables of the sorting machines, from the top
 * @param partners the tenants that it has agreements with about holds
 */
public record LendingPolicy(
    Tenant tenant,
    Map<String, ItemCategory> itemCategories,
    Map<String, PatronCategory> patronCategories,
    Map<String, Agency> agencies,
    Map<String, Branch> branches,
    Settings settings,
    PolicyMatrix matrix,
    List<Suspension> suspensions,
    Map<String, FloatingGroup> floatingGroups,
    List<SortRule> sortRules,
    PartnerLibraries partners) {

  /** Copies the maps. */
  public LendingPolicy {
    itemCategories = Map.copyOf(itemCategories);
    patronCategories = Map.copyOf(patronCategories);
    agencies = Map.copyOf(agencies);
    branches = Map.copyOf(branches);
    suspensions = List.copyOf(suspensions);
    floatingGroups = Map.copyOf(floatingGroups);
    sortRules = List.copyOf(sortRules);
  }

  /** A copy with other settings. */
  public LendingPolicy with(Settings others) {
    return with(others, matrix);
  }

  /** A copy with other policy rules. */
  public LendingPolicy withRules(List<PolicyRule> rules) {
    return with(
        settings, new PolicyMatrix(rules, itemCategories.values(), patronCategories.values()));
  }

  private LendingPolicy with(Settings otherSettings, PolicyMatrix otherMatrix) {
    return new LendingPolicy(
        tenant,
        itemCategories,
        patronCategories,
        agencies,
        branches,
        otherSettings,
        otherMatrix,
        suspensions,
        floatingGroups,
        sortRules,
        partners);
  }

  /**
   * The codes that policy rules can name.
   *
   * @return empty for a subject whose values the tenant does not list
   */
  public Optional<Set<String>> codes(Subject subject) {
    return switch (subject) {
      case PATRON_CATEGORY -> Optional.of(patronCategories.keySet());
      case ITEM_CATEGORY -> Optional.of(itemCategories.keySet());
      case PATRON_AGENCY, ITEM_AGENCY, PLACE_AGENCY -> Optional.of(agencies.keySet());
      case PATRON_BRANCH, ITEM_BRANCH, PLACE_BRANCH -> Optional.of(branches.keySet());
      case MATERIAL_GROUP, CIRCULATION_MODIFIER -> Optional.empty();
    };
  }

  /** The day that a moment falls on. */
  public LocalDate day(Instant at) {
    return at.atZone(tenant.zone()).toLocalDate();
  }

  /** The time of day at a moment. */
  public LocalTime time(Instant at) {
    return at.atZone(tenant.zone()).toLocalTime();
  }

  /** The numbers of a branch's agencies; empty for an unknown branch. */
  public Set<String> agencies(String branch) {
    var known = branches.get(branch);
    return known == null ? Set.of() : known.agencies();
  }

  /** Whether two branches have an agency in common. */
  public boolean sameAgency(String branch, String other) {
    return agencies(branch).stream().anyMatch(agencies(other)::contains);
  }

  /**
   * The value of a setting at a branch.
   *
   * @param branch the branch's code
   */
  public <T> Settings.Found<T> setting(Setting<T> setting, String branch, LocalDate day) {
    return setting(setting, branch, null, day);
  }

  /**
   * The value of a setting at a place within a branch.
   *
   * @param branch the branch's code
   * @param location the place within the branch, or null
   */
  public <T> Settings.Found<T> setting(
      Setting<T> setting, String branch, @Nullable String location, LocalDate day) {
    return settings.find(setting, path(branch, location), day);
  }

  /**
   * The path from a place up to the tenant, on which settings are looked up.
   *
   * @param branch the branch's code
   * @param location the place within the branch, or null
   */
  public List<Unit> path(String branch, @Nullable String location) {
    var known = branches.get(branch);
    return Unit.path(tenant.code(), known == null ? "" : known.agency(), branch, location);
  }

  /** The calendar of a branch; an unknown branch counts as always open. */
  public BranchCalendar calendar(String branch) {
    var known = branches.get(branch);
    return known == null ? BranchCalendar.ALWAYS_OPEN : known.calendar();
  }

  /** Whether an item of a floating group stays at a branch where it is returned. */
  public boolean floatsTo(@Nullable String group, String branch) {
    var known = group == null ? null : floatingGroups.get(group);
    return known != null && known.branches().contains(branch);
  }

  /** One of the tables of a branch's sorting machines, from the top; empty where there is none. */
  public List<SortRule> sortRules(String branch, String table) {
    return sortRules.stream()
        .filter(rule -> rule.branch().equals(branch) && rule.table().equals(table))
        .toList();
  }

  /** The names of all sorting tables that some branch has. */
  public Set<String> sortTables() {
    return sortRules.stream().map(SortRule::table).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The rule that gives the bin: the first of the table that applies. */
  public Optional<SortRule> sortRule(String branch, String table, SortRule.ReturnedItem item) {
    return sortRules(branch, table).stream()
        .filter(rule -> rule.conditions().firstUnmet(item).isEmpty())
        .findFirst();
  }

  /** Whether something is suspended at a branch on a day, by the stop switch. */
  public boolean isStopped(Stopped what, String branch, LocalDate day) {
    return suspensions.stream().anyMatch(s -> s.covers(what, branch, day));
  }

  /**
   * The last second of a day or, where that is closed or suspended, of the next that is neither.
   */
  public Instant endOfDay(String branch, LocalDate day, Stopped unlessStopped) {
    Predicate<LocalDate> running = d -> !isStopped(unlessStopped, branch, d);
    var first = day;
    while (!running.test(first)) { // however long that is, unlike a branch that is closed
      first = first.plusDays(1);
    }
    return calendar(branch).endOfOpenDay(first, running, tenant.zone());
  }

  /** The same without any stops. */
  public Instant endOfDayWithoutStops(String branch, LocalDate day) {
    return calendar(branch).endOfOpenDay(day, _ -> true, tenant.zone());
  }
}
