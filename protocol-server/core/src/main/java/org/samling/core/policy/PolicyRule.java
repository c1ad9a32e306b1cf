package org.samling.core.policy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the policy matrix: under these conditions, these terms.
 *
 * @param code the short name
 * @param weight the heavier rule goes first; of equal ones the one whose code sorts first
 * @param conditions when it applies
 * @param terms its values as text, by the names of the terms; for terms it does not set the next
 *     rule that applies counts
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

  /** A rule that has always been in force, until a day, or null for ever. */
  PolicyRule(
      String code,
      int weight,
      Conditions conditions,
      Map<String, String> terms,
      @Nullable LocalDate until) {
    this(code, weight, conditions, terms, null, until);
  }

  /** Checks that the terms exist. */
  public PolicyRule {
    terms = Map.copyOf(terms);
    terms.forEach((name, text) -> Term.named(name).read(text));
    if (from != null && until != null && until.isBefore(from)) {
      throw new IllegalArgumentException(
          "policy rule %s ends before it begins: %s to %s".formatted(code, from, until));
    }
  }

  boolean applies(Circumstances circumstances) {
    return isBegun(circumstances) && !isOver(circumstances) && conditions.hold(circumstances);
  }

  /** Why it does not apply, in words; empty where it does. */
  Optional<String> unmet(Circumstances circumstances) {
    if (!isBegun(circumstances)) {
      return Optional.of("it counts from " + from);
    }
    return isOver(circumstances)
        ? Optional.of("it counted until " + until)
        : conditions.unmet(circumstances);
  }

  private boolean isBegun(Circumstances circumstances) {
    return from == null || !circumstances.day().isBefore(from);
  }

  private boolean isOver(Circumstances circumstances) {
    return until != null && circumstances.day().isAfter(until);
  }
}
