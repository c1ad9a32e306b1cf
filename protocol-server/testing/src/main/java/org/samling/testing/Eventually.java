package org.samling.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for an asynchronous condition: long, since only a test that fails waits in vain. */
public final class Eventually {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Eventually() {}

  /** Waits until a condition holds; fails if it never does. */
  public static void holds(String what, BooleanSupplier condition) {
    var deadline = Instant.now().plus(LONGEST);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("time-out: it never happened that " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
