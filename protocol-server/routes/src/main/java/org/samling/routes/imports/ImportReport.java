package org.samling.routes.imports;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.RepairTally;

/**
 * The result of an import, or of the part of it that is done. Records count once they are written;
 * in a dry run, once they are compared.
 *
 * @param read how many records the file held
 * @param rejected how many of them could not be read, or were refused by the store
 * @param put what happened to all others
 * @param repairing what had to be repaired in order to read them
 * @param withoutSource how many of the accepted records name no agency and got the job's
 * @param items what happened to the items that the records describe, where items are taken over
 * @param matches the rules' findings, counted
 * @param codings the codings in which records were read and why, with their numbers of records, the
 *     most frequent first
 * @param endedEarly where and why the file ended early, as a sentence, or null; in a sum, that of
 *     the first such file
 * @param bytes how many bytes of the file as stored were read
 */
public record ImportReport(
    int read,
    int rejected,
    PutCounts put,
    RepairTally repairing,
    int withoutSource,
    ItemTally items,
    MatchTally matches,
    Map<String, Integer> codings,
    @Nullable String endedEarly,
    long bytes,
    Duration duration) {
  /** The report of an empty import. */
  public static final ImportReport EMPTY =
      new ImportReport(
          0,
          0,
          new PutCounts(0, 0, 0),
          RepairTally.NOTHING,
          0,
          ItemTally.NOTHING,
          MatchTally.NOTHING,
          Map.of(),
          null,
          0,
          Duration.ZERO);

  /** Copies the codings, and sorts them. */
  public ImportReport {
    codings = sorted(codings);
  }

  private static Map<String, Integer> sorted(Map<String, Integer> counts) {
    var sorted = new LinkedHashMap<String, Integer>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return Collections.unmodifiableMap(sorted);
  }

  /** How many records were accepted: added, changed, unchanged, or left because of the rules. */
  public int accepted() {
    return read - rejected;
  }

  /** The sum of both. */
  public ImportReport plus(ImportReport other) {
    var allCodings = new LinkedHashMap<>(codings);
    other.codings.forEach((coding, count) -> allCodings.merge(coding, count, Integer::sum));
    return new ImportReport(
        read + other.read,
        rejected + other.rejected,
        put.plus(other.put),
        repairing.plus(other.repairing),
        withoutSource + other.withoutSource,
        items.plus(other.items),
        matches.plus(other.matches),
        allCodings,
        endedEarly == null ? other.endedEarly : endedEarly,
        bytes + other.bytes,
        duration.plus(other.duration));
  }
}
