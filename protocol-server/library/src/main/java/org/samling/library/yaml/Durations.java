package org.samling.library.yaml;

import java.time.Duration;

/** Durations as written in files: a number and a unit, such as 30s, 10m or 2h. */
public final class Durations {

  private Durations() {}

  /** Reads a duration that follows the schema. */
  public static Duration parse(String text) {
    var number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
