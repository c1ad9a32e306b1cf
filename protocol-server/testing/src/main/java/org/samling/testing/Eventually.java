package org.samling.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for an asynchronous condition: long, since only a test that fails waits in vain. */
public final class Eventually {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** The pause between two looks, in milliseconds: short for what comes soon. */
  private static final long FIRST_PAUSE = 10;

  private static final long LONGEST_PAUSE = 200;

  private Eventually() {}

  /**
   * Waits until a condition holds; fails if it never does. The longer that takes, the more seldom
   * it looks: what is waited for needs the processors, too, as do the tests beside this one.
   */
  public static void holds(String what, BooleanSupplier condition) {
    var deadline = Instant.now().plus(LONGEST);
    var pause = FIRST_PAUSE;
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("time-out: it never happened that " + what);
      }
      try {
        Thread.sleep(pause);
        pause = Math.min(pause * 5 / 4, LONGEST_PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
