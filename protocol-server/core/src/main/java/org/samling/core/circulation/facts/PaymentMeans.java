package org.samling.core.circulation.facts;

/** How a payment was made, as the cash-up tells payments apart. */
public enum PaymentMeans {
  /** Notes and coins, which lie in the till. */
  CASH,
  /** A card at a terminal. */
  CARD,
  /** By a payment provider on the web. */
  ONLINE,
  /** Another way, such as a bank transfer or debt collection, or one that nobody named. */
  OTHER
}
