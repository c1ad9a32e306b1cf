package org.samling.core.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what figures are told apart. */
public enum Dimension {
  /** The calendar year. */
  YEAR,
  /** The month: {@code 2026-11}. */
  MONTH,
  /** The day, in the tenant's zone. */
  DAY,
  /** The hour of the day, from 0 to 23, in the tenant's zone. */
  HOUR,
  /** The code of the branch where it happened, or to which the item belongs. */
  BRANCH,
  /** The item's material group. */
  MATERIAL_GROUP,
  /** For whom the material is. */
  AUDIENCE,
  /** The code of the patron's category. */
  PATRON_CATEGORY,
  /** The patron's age group. */
  AGE_GROUP;

  /** What stands where a figure has no value of a dimension. */
  public static final String NONE = "-";

  /** Its name where people and programs read it: {@code material-group}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The dimension with this name, or nothing. */
  public static Optional<Dimension> of(String word) {
    return Arrays.stream(values()).filter(d -> d.word().equals(word)).findFirst();
  }

  /** Whether it tells something of patrons, so that small figures are merged. */
  public boolean isOfPatrons() {
    return this == PATRON_CATEGORY || this == AGE_GROUP;
  }

  /** Whether it can stand beside the hour: what else is known of an hour is not kept. */
  public boolean isKnownOfHours() {
    return switch (this) {
      case YEAR, MONTH, DAY, HOUR, BRANCH, AGE_GROUP -> true;
      case MATERIAL_GROUP, AUDIENCE, PATRON_CATEGORY -> false;
    };
  }
}
