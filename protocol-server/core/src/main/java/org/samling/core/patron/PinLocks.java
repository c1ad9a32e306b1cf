package org.samling.core.patron;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/**
 * When wrong PINs lock a patron, and for how long. Locks end by themselves; each lasts longer than
 * the one before it, until a right PIN, staff or {@link #KEPT} end the series.
 *
 * @param afterHere how many in a row lock the patron at the place where they are typed
 * @param afterInAll how many in a row over all places lock the patron everywhere
 * @param minutes how long the first, second, ... lock lasts; the last counts for all that follow
 */
public record PinLocks(int afterHere, int afterInAll, List<Integer> minutes) {

  /** How long wrong PINs and the series of locks are kept after the last of them, or its lock. */
  public static final Duration KEPT = Duration.ofDays(30);

  /** Copies the list. */
  public PinLocks {
    minutes = List.copyOf(minutes);
  }

  /** What a tenant has set. */
  public static PinLocks of(LendingPolicy policy, Instant now) {
    var day = policy.day(now);
    return new PinLocks(
        policy.setting(Setting.PIN_LOCK_AFTER, "", day).value(),
        policy.setting(Setting.PIN_LOCK_AFTER_IN_ALL, "", day).value(),
        policy.setting(Setting.PIN_LOCK_MINUTES, "", day).value());
  }
}
