package org.samling.core.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A dimension by which figures are broken down. */
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
  /** The audience of the material. */
  AUDIENCE,
  /** The code of the patron's category. */
  PATRON_CATEGORY,
  /** The patron's age group. */
  AGE_GROUP;

  /** The placeholder where a figure has no value of a dimension. */
  public static final String NONE = "-";

  /** Its name in output: {@code material-group}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The dimension with this name, or empty. */
  public static Optional<Dimension> of(String word) {
    return Arrays.stream(values()).filter(d -> d.word().equals(word)).findFirst();
  }

  /** Whether it is about patrons, so that small figures are merged. */
  public boolean isOfPatrons() {
    return this == PATRON_CATEGORY || this == AGE_GROUP;
  }

  /** Whether it can be combined with the hour: the other dimensions of an hour are not stored. */
  public boolean isKnownOfHours() {
    return switch (this) {
      case YEAR, MONTH, DAY, HOUR, BRANCH, AGE_GROUP -> true;
      case MATERIAL_GROUP, AUDIENCE, PATRON_CATEGORY -> false;
    };
  }
}
