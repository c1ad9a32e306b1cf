package org.samling.core.patron;

import java.time.LocalDate;

/**
 * A period in which a patron is away: notices and holds are paused.
 *
 * @param from the first day
 * @param until the last day, at most ten years later
 */
public record Absence(LocalDate from, LocalDate until) {

  private static final int MAX_YEARS = 10;

  /**
   * Checks the period.
   *
   * @throws IllegalArgumentException where it ends before it begins, or lasts too long
   */
  public Absence {
    if (until.isBefore(from) || until.isAfter(from.plusYears(MAX_YEARS))) {
      throw new IllegalArgumentException(
          "an absence must end on or after its first day, within %d years: %s to %s"
              .formatted(MAX_YEARS, from, until));
    }
  }

  /** Whether the patron is away on a day. */
  public boolean covers(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }
}
