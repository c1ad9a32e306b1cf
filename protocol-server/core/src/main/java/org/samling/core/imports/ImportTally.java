package org.samling.core.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an import in its file, and what it found there.
 *
 * @param read how many records of the file have been processed
 * @param offset where the last of them begins, in bytes of the uncompressed file
 * @param rejected how many of them could not be read, or were refused by the store
 * @param repaired how many had to be repaired to be read
 * @param withoutSource how many of the accepted ones name no agency
 * @param repairs the kinds of repair, with the number of records that needed them
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
    int repaired,
    int withoutSource,
    Map<String, Integer> repairs,
    ItemTally items,
    MatchTally matches,
    Map<String, Integer> codings,
    @Nullable String endedEarly) {

  /** Nothing has been read yet. */
  public static final ImportTally NOTHING =
      new ImportTally(0, 0, 0, 0, 0, Map.of(), ItemTally.NOTHING);

  /** The tally of a whole file without any matches. */
  public ImportTally(
      int read,
      long offset,
      int rejected,
      int repaired,
      int withoutSource,
      Map<String, Integer> repairs,
      ItemTally items) {
    this(
        read,
        offset,
        rejected,
        repaired,
        withoutSource,
        repairs,
        items,
        MatchTally.NOTHING,
        Map.of(),
        null);
  }

  /** A copy with more rejected records and matches, and fewer items. */
  public ImportTally with(int moreRejected, MatchTally more, ItemTally fewerItems) {
    return new ImportTally(
        read,
        offset,
        rejected + moreRejected,
        repaired,
        withoutSource,
        repairs,
        items.minus(fewerItems),
        matches.plus(more),
        codings,
        endedEarly);
  }

  /** Copies the repairs and the codings. */
  public ImportTally {
    repairs = Map.copyOf(repairs);
    codings = Map.copyOf(codings);
  }
}
