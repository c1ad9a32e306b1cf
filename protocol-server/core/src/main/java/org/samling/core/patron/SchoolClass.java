package org.samling.core.patron;

import org.jspecify.annotations.Nullable;

/**
 * A class of a school.
 *
 * @param school the code of the school's branch
 * @param key the school's identifier of the class, for as long as the class exists
 * @param grade the grade it is in, or null
 */
public record SchoolClass(String school, String key, @Nullable Integer grade) {

  /** The most characters in a key. */
  public static final int MAX_KEY = 40;

  /** Checks the key. */
  public SchoolClass {
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw new IllegalArgumentException(
          "the key of a class must have 1 to %d characters".formatted(MAX_KEY));
    }
  }
}
