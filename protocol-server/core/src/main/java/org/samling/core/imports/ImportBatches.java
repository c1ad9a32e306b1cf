package org.samling.core.imports;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportBatch.Order;
import org.samling.core.imports.ImportBatch.UndoCounts;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps imports. What an import writes and how far it came are kept in one
 * transaction, so that it goes on after a crash as if nothing had been.
 *
 * <p>Each question and each change throws {@link org.samling.core.StoreException} when the store
 * can't do it.
 */
public interface ImportBatches {

  /** Begins an import. */
  ImportBatch begin(Order order);

  /** A number that no import has yet, for one that is to wait. */
  long newNumber();

  /**
   * Has an import wait until it is {@linkplain #resume begun}.
   *
   * @param number its number, from {@link #newNumber}
   * @param order what is asked for
   * @param isDryRun whether the records are only to be compared
   * @param requestKey what the request that brings it is known again by, or null; one who asks has
   *     one import of each
   */
  ImportBatch await(long number, Order order, boolean isDryRun, @Nullable String requestKey);

  /**
   * The import that somebody asked for under a key.
   *
   * @param tenant the tenant whose records it is of, or null for common records
   * @param startedBy who asked
   * @param requestKey the key
   */
  Optional<ImportBatch> askedFor(@Nullable TenantId tenant, String startedBy, String requestKey);

  /**
   * The latest import of a file that has not come to its end.
   *
   * @param order the tenant, the file, the source, the format and the items; its content, the rules
   *     and who asks don't count
   */
  Optional<ImportBatch> unfinished(Order order);

  /**
   * Has an import run that waits, or an unfinished one run again.
   *
   * @return the import as it stands now
   * @throws BatchTakenException when it has ended meanwhile
   */
  ImportBatch resume(ImportBatch batch);

  /**
   * Writes records of an import, their items, and how far it is with them.
   *
   * @param batch the import
   * @param records the records; no key may come twice
   * @param judge what becomes of those that are not there byte for byte
   * @param items the items that are new or changed, each of a record that is there then; none where
   *     the import takes none
   * @param before how many records of the file were done before
   * @param after how far it is with these, beside what the judge comes to
   * @return what came of the records
   * @throws BatchTakenException when the import does not stand where it was left: another process
   *     goes on with it, or it was undone
   */
  PutCounts write(
      ImportBatch batch,
      List<CatalogueRecord> records,
      RecordJudge judge,
      List<NewItem> items,
      int before,
      ImportTally after);

  /**
   * Compares records with what is kept, and changes nothing. They are written and taken back, so
   * that what {@link #write} would refuse is refused here too.
   *
   * @param tenant the tenant they would belong to, or null for common records
   * @param records the records; no key may come twice
   * @param judge what would become of those that are not there byte for byte
   * @return what would come of the records
   */
  PutCounts compare(@Nullable TenantId tenant, List<CatalogueRecord> records, RecordJudge judge);

  /** All of the file is done. */
  void finish(ImportBatch batch);

  /**
   * All of the file was compared with what is kept.
   *
   * @param batch the import, a dry run
   * @param tally what was found
   * @param put what would come of the records
   */
  void finishDryRun(ImportBatch batch, ImportTally tally, PutCounts put);

  /**
   * Calls off an import that waits, runs or stopped. What it wrote stays.
   *
   * @param batch the import
   * @param reason by whom, as a sentence
   * @return whether it had not come to its end before
   */
  boolean cancel(ImportBatch batch, String reason);

  /**
   * An import ended early.
   *
   * @param batch the import
   * @param reason why, as a sentence
   */
  void stop(ImportBatch batch, String reason);

  /**
   * Imports, the latest first.
   *
   * @param tenant the tenant whose records they were of, or null for common records
   * @param before the number below which they lie
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
   * @param tenant the tenant whose records it was of, or null for common records
   */
  Optional<ImportBatch> numbered(@Nullable TenantId tenant, long number);

  /**
   * Records that are as an import wrote them, in the order in which they were first put.
   *
   * @param batch the import
   * @param limit how many at most
   */
  List<Written> written(ImportBatch batch, int limit);

  /**
   * A record that an import wrote.
   *
   * @param key what it is known by
   * @param isNew whether it was not there before; earlier versions that are not kept any more don't
   *     count
   */
  record Written(RecordKey key, String title, boolean isNew) {}

  /**
   * Undoes an import, or what is left of one that was undone in part: records get their earlier
   * version again, and those that it added are taken away. A record stays as it is where a later
   * import has changed it, or where something refers to it that it added: an item, a hold, a local
   * record. Every other one is undone.
   *
   * @param batch the import, which {@linkplain ImportBatch#keepsVersions keeps versions}
   * @param kept is told of the records that stay, with the reason
   * @return what was done
   */
  UndoCounts undo(ImportBatch batch, Kept kept);

  /**
   * Forgets the earlier versions of imports that ended long ago; they can't be undone any more.
   *
   * @param tenant the tenant whose records they were of, or null for common records
   * @param age how long ago
   */
  void forgetVersions(@Nullable TenantId tenant, Duration age);

  /** Is told of a record that stays when an import is undone. */
  @FunctionalInterface
  public interface Kept {

    /**
     * A record stays.
     *
     * @param key the record
     * @param reason why, as a sentence
     */
    void record(RecordKey key, String reason);
  }

  /** An import goes on elsewhere, or was undone. */
  final class BatchTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public BatchTakenException(long number) {
      super(
          "import "
              + number
              + " does not stand where it was left; another process goes on with it, or it was undone");
    }
  }
}
