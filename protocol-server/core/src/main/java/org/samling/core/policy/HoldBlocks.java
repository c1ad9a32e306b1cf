package org.samling.core.policy;

import java.util.Locale;

/** Which copies of a title are not lent or renewed to others while somebody waits for it. */
public enum HoldBlocks {
  /** Those that are set aside, to be fetched for a hold, or wanted as this very copy. */
  ITS_COPY,
  /** These, and all others while no more copies are free than holds wait. */
  SCARCE,
  /** All of them. */
  ALL;

  /** How it is written: {@code its-copy}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
