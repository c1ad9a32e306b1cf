package org.samling.core.organisation;

import java.util.Map;

/**
 * What a tenant lends by, as it stands now.
 *
 * @param tenant the tenant
 * @param itemCategories the item categories by code
 * @param patronCategories the patron categories by code
 * @param branches the branches by code
 */
public record LendingPolicy(
    Tenant tenant,
    Map<String, ItemCategory> itemCategories,
    Map<String, PatronCategory> patronCategories,
    Map<String, Branch> branches) {

  /** Copies the maps. */
  public LendingPolicy {
    itemCategories = Map.copyOf(itemCategories);
    patronCategories = Map.copyOf(patronCategories);
    branches = Map.copyOf(branches);
  }

  /** The calendar of a branch; one of which nothing is known counts as always open. */
  public BranchCalendar calendar(String branch) {
    var known = branches.get(branch);
    return known == null ? BranchCalendar.ALWAYS_OPEN : known.calendar();
  }
}
