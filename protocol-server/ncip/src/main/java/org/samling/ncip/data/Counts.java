package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/** The bounds that the schema sets for whole numbers. */
public final class Counts {

  private Counts() {}

  public static void check(String element, @Nullable Integer count, int minimum) {
    if (count != null && count < minimum) {
      throw new IllegalArgumentException(
          "%s must be at least %d, not %d".formatted(element, minimum, count));
    }
  }
}
