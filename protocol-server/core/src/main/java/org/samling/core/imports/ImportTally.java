package org.samling.core.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an import came in its file, and what it found there.
 *
 * @param read how many records of the file are done
 * @param offset where the last of them begins, in bytes of the unpacked file
 * @param rejected how many of them could not be read, or were refused by the store
 * @param repaired how many were put right in order to be read
 * @param withoutSource how many of the accepted ones name no agency
 * @param repairs what was put right, with how many records had it
 * @param items what came of the items that they describe
 * @param matches what its rules came to
 * @param codings in which codings records were read and why, with how many records; {@link
 *     org.samling.core.catalogue.CodingChoice} says so in words
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

  /** Nothing was read yet. */
  public static final ImportTally NOTHING =
      new ImportTally(0, 0, 0, 0, 0, Map.of(), ItemTally.NOTHING);

  /** One of a whole file, whose rules came to nothing. */
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

  /** With more that was rejected, and what rules came to. */
  public ImportTally with(int moreRejected, MatchTally more) {
    return new ImportTally(
        read,
        offset,
        rejected + moreRejected,
        repaired,
        withoutSource,
        repairs,
        items,
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
