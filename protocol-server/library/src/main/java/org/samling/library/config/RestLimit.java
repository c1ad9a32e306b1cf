package org.samling.library.config;

import java.time.Duration;

/**
 * How many REST requests an account may make, on each node.
 *
 * @param requestsPerSecond how many requests a second
 * @param burst how many at once after a pause
 */
public record RestLimit(int requestsPerSecond, int burst) {

  /** How long it takes, after a full burst, until the next full burst is allowed. */
  public Duration window() {
    return Duration.ofMillis(1_000L * burst / requestsPerSecond);
  }
}
