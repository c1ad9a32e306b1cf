package org.samling.core.policy;

/** What becomes of a payment of more than is owed. */
public enum Overpayment {
  /** It is refused. */
  REFUSE,
  /** What is owed is taken, and the rest is not. */
  TAKE_WHAT_IS_OWED,
  /** All of it is taken; the rest is the patron's credit. */
  KEEP_AS_CREDIT
}
