package org.samling.search;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.apache.lucene.index.QueryTimeout;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Cancellation;
import org.samling.core.search.SearchException;

/**
 * The time limit of a search, or its cancellation. Restarted for each call to its result set, and
 * checked by Lucene and by our own loops in the thread of that call.
 */
final class Deadline implements QueryTimeout {

  private final long nanos;
  private long start;
  private @Nullable Cancellation cancellation;

  Deadline(Duration time) {
    this.nanos = time.toNanos();
    start();
  }

  /** Starts the clock. */
  void start() {
    start = System.nanoTime();
    cancellation = Cancellation.current();
  }

  @Override
  public boolean shouldExit() {
    return isCancelled() || System.nanoTime() - start > nanos;
  }

  private boolean isCancelled() {
    return cancellation != null && cancellation.isRequested();
  }

  /**
   * The exception for a passed deadline: a {@link SearchException}, unless the search was
   * cancelled.
   */
  RuntimeException exception(@Nullable Throwable cause) {
    if (isCancelled()) {
      return new CancellationException("the search was cancelled");
    }
    return new SearchException(
        SearchException.Kind.TOO_SLOW,
        "the search took longer than %d ms; search for rarer words, or truncate less"
            .formatted(Duration.ofNanos(nanos).toMillis()),
        cause);
  }
}
