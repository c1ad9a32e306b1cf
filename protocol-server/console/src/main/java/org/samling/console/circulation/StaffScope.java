package org.samling.console.circulation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.staff.StaffRole;

/**
 * The branches whose patrons, loans and holds a member of staff sees: those of the member's
 * agencies. A school sees only schools, even if it is not limited to agencies. A branch shared by
 * agencies counts as its owner's.
 *
 * @param policy the lending policy
 * @param branches the branch codes
 * @param isWhole whether these are all branches
 */
public record StaffScope(LendingPolicy policy, Set<String> branches, boolean isWhole) {

  /** Copies the set. */
  public StaffScope {
    branches = Set.copyOf(branches);
  }

  /** Returns the scope of a visitor. */
  public static StaffScope of(Visit visit, Inquiries inquiries) {
    var policy = inquiries.policy(visit.tenant().id());
    var branches =
        policy.branches().values().stream()
            .filter(branch -> sees(visit, policy, branch))
            .map(Branch::code)
            .collect(Collectors.toSet());
    return new StaffScope(
        policy,
        branches,
        visit.member().role() != StaffRole.SCHOOL && visit.member().agencies().isEmpty());
  }

  private static boolean sees(Visit visit, LendingPolicy policy, Branch branch) {
    var agency = policy.agencies().get(branch.agency());
    return visit.member().sees(branch.agency())
        && (visit.member().role() != StaffRole.SCHOOL
            || (agency != null && agency.kind() == Agency.Kind.SCHOOL));
  }

  /** Whether a branch is in scope. */
  public boolean sees(String branch) {
    return isWhole || branches.contains(branch);
  }

  /** Returns the names of the branches in scope, by code. */
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
