package org.samling.console.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyCase;

/**
 * A test case that a change would break, or break in another way.
 *
 * @param name what the case is called
 * @param broken what is not as expected then
 */
public record BrokenCase(String name, List<PolicyCase.Broken> broken) {

  /** Copies the list. */
  public BrokenCase {
    broken = List.copyOf(broken);
  }

  /**
   * The cases that a change would break.
   *
   * @param days the days on which cases are looked at that name none
   */
  static List<BrokenCase> by(
      List<PolicyCase> cases, LendingPolicy before, LendingPolicy after, LocalDate... days) {
    return cases.stream()
        .flatMap(c ->
            Stream.of(days)
                .filter(day -> !c.broken(after, day).isEmpty())
                .filter(day -> !c.broken(after, day).equals(c.broken(before, day)))
                .limit(1)
                .map(day -> new BrokenCase(c.name(), c.broken(after, day))))
        .toList();
  }
}
