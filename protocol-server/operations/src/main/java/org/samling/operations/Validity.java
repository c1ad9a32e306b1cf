package org.samling.operations;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Whether a period in the configuration is current. */
public enum Validity {
  /** It has begun, and has not ended. */
  NOW,
  /** It has not begun. */
  PLANNED,
  /** It has ended. */
  PAST;

  /** The last day for which anything can be planned. */
  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  /**
   * What a period is on a day.
   *
   * @param from its first day, or null where it has always been
   * @param until its last day, or null where it does not end
   */
  public static Validity of(@Nullable LocalDate from, @Nullable LocalDate until, LocalDate day) {
    if (from != null && from.isAfter(day)) {
      return PLANNED;
    }
    return until != null && until.isBefore(day) ? PAST : NOW;
  }

  /**
   * Checks a day on which something in the configuration begins or ends; null needs no check.
   *
   * @param member its name in the input
   * @throws Problem when nothing can be planned for it
   */
  public static void checkPlanned(String member, @Nullable LocalDate day) {
    if (day != null && (day.isBefore(LocalDate.EPOCH) || day.isAfter(LAST))) {
      throw Problem.invalid(
          Sentence.unfit(
              member,
              Sentence.of("a day from %s to %s", "en dag fra %s til %s", LocalDate.EPOCH, LAST)));
    }
  }
}
