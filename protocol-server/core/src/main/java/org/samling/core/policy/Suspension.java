package org.samling.core.policy;

import java.time.LocalDate;
import java.util.Set;

/**
 * The central stop switch: suspends deadlines at chosen branches for a period. Nothing has to be
 * turned on again: after the last day everything counts as before, and dates within the period have
 * been moved after it.
 *
 * @param code the short name
 * @param branches the codes of the branches, empty for all of the tenant's
 * @param from the first day
 * @param until the last day
 * @param stops what is suspended
 * @param reason why, for people
 * @param by who set it
 */
public record Suspension(
    String code,
    Set<String> branches,
    LocalDate from,
    LocalDate until,
    Set<Stopped> stops,
    String reason,
    String by) {

  /** What can be suspended. */
  public enum Stopped {
    /** Nothing falls due. */
    DUE_DATES,
    /** Nothing is recalled. */
    RECALLS,
    /** No overdue fees accrue. */
    FEES,
    /** Holds on the hold shelf do not expire. */
    PICKUP_DEADLINES
  }

  /** Copies the sets, and checks the period. */
  public Suspension {
    branches = Set.copyOf(branches);
    stops = Set.copyOf(stops);
    if (until.isBefore(from)) {
      throw new IllegalArgumentException(
          "the stop %s ends before it begins: %s to %s".formatted(code, from, until));
    }
    if (stops.isEmpty()) {
      throw new IllegalArgumentException("the stop %s stops nothing".formatted(code));
    }
  }

  /** Whether something is suspended at a branch on a day. */
  public boolean covers(Stopped what, String branch, LocalDate day) {
    return stops.contains(what)
        && (branches.isEmpty() || branches.contains(branch))
        && !day.isBefore(from)
        && !day.isAfter(until);
  }
}
