package org.samling.core.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A measure of the statistics. docs/statistics.md defines each; the names are persisted. */
public enum Measure {
  /**
   * A loan begins; scanning the item again or renewing it does not count. On the day of the loan.
   */
  LOAN,
  /** A loan is undone. On the day of the loan, to be subtracted from {@link #LOAN}. */
  LOAN_UNDONE,
  /** A loan is renewed at the patron's request. */
  RENEWAL,
  /** A renewal is undone. */
  RENEWAL_UNDONE,
  /** A loan ends, as the item is returned. */
  RETURN,
  /** A return is undone. */
  RETURN_UNDONE,
  /** A patron joins a queue. */
  HOLD,
  /** A fee is charged; the amount is the charge. */
  FEE,
  /** A payment is received; the amount is the payment less refunds and reversals. */
  PAYMENT,
  /** An item is added to the collection; less than 0 where its import was undone. */
  ACCESSION,
  /** An item is withdrawn from the collection; less than 0 where that was undone. */
  WITHDRAWAL,
  /** Somebody comes in, where that is counted. */
  VISIT;

  /** Its name in output: {@code loan-undone}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it has an amount of money beside a count. */
  public boolean isMoney() {
    return this == FEE || this == PAYMENT;
  }

  /** The measure with this name, or empty. */
  public static Optional<Measure> of(String word) {
    return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
  }
}
