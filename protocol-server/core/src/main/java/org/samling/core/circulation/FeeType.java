package org.samling.core.circulation;

/** What a fee is for. */
public enum FeeType {
  /** Handed in too late. */
  OVERDUE,
  /** Damaged. */
  DAMAGE,
  /** Replaced. */
  REPLACEMENT,
  /** Reminded of. */
  REMINDER
}
