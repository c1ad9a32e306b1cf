package org.samling.core.circulation.facts;

/** The status of an item. */
public enum ItemStatus {
  /** On the shelf. */
  AVAILABLE,
  /** On loan. */
  ON_LOAN,
  /** Set aside for a hold, but not yet on the hold shelf. */
  SET_ASIDE,
  /** On the hold shelf for a patron. */
  ON_HOLD_SHELF,
  /** In transit to another branch. */
  IN_TRANSIT,
  /** No longer set aside: it is to be reshelved, and can be lent meanwhile. */
  TO_BE_RESHELVED,
  /** On order and not yet received. */
  ON_ORDER,
  /** Being made ready for the shelf. */
  IN_PROCESS,
  /** Looked for and not found. */
  MISSING,
  /** On loan, and the patron says that it was returned. */
  CLAIMED_RETURNED,
  /** Lost; if a patron lost it, the loan stays open. */
  LOST,
  /** Taken out of the collection. */
  DISCARDED;

  /**
   * Whether the item is out of reach: it would have to be found first, or is no longer in the
   * collection.
   */
  public boolean isGone() {
    return switch (this) {
      case MISSING, CLAIMED_RETURNED, LOST, DISCARDED -> true;
      case AVAILABLE,
          ON_LOAN,
          SET_ASIDE,
          ON_HOLD_SHELF,
          IN_TRANSIT,
          TO_BE_RESHELVED,
          ON_ORDER,
          IN_PROCESS ->
          false;
    };
  }
}
