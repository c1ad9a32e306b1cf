package org.samling.core.policy;

/** What happens to loans that would run into a booking. */
public enum LoansBeforeBookings {
  /** They are due before it begins. */
  SHORTEN,
  /** They are refused. */
  REFUSE
}
