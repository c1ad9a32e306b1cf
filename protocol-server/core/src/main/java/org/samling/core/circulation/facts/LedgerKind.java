package org.samling.core.circulation.facts;

/**
 * The kind of a ledger entry: the eight kinds of the Danish common library system. Amounts have a
 * sign, so that what a patron owes is the sum of the entries: more than 0 makes the debt larger,
 * less than 0 smaller.
 */
public enum LedgerKind {
  /** A fee arises. */
  CREATION(1),
  /** Part of a fee is waived because it was too high. */
  REDUCTION(-1),
  /** A fee, or what is left of it, is cancelled because it should not have been charged. */
  CANCELLATION(-1),
  /** Money comes in. */
  PAYMENT(-1),
  /** A payment, or part of it, was not received after all, or settles something else. */
  PAYMENT_REDUCTION(1),
  /** Money is paid back. */
  REIMBURSEMENT(1),
  /** A fee is written off as uncollectable. */
  WRITE_OFF(-1),
  /** A fee that was written off is claimed again. */
  WRITE_OFF_REDUCTION(1);

  private final int sign;

  LedgerKind(int sign) {
    this.sign = sign;
  }

  /** An amount with the sign it takes in an entry of this kind. */
  public long signed(long amount) {
    return sign * amount;
  }
}
