package org.samling.core.circulation.facts;

/** How far a hold has come. */
public enum HoldState {
  /** In the queue. */
  WAITING,
  /** An item is set aside where it will be fetched, and not yet on the hold shelf. */
  BOUND,
  /** An item is on its way to the pickup branch. */
  IN_TRANSIT,
  /** An item waits on the hold shelf, under a pickup number and until a deadline. */
  READY,
  /** The patron has borrowed the item. */
  FULFILLED,
  /** No longer wanted. */
  CANCELLED,
  /** Its day has passed before anything came. */
  EXPIRED,
  /** It was ready, and its deadline has passed. */
  NOT_FETCHED;

  /** Whether the patron still waits or can fetch something. */
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
