package org.samling.core.circulation.reason;

/**
 * A reason for a refusal that staff with the right to do so can override for a loan or a renewal,
 * under the name of the reason. Any other is no rule of the library but a fact: nobody has the item
 * twice.
 */
public enum OverridableRule {
  /** Overrides {@link RefusalReason#PATRON_BLOCKED}. */
  PATRON_BLOCKED,
  /** Overrides {@link RefusalReason#PATRON_EXPIRED}. */
  PATRON_EXPIRED,
  /** Overrides {@link RefusalReason#DEBT_TOO_HIGH}. */
  DEBT_TOO_HIGH,
  /** Overrides {@link RefusalReason#TOO_MANY_LOANS}. */
  TOO_MANY_LOANS,
  /** Overrides {@link RefusalReason#TOO_MANY_LOANS_IN_GROUP}. */
  TOO_MANY_LOANS_IN_GROUP,
  /** Overrides {@link RefusalReason#TOO_MANY_OVERDUE}. */
  TOO_MANY_OVERDUE,
  /** Overrides {@link RefusalReason#ITEM_NOT_FOR_LOAN}. */
  ITEM_NOT_FOR_LOAN,
  /** Overrides {@link RefusalReason#HELD_FOR_ANOTHER}. */
  HELD_FOR_ANOTHER,
  /** Overrides {@link RefusalReason#TOO_MANY_RENEWALS}. */
  TOO_MANY_RENEWALS,
  /** Overrides {@link RefusalReason#RECALLED} and {@link RefusalReason#LENDER_ASKED}. */
  RECALLED,
  /** Overrides {@link RefusalReason#CLAIMED_RETURNED}. */
  CLAIMED_RETURNED,
  /** Overrides {@link RefusalReason#RENEWAL_TOO_EARLY}. */
  RENEWAL_TOO_EARLY,
  /** Overrides {@link RefusalReason#PART_OF_SET}. */
  PART_OF_SET,
  /** Overrides {@link RefusalReason#BORROWER_NOT_NAMED}. */
  BORROWER_NOT_NAMED,
  /** Overrides {@link RefusalReason#NOT_FOR_GROUP}. */
  NOT_FOR_GROUP,
  /** Overrides {@link RefusalReason#BOOKED}. */
  BOOKED,
  /** Overrides {@link RefusalReason#FEE_NOT_ACCEPTED}: the fee is not charged. */
  FEE_NOT_ACCEPTED,
  /** Overrides {@link RefusalReason#FEE_NOT_PAID}: the fee is charged, and owed. */
  FEE_NOT_PAID;

  /** The reason for a refusal that it overrides. */
  public RefusalReason reason() {
    return RefusalReason.valueOf(name());
  }

  /** Whether a refusal for this reason is overridden. */
  public boolean overrides(RefusalReason refusal) {
    return refusal == reason() || (this == RECALLED && refusal == RefusalReason.LENDER_ASKED);
  }
}
