package org.samling.core.imports;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportReviews.Waiting;
import org.samling.core.imports.ItemChoice.Refused;

/**
 * The review of imports: what would become of records that wait, what somebody decides about them,
 * and how they are loaded.
 *
 * <p>Every method throws {@link org.samling.core.StoreException} when the store fails; what was
 * loaded before stays.
 */
public interface RecordReviews {

  /**
   * A waiting record, compared with an existing one.
   *
   * @param compared the existing record, or null where it is compared with none
   * @param diff what would change
   */
  record Compared(Waiting waiting, @Nullable CatalogueRecord compared, FieldDiff diff) {}

  /** Why a decision can't be carried out. */
  enum Unfit {
    /** The record does not wait, or no longer. */
    NOT_WAITING,
    /** There is no record onto which it could be loaded. */
    NO_SUCH_RECORD,
    /** It can't be a new record: there is one with its number, onto which it may be loaded. */
    NUMBER_TAKEN,
    /** Other records depend on the one onto which it would be loaded, by its number. */
    DEPENDED_ON
  }

  /** Why a record still waits. */
  record StillWaiting(int ordinal, RecordKey record, String reason) {}

  /**
   * What became of reviewed records.
   *
   * @param put what became of those that were loaded
   * @param leftOut how many were left out
   * @param refusedItems the items that were refused
   * @param waiting those that could not be loaded, which still wait
   */
  record Loaded(
      PutCounts put, int leftOut, List<Refused> refusedItems, List<StillWaiting> waiting) {

    /** Copies the lists. */
    public Loaded {
      refusedItems = List.copyOf(refusedItems);
      waiting = List.copyOf(waiting);
    }
  }

  /** The waiting records of an import, in the order of its file, after a number in it. */
  List<Waiting> waiting(ImportBatch batch, int after, int limit);

  /**
   * A waiting record and what would change.
   *
   * @param with the key of the existing record with which it is compared, or null for that onto
   *     which it would be loaded
   */
  Optional<Compared> compared(ImportBatch batch, int ordinal, @Nullable RecordKey with);

  /**
   * Notes what somebody decided about a record.
   *
   * @param decision the decision, or null to leave it to the rules' proposal again
   * @param by who
   * @return why it can't be carried out, and was not noted; empty where it was
   */
  Optional<Unfit> decide(ImportBatch batch, int ordinal, @Nullable Proposal decision, String by);

  /**
   * Loads records about which somebody decided, and ends the waiting of those that are left out.
   *
   * @param batch the import, in review
   * @param withProposals whether those about which nobody decided are loaded as the rules propose
   * @param most how many at most
   */
  Loaded load(ImportBatch batch, boolean withProposals, int most);
}
