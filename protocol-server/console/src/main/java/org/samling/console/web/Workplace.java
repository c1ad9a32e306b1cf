package org.samling.console.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Sight;

/**
 * Where a member works, and where they may: what they do is booked at that branch. It is chosen
 * once and kept with the session.
 *
 * @param branch the code of the branch; empty until one is chosen
 * @param choices the names of the branches that they may choose, by code
 */
public record Workplace(String branch, Map<String, String> choices) {

  /**
   * Creates the workplace of a member: their only branch, or else the chosen one while it is
   * theirs.
   *
   * @param chosen the code of the chosen branch, or null
   */
  static Workplace of(Sight sight, @Nullable String chosen) {
    var choices = sight.names();
    if (choices.size() == 1) {
      return new Workplace(choices.keySet().iterator().next(), choices);
    }
    return new Workplace(chosen != null && choices.containsKey(chosen) ? chosen : "", choices);
  }

  /** Whether there is a branch to book at. */
  public boolean isChosen() {
    return !branch.isEmpty();
  }

  /** Whether there is anything to choose. */
  public boolean isChoice() {
    return choices.size() > 1;
  }

  /** Returns the name of the branch; empty until one is chosen. */
  public String name() {
    return choices.getOrDefault(branch, branch);
  }

  /** Returns the branch if one is chosen, or else any to choose; empty if there is none. */
  public String branchOrAny() {
    return branchOr(choices.keySet().stream().findFirst().orElse(""));
  }

  /** Returns the branch if one is chosen, or else another. */
  public String branchOr(String other) {
    return isChosen() ? branch : other;
  }
}
