package org.samling.core.circulation.facts;

import java.time.Instant;

/**
 * How a loan ended.
 *
 * @param at when the item was handed in
 * @param place where: the code of the branch, or another tenant's code and its branch's
 * @param isElsewhere whether it was another tenant's branch
 */
public record LoanEnd(Instant at, String place, boolean isElsewhere) {

  /** An end at a branch of the tenant's own. */
  public static LoanEnd here(Instant at, String branch) {
    return new LoanEnd(at, branch, false);
  }

  /** The same end for a loan: not before it began. */
  public LoanEnd of(Instant begun) {
    return at.isBefore(begun) ? new LoanEnd(begun, place, isElsewhere) : this;
  }
}
