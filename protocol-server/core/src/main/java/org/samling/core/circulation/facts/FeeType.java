package org.samling.core.circulation.facts;

/** What a fee is for. */
public enum FeeType {
  /** Returned late. */
  OVERDUE,
  /** Damage to the item. */
  DAMAGE,
  /** Replacement of the item. */
  REPLACEMENT,
  /** A reminder. */
  REMINDER,
  /** The work a lost item causes, on top of its price. */
  PROCESSING,
  /** An interlibrary loan or copy. */
  INTERLIBRARY,
  /** A loan that costs something. */
  LOAN,
  /** A renewal that costs something. */
  RENEWAL,
  /** A hold that costs something. */
  HOLD;

  /**
   * Whether it compensates for a loss (erstatning); anything else is a fee (gebyr). The two are
   * sent to the debtor system differently.
   */
  public boolean isCompensation() {
    return switch (this) {
      case DAMAGE, REPLACEMENT -> true;
      case OVERDUE, REMINDER, PROCESSING, INTERLIBRARY, LOAN, RENEWAL, HOLD -> false;
    };
  }
}
