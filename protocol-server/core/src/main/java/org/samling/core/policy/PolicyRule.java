package org.samling.core.policy;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the policy matrix: under these conditions, these terms.
 *
 * @param code the short name
 * @param weight the heavier rule goes first; of equal ones the one whose code sorts first
 * @param conditions when it applies
 * @param terms what it says, by the names of the terms, as people write it; where it says nothing
 *     the next rule that applies is asked
 * @param from the first day on which it counts, or null
 * @param until the last day, or null
 */
public record PolicyRule(
    String code,
    int weight,
    Conditions conditions,
    Map<String, String> terms,
    @Nullable LocalDate from,
    @Nullable LocalDate until) {

  /** Checks that the terms are such that there are. */
  public PolicyRule {
    terms = Map.copyOf(terms);
    terms.forEach((name, text) -> Term.named(name).read(text));
    if (from != null && until != null && until.isBefore(from)) {
      throw new IllegalArgumentException(
          "policy rule %s ends before it begins: %s to %s".formatted(code, from, until));
    }
  }

  boolean applies(Circumstances circumstances) {
    var day = circumstances.day();
    return (from == null || !day.isBefore(from))
        && (until == null || !day.isAfter(until))
        && conditions.hold(circumstances);
  }
}
