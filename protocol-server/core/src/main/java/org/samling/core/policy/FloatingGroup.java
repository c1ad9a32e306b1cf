package org.samling.core.policy;

import java.time.Instant;
import java.util.Set;

/**
 * Branches among which the items of a group stay where they are returned.
 *
 * @param code the short name, by which items name it; 1 to 40 characters
 * @param branches the codes of its branches, at least one
 * @param by who set it
 * @param at when
 */
public record FloatingGroup(String code, Set<String> branches, String by, Instant at) {

  /** Copies the set. */
  public FloatingGroup {
    branches = Set.copyOf(branches);
    if (code.isBlank() || code.length() > 40) {
      throw new IllegalArgumentException("the code of a floating group has 1 to 40 characters");
    }
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("a floating group has at least one branch");
    }
  }
}
