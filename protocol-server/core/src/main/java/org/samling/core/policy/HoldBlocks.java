package org.samling.core.policy;

import java.util.Locale;

/** Which items of a title are not lent or renewed to others while holds wait for it. */
public enum HoldBlocks {
  /** Items that are set aside, on the pull list, or held at item level. */
  ITS_COPY,
  /** These, and all others while no more items are available than holds wait. */
  SCARCE,
  /** All of them. */
  ALL;

  /** Its name for users: {@code its-copy}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
