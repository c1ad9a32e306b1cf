package org.samling.core.circulation.facts;

/** What a fee is for. */
public enum FeeType {
  /** Handed in too late. */
  OVERDUE,
  /** Damaged. */
  DAMAGE,
  /** Replaced. */
  REPLACEMENT,
  /** Reminded of. */
  REMINDER,
  /** The work that a lost item makes, beside its price. */
  PROCESSING,
  /** What another library lent or copied for the patron. */
  INTERLIBRARY;

  /**
   * Whether it makes good a loss (erstatning); anything else is a fee (gebyr). The two go different
   * ways to the debtor system.
   */
  public boolean isCompensation() {
    return switch (this) {
      case DAMAGE, REPLACEMENT -> true;
      case OVERDUE, REMINDER, PROCESSING, INTERLIBRARY -> false;
    };
  }
}
