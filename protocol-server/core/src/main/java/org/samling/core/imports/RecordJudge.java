package org.samling.core.imports;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;

/**
 * Decides what becomes of records that come, in the transaction that writes them. It is asked of
 * each at most once in a transaction, and anew where the transaction is done anew.
 */
public interface RecordJudge {

  /** By what rules. */
  ImportRules rules();

  /** Decides about one record, which is not there byte for byte. */
  Verdict judge(Coming coming);

  /** How far the import is, with what was decided since the judge was made. */
  ImportTally with(ImportTally tally);

  /**
   * A record that comes, and what it may be.
   *
   * @param same the record with its key, or null where there is none
   * @param others by match point, records that have a number in common with it; none where there is
   *     one with its key
   * @param isLayer whether it is added to a common record that is there ({@link
   *     org.samling.core.catalogue.RecordLayers})
   */
  record Coming(
      CatalogueRecord record,
      @Nullable Standing same,
      Map<MatchPoint, List<Standing>> others,
      boolean isLayer) {}

  /**
   * A record that is there.
   *
   * @param id what the store knows it by
   * @param isOfThisImport whether this import wrote it, or a record of its file is there as it
   *     comes
   * @param isTied whether other records stand on it by its number, or it stands on another by its
   *     own
   */
  record Standing(UUID id, CatalogueRecord record, boolean isOfThisImport, boolean isTied) {}

  /** What becomes of a record. */
  sealed interface Verdict {

    /** It is put beside all others. */
    record Add() implements Verdict {}

    /**
     * It stands in the place of one that is there.
     *
     * @param there that one
     * @param record what is then there, with the key of what came
     */
    record Replace(Standing there, CatalogueRecord record) implements Verdict {}

    /**
     * It is left, and another one stays.
     *
     * @param there the key of that one
     */
    record Leave(RecordKey there) implements Verdict {}

    /** It is rejected. */
    record Reject() implements Verdict {}
  }
}
