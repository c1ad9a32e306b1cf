package org.samling.core.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an import in its file, and what it found there.
 *
 * @param read how many records of the file have been processed
 * @param offset where the last of them begins, in bytes of the uncompressed file
 * @param rejected how many of them could not be read, or were refused by the store
 * @param repairs what had to be repaired to read them
 * @param withoutSource how many of the accepted ones name no agency
 * @param items the outcome for the items that they describe
 * @param matches the outcome of matching
 * @param codings the codings in which records were read and why, in the words of {@link
 *     org.samling.core.catalogue.CodingChoice}, with the number of records
 * @param endedEarly where and why the file ended before its end, as a sentence, or null
 */
public record ImportTally(
    int read,
    long offset,
    int rejected,
    RepairTally repairs,
    int withoutSource,
    ItemTally items,
    MatchTally matches,
    Map<String, Integer> codings,
    @Nullable String endedEarly) {

  /** Nothing has been read yet. */
  public static final ImportTally NOTHING =
      new ImportTally(0, 0, 0, RepairTally.NOTHING, 0, ItemTally.NOTHING);

  /** The tally of a whole file without any matches. */
  public ImportTally(
      int read,
      long offset,
      int rejected,
      RepairTally repairs,
      int withoutSource,
      ItemTally items) {
    this(read, offset, rejected, repairs, withoutSource, items, MatchTally.NOTHING, Map.of(), null);
  }

  /** A copy with more rejected records and matches, and fewer items. */
  public ImportTally with(int moreRejected, MatchTally more, ItemTally fewerItems) {
    return new ImportTally(
        read,
        offset,
        rejected + moreRejected,
        repairs,
        withoutSource,
        items.minus(fewerItems),
        matches.plus(more),
        codings,
        endedEarly);
  }

  /** Copies the codings. */
  public ImportTally {
    codings = Map.copyOf(codings);
  }
}
