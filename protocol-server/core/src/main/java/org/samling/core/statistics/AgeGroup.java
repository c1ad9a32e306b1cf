package org.samling.core.statistics;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** An age group of patrons, in whole years on the day of the event. */
public enum AgeGroup {
  /** Up to 6 years. */
  TO_6("0-6", 0),
  /** From 7 to 13 years. */
  TO_13("7-13", 7),
  /** From 14 to 17 years. */
  TO_17("14-17", 14),
  /** From 18 to 24 years. */
  TO_24("18-24", 18),
  /** From 25 to 44 years. */
  TO_44("25-44", 25),
  /** From 45 to 64 years. */
  TO_64("45-64", 45),
  /** From 65 years on. */
  FROM_65("65+", 65),
  /** No date of birth is known, or the patron is not a person. */
  UNKNOWN("-", Integer.MAX_VALUE);

  /**
   * The placeholder for age groups and categories that are withheld, as too few people are in them.
   */
  public static final String WITHHELD = "*";

  private final String word;
  private final int from;

  AgeGroup(String word, int from) {
    this.word = word;
    this.from = from;
  }

  /** Its name in output and in the store. */
  public String word() {
    return word;
  }

  /** The group on a day of somebody with this date of birth, which may be null (not known). */
  public static AgeGroup of(@Nullable LocalDate birth, LocalDate day) {
    if (birth == null || birth.isAfter(day)) {
      return UNKNOWN;
    }
    var age = ChronoUnit.YEARS.between(birth, day);
    var group = TO_6;
    for (var next : values()) {
      if (next.from <= age) {
        group = next;
      }
    }
    return group;
  }
}
