package org.samling.core.patron;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Unit;

/**
 * That a patron may not go into the libraries of a place by themselves, through doors that a
 * machine opens. They may borrow as before.
 *
 * @param place the tenant, an agency or a branch
 * @param reason why, for staff
 * @param since when it was said
 * @param until the last day on which it holds, or null; it may be over
 */
public record AdmissionWithdrawal(
    Unit place, String reason, Instant since, @Nullable LocalDate until) {

  /** How long the reason may be. */
  public static final int LONGEST_REASON = 255;
}
