package org.samling.core.imports;

/**
 * The outcome of matching in an import, beside the counts of added, changed and unchanged records.
 *
 * @param matched how many records were matched by a number other than their own
 * @param kept how many were dropped in favour of the existing record
 * @param owned how many of these because the existing record has another owner
 * @param ambiguous how many had several matches
 * @param apart how many share a number with a record of something else, and were added
 * @param held how many wait for somebody who decides about them
 */
public record MatchTally(int matched, int kept, int owned, int ambiguous, int apart, int held) {

  /** Nothing. */
  public static final MatchTally NOTHING = new MatchTally(0, 0, 0, 0, 0, 0);

  /** The sum of both. */
  public MatchTally plus(MatchTally other) {
    return new MatchTally(
        matched + other.matched,
        kept + other.kept,
        owned + other.owned,
        ambiguous + other.ambiguous,
        apart + other.apart,
        held + other.held);
  }
}
