package org.samling.search;

import java.time.Duration;

/**
 * How the index follows the store, and what a search may cost.
 *
 * @param pollInterval how long to wait before the store is asked again, when nothing was new
 * @param commitInterval how long changes that are searchable already may wait to be made durable;
 *     after a crash they are read from the store again
 * @param searchTimeout how long a search may take, and each further question to what it found
 * @param maxTerms how many words and identifiers a query may have
 * @param maxVariants how many words of the index the truncated words of a query's phrases may stand
 *     for, all together
 */
public record SearchSettings(
    Duration pollInterval,
    Duration commitInterval,
    Duration searchTimeout,
    int maxTerms,
    int maxVariants) {

  /** Settings that suit one machine. */
  public static final SearchSettings USUAL =
      new SearchSettings(
          Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(10), 1_000, 10_000);

  /** Checks that each is more than nothing; only the commit interval may be none. */
  public SearchSettings {
    if (!pollInterval.isPositive()
        || commitInterval.isNegative()
        || !searchTimeout.isPositive()
        || maxTerms < 1
        || maxVariants < 1) {
      throw new IllegalArgumentException(
          "the commit interval of the index is 0 or more, everything else more than 0");
    }
  }
}
