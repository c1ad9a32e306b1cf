package org.samling.core.circulation.facts;

/** The state of a hold. */
public enum HoldState {
  /** In the queue. */
  WAITING,
  /** An item is set aside at the pickup branch, but not yet on the hold shelf. */
  BOUND,
  /** An item is in transit to the pickup branch. */
  IN_TRANSIT,
  /** An item is on the hold shelf, with a pickup number and a deadline. */
  READY,
  /** The patron has borrowed the item. */
  FULFILLED,
  /** No longer wanted. */
  CANCELLED,
  /** It expired before an item came. */
  EXPIRED,
  /** It was ready, and its deadline has passed. */
  NOT_FETCHED;

  /** Whether the patron still waits or can pick up the item. */
  public boolean isOpen() {
    return switch (this) {
      case WAITING, BOUND, IN_TRANSIT, READY -> true;
      case FULFILLED, CANCELLED, EXPIRED, NOT_FETCHED -> false;
    };
  }

  /** Whether an item is set aside for it, wherever that is. */
  public boolean hasItem() {
    return switch (this) {
      case BOUND, IN_TRANSIT, READY -> true;
      case WAITING, FULFILLED, CANCELLED, EXPIRED, NOT_FETCHED -> false;
    };
  }
}
