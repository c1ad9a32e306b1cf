package org.samling.core.requests;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Until when a request has to be answered. It goes with the thread from where a message comes in,
 * so that all that is asked and done for it shares one budget of time.
 */
public final class Deadline {

  private static final ScopedValue<Long> NOW = ScopedValue.newInstance();

  private Deadline() {}

  /**
   * Does something that may take so long; or less, where a deadline counts already.
   *
   * @param budget how long
   * @param work what is done, on this thread
   * @return what comes of it
   * @throws X as the work does
   */
  public static <T extends @Nullable Object, X extends Throwable> T within(
      Duration budget, ScopedValue.CallableOp<? extends T, X> work) throws X {
    var left = left();
    var shorter = left == null || budget.compareTo(left) < 0 ? budget : left;
    return ScopedValue.where(NOW, System.nanoTime() + shorter.toNanos()).call(work);
  }

  /** How much time is left, which is negative after the deadline; null where none counts. */
  public static @Nullable Duration left() {
    return NOW.isBound() ? Duration.ofNanos(NOW.get() - System.nanoTime()) : null;
  }
}
