package org.samling.core.imports;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.RecordJudge.ExistingRecord;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps records of imports until somebody decides about them.
 *
 * <p>Every method throws {@link org.samling.core.StoreException} when the store fails.
 */
public interface ImportReviews {

  /** The most records of one import that wait. */
  int MOST = 10_000;

  /**
   * A waiting record.
   *
   * @param decision what somebody decided, or null
   * @param decidedBy who, or null
   */
  record Waiting(HeldRecord held, @Nullable Proposal decision, @Nullable String decidedBy) {

    /** What is to be done: what was decided, or else what the rules propose. */
    public Proposal proposal() {
      return decision == null ? held.proposal() : decision;
    }
  }

  /**
   * The waiting records of an import in the order of its file.
   *
   * @param after list only numbers in the file above this
   * @param limit how many at most
   * @param onlyDecided whether those are left out about which nobody decided
   */
  List<Waiting> waiting(ImportBatch batch, int after, int limit, boolean onlyDecided);

  /** One waiting record, by its number in the file. */
  Optional<Waiting> find(ImportBatch batch, int ordinal);

  /** The existing records with these keys, of those whom the import would change. */
  List<ExistingRecord> existing(ImportBatch batch, List<RecordKey> keys);

  /**
   * Notes a decision; null for none.
   *
   * @return whether the record still waits
   */
  boolean decide(ImportBatch batch, int ordinal, @Nullable Proposal decision, String by);

  /**
   * Writes reviewed records and their items, and ends their waiting; the import is done when none
   * waits any more.
   *
   * @param records the records that are loaded; no key may come twice
   * @param judge knows with which existing records they were matched
   * @param items the items that are new or changed
   * @param itemTally what becomes of the items
   * @param ordinals the numbers in the file of all records whose waiting ends, with those that are
   *     left out
   * @return how many records were added, changed and unchanged; empty where one of them no longer
   *     waits, or its target is gone, and nothing was done
   */
  Optional<PutCounts> load(
      ImportBatch batch,
      List<CatalogueRecord> records,
      RecordJudge judge,
      List<NewItem> items,
      ItemTally itemTally,
      List<Integer> ordinals);

  /**
   * Ends the waiting of records whose imports ended long ago: they are left out.
   *
   * @param tenant the tenant whose records they would be, or null for common records
   * @param age how long ago
   */
  void forget(@Nullable TenantId tenant, Duration age);
}
