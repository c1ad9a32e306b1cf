package org.samling.core.requests;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deadline by which a request has to be answered. It is bound to the thread from the incoming
 * message on, so that all work for it shares one time budget.
 */
public final class Deadline {

  private static final ScopedValue<Long> NOW = ScopedValue.newInstance();

  private Deadline() {}

  /**
   * Runs work with a time budget, or a shorter one where an earlier deadline is set already.
   *
   * @param budget how long
   * @param work the work, on this thread
   * @return its result
   * @throws X as the work does
   */
  public static <T extends @Nullable Object, X extends Throwable> T within(
      Duration budget, ScopedValue.CallableOp<? extends T, X> work) throws X {
    var left = left();
    var shorter = left == null || budget.compareTo(left) < 0 ? budget : left;
    return ScopedValue.where(NOW, System.nanoTime() + shorter.toNanos()).call(work);
  }

  /** The time left, negative after the deadline; null where none is set. */
  public static @Nullable Duration left() {
    return NOW.isBound() ? Duration.ofNanos(NOW.get() - System.nanoTime()) : null;
  }
}
