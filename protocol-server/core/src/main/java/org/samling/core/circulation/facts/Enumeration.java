package org.samling.core.circulation.facts;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A volume or issue of a title: the one an item is, or the one a hold asks for. At least one of the
 * three is set.
 *
 * @param volume the volume (årgang, bind), or null
 * @param year the year, or null
 * @param issue the issue (nummer, hæfte), or null
 */
public record Enumeration(@Nullable String volume, @Nullable String year, @Nullable String issue) {

  /** The longest value of each, in characters. */
  public static final int MAX_LENGTH = 40;

  /** Checks that at least one is set. */
  public Enumeration {
    if (volume == null && year == null && issue == null) {
      throw new IllegalArgumentException("name a volume, a year or an issue");
    }
    check("volume", volume);
    check("year", year);
    check("issue", issue);
  }

  /** Makes an enumeration, or null if none of the three is set. */
  public static @Nullable Enumeration of(
      @Nullable String volume, @Nullable String year, @Nullable String issue) {
    return volume == null && year == null && issue == null
        ? null
        : new Enumeration(volume, year, issue);
  }

  private static void check(String what, @Nullable String value) {
    if (value != null && (value.isBlank() || value.length() > MAX_LENGTH)) {
      throw new IllegalArgumentException(
          "a %s has 1 to %d characters: \"%s\"".formatted(what, MAX_LENGTH, value));
    }
  }

  /** Whether a candidate satisfies this request: it is equal in everything that is set here. */
  public boolean isMetBy(@Nullable Enumeration candidate) {
    return candidate != null
        && isMetBy(volume, candidate.volume)
        && isMetBy(year, candidate.year)
        && isMetBy(issue, candidate.issue);
  }

  private static boolean isMetBy(@Nullable String wanted, @Nullable String found) {
    return wanted == null || wanted.equals(found);
  }

  /** As people write it: {@code 54 (2026) 3}. */
  public String text() {
    var parts = new ArrayList<String>();
    if (volume != null) {
      parts.add(volume);
    }
    if (year != null) {
      parts.add(volume == null && issue == null ? year : "(" + year + ")");
    }
    if (issue != null) {
      parts.add(issue);
    }
    return String.join(" ", parts);
  }
}
