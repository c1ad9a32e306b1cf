package org.samling.core.organisation;

import java.util.HashSet;
import java.util.Set;

/**
 * A place where people borrow and return.
 *
 * @param code the branch's code, its ISIL where it has one
 * @param agency the number of the agency it belongs to, from which it inherits settings
 * @param jointAgencies the numbers of further agencies that share it: a school library that is open
 *     to the public
 * @param name its name
 * @param calendar when it is open
 */
public record Branch(
    String code, String agency, Set<String> jointAgencies, String name, BranchCalendar calendar) {

  /** Copies the set. */
  public Branch {
    jointAgencies = Set.copyOf(jointAgencies);
  }

  /** The numbers of all its agencies. */
  public Set<String> agencies() {
    if (jointAgencies.isEmpty()) {
      return Set.of(agency);
    }
    var all = new HashSet<>(jointAgencies);
    all.add(agency);
    return all;
  }
}
