package org.samling.exchange.cutover;

import java.util.Locale;

/** What is moved, in this order. */
public enum Kind {
  /** Patrons. */
  PATRONS,
  /** Items, with brief records where there are none. */
  ITEMS,
  /** Open loans. */
  LOANS,
  /** Open holds. */
  HOLDS,
  /** Fees. */
  FEES,
  /** Loans that are over, of patrons who consent to that. */
  HISTORY;

  /** Its key in a mapping, which is also its name in reports. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
