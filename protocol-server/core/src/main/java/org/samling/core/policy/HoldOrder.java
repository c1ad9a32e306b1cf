package org.samling.core.policy;

/** A criterion by which one hold goes before another when an item could fill either. */
public enum HoldOrder {
  /** Its place in the queue: class, then the time when it was placed. */
  QUEUE,
  /** Holds with pickup where the item is, before all others. */
  PICKUP_HERE,
  /** Holds with pickup at the item's home branch. */
  PICKUP_AT_HOME,
  /** Patrons of the agency that owns the item. */
  OWN_AGENCY,
  /** The nearer pickup branch: here, of the same agency, of another. */
  PROXIMITY
}
