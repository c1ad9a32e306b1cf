package org.samling.core.imports;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;

/**
 * Decides about incoming records, in the transaction that writes them. It is called at most once
 * for each record in a transaction, and again where the transaction is retried.
 */
public interface RecordJudge {

  /** The rules it applies. */
  ImportRules rules();

  /** Decides about one record, which is not in the store byte for byte. */
  Verdict judge(IncomingRecord coming);

  /**
   * The records with which incoming ones were matched by hand, by the keys of those that come;
   * their own keys are in the store for none of them.
   */
  default Map<RecordKey, RecordKey> chosen() {
    return Map.of();
  }

  /** The records that wait for somebody's decision, of those that were judged so far. */
  default List<HeldRecord> held() {
    return List.of();
  }

  /** A tally with the decisions since the judge was created added to it. */
  ImportTally with(ImportTally tally);

  /**
   * An incoming record with its possible matches.
   *
   * @param same the existing record with its key, or null where there is none
   * @param others the existing records that have a value of a match point in common with it; empty
   *     where {@code same} is given
   * @param isLayer whether it is a layer on an existing common record ({@link
   *     org.samling.core.catalogue.RecordLayers})
   */
  record IncomingRecord(
      CatalogueRecord record,
      @Nullable ExistingRecord same,
      List<ExistingRecord> others,
      boolean isLayer) {}

  /**
   * An existing record.
   *
   * @param id its number in the store
   * @param isOfThisImport whether this import wrote it, or its file has the same record unchanged
   * @param isTied whether other records depend on it by its number, or it depends on another by its
   *     own
   */
  record ExistingRecord(UUID id, CatalogueRecord record, boolean isOfThisImport, boolean isTied) {}

  /** What happens to a record. */
  sealed interface Verdict {

    /** It is added. */
    record Add() implements Verdict {}

    /**
     * It replaces an existing record.
     *
     * @param there the existing record
     * @param record the new version, with the key of the incoming record
     */
    record Replace(ExistingRecord there, CatalogueRecord record) implements Verdict {}

    /**
     * It is dropped, and an existing record stays.
     *
     * @param there the key of the existing record
     */
    record Leave(RecordKey there) implements Verdict {}

    /** It is rejected. */
    record Reject() implements Verdict {}

    /**
     * It waits for somebody who decides about it.
     *
     * @param proposal what would happen to it
     * @param candidates the existing records that it may be
     */
    record Hold(Proposal proposal, List<Candidate> candidates) implements Verdict {

      /** Copies the list. */
      public Hold {
        candidates = List.copyOf(candidates);
      }
    }
  }
}
