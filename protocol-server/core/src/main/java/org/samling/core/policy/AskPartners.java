package org.samling.core.policy;

import java.util.Locale;

/** When a title that a patron waits for is asked for at partners. */
public enum AskPartners {
  /** Never. */
  NEVER,
  /** When the library has no copy of its own that is lent. */
  LACKING,
  /** When no copy of its own is on a shelf, too. */
  NONE_FREE;

  /** Its name for users: {@code none-free}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
