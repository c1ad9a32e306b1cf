package org.samling.core.policy;

/** By what one hold goes before another when an item is there for either. */
public enum HoldOrder {
  /** Its place in the queue: class, then the time when it was asked for. */
  QUEUE,
  /** Fetched where the item is, before all others. */
  PICKUP_HERE,
  /** Fetched where the item belongs. */
  PICKUP_AT_HOME,
  /** Patrons of the agency that owns the item. */
  OWN_AGENCY,
  /** The nearer pickup branch: here, of the same agency, of another. */
  PROXIMITY
}
