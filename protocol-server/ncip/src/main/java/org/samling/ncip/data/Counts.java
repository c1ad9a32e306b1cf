package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;

/** The bounds that the schema sets for whole numbers. */
public final class Counts {

  private Counts() {}

  public static void check(String element, @Nullable Integer count, int least) {
    if (count != null && count < least) {
      throw new IllegalArgumentException(
          "%s is at least %d, not %d".formatted(element, least, count));
    }
  }
}
