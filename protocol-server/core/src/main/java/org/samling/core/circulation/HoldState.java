package org.samling.core.circulation;

/** How far a hold has come. */
public enum HoldState {
  /** In the queue. */
  WAITING,
  /** An item is on its way to the pickup branch. */
  IN_TRANSIT,
  /** An item waits on the hold shelf. */
  READY,
  /** The patron has borrowed the item. */
  FULFILLED,
  /** No longer wanted. */
  CANCELLED,
  /** Its day has passed before anything came. */
  EXPIRED;

  /** Whether the patron still waits or can fetch something. */
  public boolean isOpen() {
    return switch (this) {
      case WAITING, IN_TRANSIT, READY -> true;
      case FULFILLED, CANCELLED, EXPIRED -> false;
    };
  }
}
