package org.samling.core.policy;

import java.time.LocalDate;
import java.util.Set;

/**
 * The central stop switch: for a period, what runs by the calendar stands still at chosen branches.
 * Nothing has to be turned on again: after the last day everything counts as before, and what fell
 * within the period has been moved behind it.
 *
 * @param code the short name
 * @param branches the codes of the branches, empty for all of the tenant's
 * @param from the first day
 * @param until the last day
 * @param stops what stands still
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

  /** What can stand still. */
  public enum Stopped {
    /** Nothing falls due. */
    DUE_DATES,
    /** Nothing is recalled. */
    RECALLS,
    /** The days cost nothing. */
    FEES,
    /** What waits on the hold shelf waits on. */
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

  /** Whether something stands still at a branch on a day. */
  public boolean covers(Stopped what, String branch, LocalDate day) {
    return stops.contains(what)
        && (branches.isEmpty() || branches.contains(branch))
        && !day.isBefore(from)
        && !day.isAfter(until);
  }
}
