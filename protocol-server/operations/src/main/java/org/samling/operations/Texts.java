package org.samling.operations;

import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryText;

/** Cleans texts that are stored: no control characters, no CPR numbers, no blanks around them. */
public final class Texts {

  private Texts() {}

  /** The text as it is stored; null for null and where nothing is left of it. */
  public static @Nullable String clean(@Nullable String text) {
    return InterlibraryText.of(text, Integer.MAX_VALUE);
  }

  /**
   * The same, where it is required.
   *
   * @param member its name in the input
   * @throws Problem when nothing is left of it
   */
  public static String needed(String member, String text) {
    var clean = clean(text);
    if (clean == null) {
      throw Problem.invalid("\"%s\" is missing.".formatted(member));
    }
    return clean;
  }
}
