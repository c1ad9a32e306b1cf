package org.samling.postgres.hashing;

import java.time.Duration;

/**
 * How much hashing there may be.
 *
 * @param threads how many hashes are made at once
 * @param queue how many of each share may wait; one more is refused
 * @param deadline how long one waits for its turn at most
 */
public record HashingLimits(int threads, int queue, Duration deadline) {

  /** What holds where nothing is configured: half of the processors are left for all else. */
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
