package org.samling.library.config;

import java.time.Duration;

/**
 * How often an account may ask by REST, on each node.
 *
 * @param requestsPerSecond how many requests a second
 * @param burst how many at once after a pause
 */
public record RestLimit(int requestsPerSecond, int burst) {

  /** How long it takes until as many are due again as may be asked at once. */
  public Duration window() {
    return Duration.ofMillis(1_000L * burst / requestsPerSecond);
  }
}
