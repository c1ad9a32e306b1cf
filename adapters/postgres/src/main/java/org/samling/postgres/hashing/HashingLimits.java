package org.samling.postgres.hashing;

import java.time.Duration;

/**
 * Limits on hashing.
 *
 * @param threads how many hashes are made at once
 * @param queue how many requests of each share may wait; one more is refused
 * @param deadline the longest wait for a turn
 */
public record HashingLimits(int threads, int queue, Duration deadline) {

  /** The default limits: half of the processors are left for everything else. */
  public static final HashingLimits USUAL =
      new HashingLimits(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2), 100, Duration.ofSeconds(3));

  /** Checks the numbers. */
  public HashingLimits {
    if (threads < 1 || queue < 1 || !deadline.isPositive()) {
      throw new IllegalArgumentException("hashing needs a thread, a queue and a deadline");
    }
  }
}
