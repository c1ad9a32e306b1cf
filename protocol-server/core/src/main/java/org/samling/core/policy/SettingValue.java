package org.samling.core.policy;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The value of a setting at one place in the tree, for a period. A value that begins later is a
 * planned change.
 *
 * @param setting the setting's name
 * @param unit the place where it is set
 * @param value the value as text
 * @param from the first day on which it applies
 * @param until the last day, or null where none is planned
 * @param by who set it
 * @param at when it was set; of two that apply on the same day, the one that begins later counts,
 *     then the one that was set later
 */
public record SettingValue(
    String setting,
    Unit unit,
    String value,
    LocalDate from,
    @Nullable LocalDate until,
    String by,
    Instant at) {

  /** Checks that the setting accepts the value. */
  public SettingValue {
    Setting.named(setting).read(value);
    if (until != null && until.isBefore(from)) {
      throw new IllegalArgumentException(
          "%s ends before it begins: %s to %s".formatted(setting, from, until));
    }
  }

  /** Whether it applies on a day. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && (until == null || !day.isAfter(until));
  }
}
