package org.samling.core.imports;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RepairKind;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportBatch.UndoCounts;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores imports. An import writes records and its progress in one transaction, so
 * that it resumes after a crash as if nothing had happened.
 *
 * <p>Every method throws {@link org.samling.core.StoreException} when the store fails.
 */
public interface ImportBatches {

  /** Begins an import. */
  ImportBatch begin(Order order);

  /** Reserves a number for an import that is to wait. */
  long newNumber();

  /**
   * Queues an import until it is {@linkplain #resume begun}.
   *
   * @param number its number, from {@link #newNumber}
   * @param order the order
   * @param isDryRun whether the records are only to be compared
   * @param requestKey the idempotency key of the request, or null; each requester has one import
   *     per key
   */
  ImportBatch enqueue(long number, Order order, boolean isDryRun, @Nullable String requestKey);

  /**
   * The import that somebody requested under a key.
   *
   * @param tenant the tenant whose records it imports, or null for common records
   * @param startedBy who requested it
   * @param requestKey the key
   */
  Optional<ImportBatch> findByKey(@Nullable TenantId tenant, String startedBy, String requestKey);

  /**
   * The latest unfinished import of a file.
   *
   * @param order the tenant, the file, the source, the format and the items to look for; the file's
   *     content, the rules and the requester don't count
   */
  Optional<ImportBatch> unfinished(Order order);

  /**
   * Starts a waiting import, or resumes an unfinished one.
   *
   * @return the import in its new state
   * @throws BatchTakenException when it has ended in the meantime
   */
  ImportBatch resume(ImportBatch batch);

  /**
   * Writes records of an import, their items, and its progress.
   *
   * @param batch the import
   * @param records the records; no key may come twice
   * @param judge decides about records that are not in the store byte for byte
   * @param items the items that are new or changed, each of a record that exists by then; empty
   *     where the import takes none
   * @param before how many records of the file had been processed before
   * @param after the progress with these, without the judge's results
   * @param repairs what was repaired in the records, as far as it is listed
   * @return how many records were added, changed and unchanged
   * @throws BatchTakenException when the import's progress is not as this process left it: another
   *     process has taken it over, or it was undone
   */
  PutCounts write(
      ImportBatch batch,
      List<CatalogueRecord> records,
      RecordJudge judge,
      List<NewItem> items,
      int before,
      ImportTally after,
      List<ImportRepair> repairs);

  /**
   * Compares records with those in the store, and changes nothing. They are written and rolled
   * back, so that what {@link #write} would refuse is refused here too.
   *
   * @param tenant the tenant they would belong to, or null for common records
   * @param records the records; no key may come twice
   * @param judge decides about records that are not in the store byte for byte
   * @return how many would be added, changed and unchanged
   */
  PutCounts compare(@Nullable TenantId tenant, List<CatalogueRecord> records, RecordJudge judge);

  /**
   * Prepares for imports by rules that match by fields: looks up the values that the records have
   * of them, which takes a while the first time.
   *
   * @param tenant the tenant to whom the records belong, or null for common records
   * @return false where too many different fields are in use already
   */
  boolean prepare(@Nullable TenantId tenant, ImportRules rules);

  /** Marks an import as done, or as waiting for review where some of its records are. */
  void finish(ImportBatch batch);

  /**
   * Marks a dry run as done.
   *
   * @param batch the import, a dry run
   * @param tally what was found
   * @param put how many records would be added, changed and unchanged
   * @param repairs what was repaired in the records, as far as it is listed
   */
  void finishDryRun(
      ImportBatch batch, ImportTally tally, PutCounts put, List<ImportRepair> repairs);

  /**
   * Repairs that an import made, in the order of the file; the first {@value
   * ImportRepair#MAX_LISTED} of the import are kept, as long as its earlier versions would be.
   *
   * @param batch the import
   * @param kind only those of this kind, or null for all
   * @param after only those with a number above this
   * @param limit how many at most
   */
  List<ImportRepair> repairs(ImportBatch batch, @Nullable RepairKind kind, int after, int limit);

  /**
   * Cancels an import that is waiting, running or stopped. The records it wrote stay.
   *
   * @param batch the import
   * @param reason by whom, as a sentence
   * @return whether it had not ended before
   */
  boolean cancel(ImportBatch batch, String reason);

  /**
   * Marks an import as stopped early.
   *
   * @param batch the import
   * @param reason why, as a sentence
   */
  void stop(ImportBatch batch, String reason);

  /**
   * Imports, the latest first.
   *
   * @param tenant the tenant whose records they imported, or null for common records
   * @param before list only numbers below this
   * @param limit how many at most
   */
  List<ImportBatch> latest(@Nullable TenantId tenant, long before, int limit);

  /** The latest imports, the latest first. */
  default List<ImportBatch> latest(@Nullable TenantId tenant, int limit) {
    return latest(tenant, Long.MAX_VALUE, limit);
  }

  /**
   * One import.
   *
   * @param tenant the tenant whose records it imported, or null for common records
   */
  Optional<ImportBatch> find(@Nullable TenantId tenant, long number);

  /**
   * Records that are still as an import wrote them, in the order in which they were first stored.
   *
   * @param batch the import
   * @param limit how many at most
   */
  List<WrittenRecord> writtenRecords(ImportBatch batch, int limit);

  /**
   * A record that an import wrote.
   *
   * @param key its key
   * @param isNew whether it did not exist before; earlier versions that are no longer stored don't
   *     count
   */
  record WrittenRecord(RecordKey key, String title, boolean isNew) {}

  /**
   * Undoes an import, or the rest of one that was undone in part: restores the earlier versions of
   * records, and deletes those that it added. A record stays as it is where a later import has
   * changed it, or where it was added and something refers to it: an item, a hold, a local record.
   *
   * @param batch the import, which {@linkplain ImportBatch#keepsVersions keeps versions}
   * @param kept receives the records that stay, with the reason
   * @return how many records were restored and removed
   */
  UndoCounts undo(ImportBatch batch, UndoListener kept);

  /**
   * Deletes the earlier versions of imports that ended long ago, which can then no longer be
   * undone, and their lists of repairs.
   *
   * @param tenant the tenant whose records they imported, or null for common records
   * @param age how long ago
   */
  void forgetVersions(@Nullable TenantId tenant, Duration age);

  /** Receives the records that stay when an import is undone. */
  @FunctionalInterface
  public interface UndoListener {

    /**
     * Called for a record that stays.
     *
     * @param key the record
     * @param reason why, as a sentence
     */
    void record(RecordKey key, String reason);
  }

  /** Another process has taken over an import, or it was undone. */
  final class BatchTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the import. */
    public BatchTakenException(long number) {
      super(
          "import "
              + number
              + " does not stand where it was left; another process goes on with it, or it was undone");
    }
  }
}
