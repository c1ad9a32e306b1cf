package org.samling.core.circulation.facts;

/**
 * What an entry in the ledger does: the eight kinds of the Danish common library system. Amounts
 * have a sign, so that what a patron owes is the sum of the entries: more than 0 makes the debt
 * larger, less than 0 smaller.
 */
public enum LedgerKind {
  /** A fee arises. */
  CREATION(1),
  /** A part of a fee is given up, as it was too high. */
  REDUCTION(-1),
  /** A fee, or what is left of it, is given up, as it should not be. */
  CANCELLATION(-1),
  /** Money comes in. */
  PAYMENT(-1),
  /** A payment, or a part of it, did not come in after all, or settles something else. */
  PAYMENT_REDUCTION(1),
  /** Money is paid back. */
  REIMBURSEMENT(1),
  /** A fee is no longer asked for, as nothing will come of it. */
  WRITE_OFF(-1),
  /** A fee that was written off is asked for again. */
  WRITE_OFF_REDUCTION(1);

  private final int sign;

  LedgerKind(int sign) {
    this.sign = sign;
  }

  /** An amount with the sign that it has in an entry of this kind. */
  public long signed(long amount) {
    return sign * amount;
  }
}
