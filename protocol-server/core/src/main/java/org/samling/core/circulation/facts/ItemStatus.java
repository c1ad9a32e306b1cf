package org.samling.core.circulation.facts;

/** Where an item stands. */
public enum ItemStatus {
  /** On the shelf. */
  AVAILABLE,
  /** On loan. */
  ON_LOAN,
  /** Set aside for a patron who has a hold, and not yet on the hold shelf. */
  SET_ASIDE,
  /** On the hold shelf for a patron. */
  ON_HOLD_SHELF,
  /** On its way to another branch. */
  IN_TRANSIT,
  /** Set aside for nobody any more: it is to be put back, and can be lent as it stands. */
  TO_BE_RESHELVED,
  /** Bought and not yet here. */
  ON_ORDER,
  /** Being made ready for the shelf. */
  IN_PROCESS,
  /** Looked for and not found. */
  MISSING,
  /** On loan, and the patron says that it was returned. */
  CLAIMED_RETURNED,
  /** Lost; the loan goes on where it was lost by a patron. */
  LOST,
  /** Taken out of the collection. */
  DISCARDED;

  /** Whether nobody can lay hands on the item: it would have to be found first, or is no more. */
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
