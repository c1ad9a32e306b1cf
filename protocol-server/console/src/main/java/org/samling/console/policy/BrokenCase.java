package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyCase;

/**
 * A test case that a change would break, or break in a different way.
 *
 * @param broken the expectations that would fail
 */
public record BrokenCase(String name, List<PolicyCase.Failure> broken) {

  /** Copies the list. */
  public BrokenCase {
    broken = List.copyOf(broken);
  }

  /**
   * Returns the cases that a change would break.
   *
   * @param days the days on which to check cases that name no day
   */
  static List<BrokenCase> by(
      List<PolicyCase> cases, LendingPolicy before, LendingPolicy after, LocalDate... days) {
    return cases.stream()
        .flatMap(c ->
            Stream.of(days)
                .filter(day -> !c.failures(after, day).isEmpty())
                .filter(day -> !c.failures(after, day).equals(c.failures(before, day)))
                .limit(1)
                .map(day -> new BrokenCase(c.name(), c.failures(after, day))))
        .toList();
  }
}
