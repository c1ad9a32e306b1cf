package org.samling.search;

import java.time.Duration;

/**
 * How the index follows the store, and limits on the cost of a search.
 *
 * @param pollInterval how long to wait before asking the store again if nothing was new
 * @param commitInterval how long searchable changes may wait to be committed; after a crash they
 *     are read from the store again
 * @param searchTimeout how long a search, or a later call to its result set, may take
 * @param maxTerms the maximum number of words and identifiers in a query
 * @param maxVariants how many words of the index the truncated words of a query's phrases may match
 *     in total
 */
public record SearchSettings(
    Duration pollInterval,
    Duration commitInterval,
    Duration searchTimeout,
    int maxTerms,
    int maxVariants) {

  /** Settings suitable for one machine. */
  public static final SearchSettings DEFAULT =
      new SearchSettings(
          Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(10), 1_000, 10_000);

  /** Checks that all values are positive; only the commit interval may be zero. */
  public SearchSettings {
    if (!pollInterval.isPositive()
        || commitInterval.isNegative()
        || !searchTimeout.isPositive()
        || maxTerms < 1
        || maxVariants < 1) {
      throw new IllegalArgumentException(
          "the index's commit interval must be 0 or more, everything else more than 0");
    }
  }
}
