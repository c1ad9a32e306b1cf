package org.samling.core.circulation.facts;

/** How holds go together. */
public enum HoldType {
  /** One title, or one item. */
  NORMAL,
  /** Several titles of which the first that comes is enough. */
  PARALLEL,
  /** Several titles, one after the other. */
  SERIAL,
  /** For another library, or of its item. */
  INTER_LIBRARY
}
