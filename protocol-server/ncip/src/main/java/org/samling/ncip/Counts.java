package org.samling.ncip;

import org.jspecify.annotations.Nullable;

/** The bounds that the schema sets for whole numbers. */
final class Counts {

  private Counts() {}

  static void check(String element, @Nullable Integer count, int least) {
    if (count != null && count < least) {
      throw new IllegalArgumentException(
          "%s is at least %d, not %d".formatted(element, least, count));
    }
  }
}
