package org.samling.core.policy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.Branch;

/**
 * The branches whose patrons, items, loans and holds somebody sees: the one rule for accounts and
 * staff. A patron is seen by their own branch, a loan by the branch where it was made, a hold or
 * booking by its pickup branch, an item by the branch where it belongs or is. A branch shared by
 * agencies counts as its owner's.
 *
 * @param policy the lending policy
 * @param branches the branch codes
 * @param isWhole whether these are all branches
 */
public record Sight(LendingPolicy policy, Set<String> branches, boolean isWhole) {

  /** Copies the set. */
  public Sight {
    branches = Set.copyOf(branches);
  }

  /** What is seen within bounds. */
  public static Sight of(LendingPolicy policy, Bounds bounds) {
    if (bounds.isNone()) {
      return new Sight(policy, policy.branches().keySet(), true);
    }
    var branches =
        policy.branches().values().stream()
            .filter(branch -> admits(policy, bounds, branch))
            .map(Branch::code)
            .collect(Collectors.toSet());
    return new Sight(policy, branches, false);
  }

  private static boolean admits(LendingPolicy policy, Bounds bounds, Branch branch) {
    var agency = policy.agencies().get(branch.agency());
    return agency != null && bounds.admits(branch.code(), agency);
  }

  /** Whether a branch is in sight. */
  public boolean sees(String branch) {
    return isWhole || branches.contains(branch);
  }

  /**
   * Whether an item is in sight.
   *
   * @param home the code of the branch where it belongs
   * @param at the code of the branch where it is
   */
  public boolean sees(String home, String at) {
    return sees(home) || sees(at);
  }

  /** Whether all of a place is in sight. */
  public boolean sees(Unit place) {
    return isWhole
        || switch (place.level()) {
          case TENANT -> false;
          case AGENCY ->
              policy.branches().values().stream()
                  .filter(branch -> branch.agency().equals(place.code()))
                  .allMatch(branch -> sees(branch.code()));
          case BRANCH -> sees(place.code());
          case DEPARTMENT, LOCATION, SUBLOCATION, SECTION ->
              sees(place.code().split(Unit.WITHIN, 2)[0]);
        };
  }

  /** Returns the names of the branches in sight, by code. */
  public Map<String, String> names() {
    var names = new TreeMap<String, String>();
    policy
        .branches()
        .forEach((code, branch) -> {
          if (sees(code)) {
            names.put(code, branch.name());
          }
        });
    return names;
  }
}
