package org.samling.core.circulation.facts;

/** How holds are combined. */
public enum HoldType {
  /** One title, or one item. */
  NORMAL,
  /** Several titles; the first to become available is enough. */
  PARALLEL,
  /** Several titles, one after the other. */
  SERIAL,
  /** For another library, or on another library's item. */
  INTER_LIBRARY
}
