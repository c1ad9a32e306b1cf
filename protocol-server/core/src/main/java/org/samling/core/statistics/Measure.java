package org.samling.core.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is counted. docs/statistics.md defines each; the names are kept in the store. */
public enum Measure {
  /** A loan begins; reading the item again, or renewing, is none. On the day of the loan. */
  LOAN,
  /** A loan counts as never made. On the day of the loan, to be taken from {@link #LOAN}. */
  LOAN_UNDONE,
  /** A loan is lengthened at the patron's wish. */
  RENEWAL,
  /** A renewal is taken back. */
  RENEWAL_UNDONE,
  /** A loan ends, as the item is handed in. */
  RETURN,
  /** A return counts as never made. */
  RETURN_UNDONE,
  /** A patron joins a queue. */
  HOLD,
  /** A fee arises; the amount is what is charged. */
  FEE,
  /** Money comes in; the amount is what came, less what was paid back or did not come after all. */
  PAYMENT,
  /** An item comes into the collection; less than 0 where its import was undone. */
  ACCESSION,
  /** An item is taken out of the collection; less than 0 where it is taken in again. */
  WITHDRAWAL,
  /** Somebody comes in, where that is counted. */
  VISIT;

  /** Its name where people and programs read it: {@code loan-undone}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it has an amount of money beside how often it happened. */
  public boolean isMoney() {
    return this == FEE || this == PAYMENT;
  }

  /** The measure with this name, or nothing. */
  public static Optional<Measure> of(String word) {
    return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
  }
}
