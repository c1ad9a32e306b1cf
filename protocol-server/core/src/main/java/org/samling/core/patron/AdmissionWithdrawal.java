package org.samling.core.patron;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Unit;

/**
 * The withdrawal of a patron's right to enter unstaffed libraries through doors opened by a
 * machine. They may borrow as before.
 *
 * @param place the tenant, an agency or a branch
 * @param reason why, for staff
 * @param since when it was withdrawn
 * @param until its last day, or null; it may be past
 */
public record AdmissionWithdrawal(
    Unit place, String reason, Instant since, @Nullable LocalDate until) {

  /** The most characters in the reason. */
  public static final int LONGEST_REASON = 255;
}
