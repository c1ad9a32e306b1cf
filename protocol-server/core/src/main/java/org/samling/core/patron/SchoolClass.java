package org.samling.core.patron;

import org.jspecify.annotations.Nullable;

/**
 * A class of a school.
 *
 * @param school the code of the school's branch
 * @param key what the school knows the class by as long as it is there
 * @param grade the grade it is in, or null
 */
public record SchoolClass(String school, String key, @Nullable Integer grade) {

  /** How long a key is at most. */
  public static final int MAX_KEY = 40;

  /** Checks the key. */
  public SchoolClass {
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw new IllegalArgumentException(
          "what a class is known by has 1 to %d characters".formatted(MAX_KEY));
    }
  }
}
