package org.samling.operations.calendars;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalTime;
import org.samling.operations.Notation;

/**
 * Two times of day.
 *
 * @param from the first, on the minute
 * @param until the second, which may be before the first
 */
@Notation(
    pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$",
    title = "hours",
    example = "10:00-19:00")
public record Hours(LocalTime from, LocalTime until) {

  /** Reads them. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Hours of(String text) {
    return new Hours(LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6)));
  }

  /** As they are written: {@code 10:00-19:00}. */
  @JsonValue
  public String text() {
    return from + "-" + until;
  }
}
