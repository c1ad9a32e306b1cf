package org.samling.core.policy;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a setting says at one place in the tree, for a time. A change is planned by one that begins
 * later.
 *
 * @param setting the setting's name
 * @param unit where it is made
 * @param value what it says, as people write it
 * @param from the first day on which it holds
 * @param until the last day, or null where none is planned
 * @param by who made it
 * @param at when it was made; of two that hold on the same day, the one that begins later counts,
 *     then the one that was made later
 */
public record SettingValue(
    String setting,
    Unit unit,
    String value,
    LocalDate from,
    @Nullable LocalDate until,
    String by,
    Instant at) {

  /** Checks that the value is one that the setting has. */
  public SettingValue {
    Setting.named(setting).read(value);
    if (until != null && until.isBefore(from)) {
      throw new IllegalArgumentException(
          "%s ends before it begins: %s to %s".formatted(setting, from, until));
    }
  }

  /** Whether it holds on a day. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && (until == null || !day.isAfter(until));
  }
}
