package org.samling.core.circulation.facts;

import java.time.Instant;

/**
 * How a loan ended.
 *
 * @param at when the item was handed in
 * @param place the code of the branch, or {@code tenant/branch} for another tenant's branch
 * @param isElsewhere whether it was another tenant's branch
 */
public record LoanEnd(Instant at, String place, boolean isElsewhere) {

  /** A return at one of the tenant's own branches. */
  public static LoanEnd here(Instant at, String branch) {
    return new LoanEnd(at, branch, false);
  }

  /** A return at another tenant's branch, named as {@code tenant/branch}. */
  public static LoanEnd elsewhere(Instant at, String branch) {
    return new LoanEnd(at, branch, true);
  }

  /** This end for a loan, no earlier than when the loan began. */
  public LoanEnd of(Instant begun) {
    return at.isBefore(begun) ? new LoanEnd(begun, place, isElsewhere) : this;
  }
}
