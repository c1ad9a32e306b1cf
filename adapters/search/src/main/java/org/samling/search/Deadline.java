package org.samling.search;

import java.time.Duration;
import org.apache.lucene.index.QueryTimeout;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.SearchException;

/**
 * When a search must be done. Started anew for each question to its result set, and asked by Lucene
 * and by our own loops in the thread that asks the question.
 */
final class Deadline implements QueryTimeout {

  private final long nanos;
  private long start;

  Deadline(Duration time) {
    this.nanos = time.toNanos();
    start();
  }

  /** Begins to count. */
  void start() {
    start = System.nanoTime();
  }

  @Override
  public boolean shouldExit() {
    return System.nanoTime() - start > nanos;
  }

  /** What is thrown when it has passed. */
  SearchException passed(@Nullable Throwable cause) {
    return new SearchException(
        SearchException.Kind.TOO_SLOW,
        "the search took longer than %d ms; search for rarer words, or truncate less"
            .formatted(Duration.ofNanos(nanos).toMillis()),
        cause);
  }
}
