package org.samling.core.search;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * That whoever asked does not want the answer any more. What is asked of the index {@linkplain
 * #during while it holds} ends soon after it was requested, with a {@link CancellationException}.
 *
 * <p>Safe for use by many threads: one asks, another one cancels.
 */
public final class Cancellation {

  private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();

  private volatile boolean requested;

  /** One that was not requested. */
  public Cancellation() {}

  /** The one that holds for this thread's work, or null. */
  public static @Nullable Cancellation current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** Does something that it holds for. */
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /** The answer is not wanted any more. */
  public void request() {
    requested = true;
  }

  /** Whether it was requested. */
  public boolean isRequested() {
    return requested;
  }
}
