package org.samling.core.circulation.outcome;

import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.reason.Refusal;

/**
 * What a loan, renewal or hold costs.
 *
 * @param type what the fee is for
 * @param amount how much, in minor units of the tenant's currency; more than 0
 */
public record LendingFee(FeeType type, long amount) {

  /** The fee that patrons accept who accept whatever it is. */
  public static final long ANY = Long.MAX_VALUE;

  /** What has to be accepted or paid for what was refused; null where that would not help. */
  public static @Nullable LendingFee of(Refusal refusal) {
    return switch (refusal) {
      case CheckoutOutcome.Refused(_, _, _, _, _, _, var fee) -> fee;
      case CheckoutOutcome.SetRefused(_, _, _, _, _, _, _, var fee) -> fee;
      case HoldOutcome.Refused(_, _, _, var fee) -> fee;
      default -> null;
    };
  }

  /** What was charged for what was granted, or null. */
  public static @Nullable LendingFee of(CheckoutOutcome.SetGranted set) {
    LendingFee sum = null;
    for (var loan : set.loans()) {
      sum = sum(sum, loan.fee());
    }
    return sum;
  }

  /** Two fees as one, of the first one's type. */
  public static @Nullable LendingFee sum(@Nullable LendingFee one, @Nullable LendingFee other) {
    return one == null || other == null
        ? one == null ? other : one
        : new LendingFee(one.type, one.amount + other.amount);
  }
}
