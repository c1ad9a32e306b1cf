package org.samling.search;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.apache.lucene.index.QueryTimeout;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.Cancellation;
import org.samling.core.search.SearchException;

/**
 * When a search must be done, or is not wanted any more. Started anew for each question to its
 * result set, and asked by Lucene and by our own loops in the thread that asks the question.
 */
final class Deadline implements QueryTimeout {

  private final long nanos;
  private long start;
  private @Nullable Cancellation cancellation;

  Deadline(Duration time) {
    this.nanos = time.toNanos();
    start();
  }

  /** Begins to count. */
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

  /** What is thrown when it has passed: a {@link SearchException}, unless it was cancelled. */
  RuntimeException passed(@Nullable Throwable cause) {
    if (isCancelled()) {
      return new CancellationException("the search is not wanted any more");
    }
    return new SearchException(
        SearchException.Kind.TOO_SLOW,
        "the search took longer than %d ms; search for rarer words, or truncate less"
            .formatted(Duration.ofNanos(nanos).toMillis()),
        cause);
  }
}
