package org.samling.core.imports;

/**
 * What the rules of an import came to, beside what was added, changed and unchanged.
 *
 * @param matched how many records were known again by another number than their own
 * @param kept how many were left, because what was there stays
 * @param owned how many of these were left because the one that is there has an owner
 * @param ambiguous for how many there were several that they might be
 * @param apart how many share a number with a record that is of something else, and were added
 */
public record MatchTally(int matched, int kept, int owned, int ambiguous, int apart) {

  /** Nothing. */
  public static final MatchTally NOTHING = new MatchTally(0, 0, 0, 0, 0);

  /** The sum of both. */
  public MatchTally plus(MatchTally other) {
    return new MatchTally(
        matched + other.matched,
        kept + other.kept,
        owned + other.owned,
        ambiguous + other.ambiguous,
        apart + other.apart);
  }
}
