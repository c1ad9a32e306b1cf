package org.samling.core.policy;

import java.time.Instant;
import java.util.Set;

/**
 * A floating group: its items stay at the branch where they are returned, if it is one of these.
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
      throw new IllegalArgumentException(
          "the code of a floating group must have 1 to 40 characters");
    }
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("a floating group must have at least one branch");
    }
  }
}
