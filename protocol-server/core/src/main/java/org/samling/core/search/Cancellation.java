package org.samling.core.search;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's cancellation of a search. Queries of the index that run {@linkplain #during under it}
 * end soon after it was requested, with a {@link CancellationException}.
 *
 * <p>Thread-safe: one thread searches, another one cancels.
 */
public final class Cancellation {

  private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();

  private volatile boolean requested;

  /** Creates one that was not requested. */
  public Cancellation() {}

  /** The cancellation of this thread's work, or null. */
  public static @Nullable Cancellation current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** Runs work that it can cancel. */
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /** Cancels the work. */
  public void request() {
    requested = true;
  }

  /** Whether it was requested. */
  public boolean isRequested() {
    return requested;
  }
}
