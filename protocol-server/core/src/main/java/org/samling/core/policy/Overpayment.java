package org.samling.core.policy;

/** What happens to a payment of more than the patron owes. */
public enum Overpayment {
  /** It is refused. */
  REFUSE,
  /** The amount owed is accepted, the rest is not. */
  TAKE_WHAT_IS_OWED,
  /** All of it is accepted; the rest becomes the patron's credit. */
  KEEP_AS_CREDIT
}
