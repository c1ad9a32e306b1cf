package org.samling.core.policy;

/** What becomes of loans that would go on when a booking begins. */
public enum LoansBeforeBookings {
  /** They are due before it begins. */
  SHORTEN,
  /** They are refused. */
  REFUSE
}
