package org.samling.routes.imports;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.samling.core.StoreException;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.FilePrint;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportReviews;
import org.samling.core.imports.RecordReviews;
import org.samling.routes.ProtocolRoutes;
import org.samling.routes.Switchboard;

/**
 * Imports files of bibliographic records into the catalogue.
 *
 * <p>Reading and writing overlap, and memory does not grow with the file. Records are matched by
 * their key, and then as the job's rules say; the same file again changes nothing. An import that
 * ended early, or was killed, resumes after the last record that it wrote. Safe for use by several
 * threads.
 */
public final class ImportService {

  private final Switchboard<ImportRun, ImportReport> switchboard;
  private final ImportBatches batches;
  private final RecordReviews reviews;

  /**
   * Adds the import's routes to a started Camel context.
   *
   * @param renderer writes merged records
   * @param batches stores the imports and the records
   * @param waiting stores the records that wait for review
   * @param room whether the store has room for more
   */
  public ImportService(
      CamelContext camel,
      RecordReader reader,
      RecordRenderer renderer,
      ImportBatches batches,
      ImportReviews waiting,
      ItemRegister items,
      Inquiries inquiries,
      DiskReserve room) {
    this.batches = batches;
    var merged = new MergedRecordWriter(reader, renderer);
    var itemsOfRecords = new ImportItems(items, inquiries);
    this.reviews = new ReviewService(waiting, merged, itemsOfRecords);
    var loader = new ImportLoader(reader, new ImportWriter(merged, batches, itemsOfRecords, room));
    switchboard =
        new Switchboard<>(
            camel, ProtocolRoutes.of("catalogue-import", ImportRun.class, loader::load));
  }

  /**
   * Imports one file, and returns when all of it is written.
   *
   * @param job the file and how it is imported
   * @param listener receives its progress and rejected records
   * @return its result, including that of earlier runs of the same import
   * @throws ImportException when the file or the store ended it early, or the file or the rules are
   *     not those with which an unfinished import began
   */
  public ImportReport load(ImportJob job, ImportListener listener) {
    var before = new ImportRun(job, listener, null);
    try {
      prepare(job);
      if (job.isDryRun()) {
        return switchboard.send(new ImportRun(job, listener, null));
      }
      var order = job.order(print(job.file(), before));
      var unfinished =
          job.mode() == ImportJob.Mode.ANEW || !FileFingerprints.isLasting(job.file())
              ? null
              : batches.unfinished(order).orElse(null);
      return unfinished == null || isDifferent(unfinished, job, order.print())
          ? load(job, batches.begin(order), listener)
          : resume(job, unfinished, order.print(), listener);
    } catch (StoreException e) {
      throw before.storeFailed(e);
    }
  }

  private static boolean isDifferent(ImportBatch unfinished, ImportJob job, FilePrint print) {
    return job.mode() == ImportJob.Mode.GO_ON_WITH_SAME
        && !(unfinished.order().print().equals(print)
            && unfinished.order().rules().equals(job.rules())
            && unfinished.order().coding() == job.coding());
  }

  /** The review of imports whose records wait for somebody's decision. */
  public RecordReviews reviews() {
    return reviews;
  }

  /**
   * Begins a waiting import, or resumes one that ended early.
   *
   * @param batch the import
   * @param listener receives its progress and rejected records
   * @return the result of all of it
   * @throws ImportException as {@link #load} does
   */
  public ImportReport resume(ImportBatch batch, ImportListener listener) {
    var job = ImportJob.of(batch);
    var before = new ImportRun(job, listener, null);
    try {
      prepare(job);
      return batch.isDryRun()
          ? dryRun(job, batches.resume(batch), listener)
          : resume(job, batch, print(job.file(), before), listener);
    } catch (StoreException e) {
      throw before.storeFailed(e);
    }
  }

  private void prepare(ImportJob job) {
    if (!batches.prepare(job.tenant(), job.rules())) {
      throw new ImportException(
          ImportException.Kind.FILE,
          ImportReport.EMPTY,
          "%s can't be imported: imports match by too many different fields; match by some of those"
                  .formatted(job.file())
              + " that were used before.",
          null);
    }
  }

  private ImportReport resume(
      ImportJob job, ImportBatch batch, FilePrint print, ImportListener listener) {
    if (!print.equals(batch.order().print())) {
      throw new ImportException(
          ImportException.Kind.FILE,
          ImportReport.EMPTY,
          ("%s has changed since its import %d ended after %d records, which can't be resumed."
                  + " To import the file as it is now, use import --restart.")
              .formatted(job.file(), batch.number(), batch.tally().read()),
          null);
    }
    if (!job.rules().equals(batch.order().rules()) || job.coding() != batch.order().coding()) {
      throw new ImportException(
          ImportException.Kind.FILE,
          ImportReport.EMPTY,
          ("Import %d of %s ended after %d records; it had other rules or another coding."
                  + " To continue with those, run import resume %d;"
                  + " to begin again, import --restart.")
              .formatted(batch.number(), job.file(), batch.tally().read(), batch.number()),
          null);
    }
    return load(job, batches.resume(batch), listener);
  }

  private ImportReport load(ImportJob job, ImportBatch batch, ImportListener listener) {
    try {
      var report = switchboard.send(new ImportRun(job, listener, batch));
      batches.finish(batch);
      return report;
    } catch (RuntimeException e) {
      stop(batch, e);
      throw e;
    }
  }

  /** A dry run always starts over, since it wrote nothing. */
  private ImportReport dryRun(ImportJob job, ImportBatch batch, ImportListener listener) {
    try {
      var run = new ImportRun(job, listener, null);
      var report = switchboard.send(run);
      batches.finishDryRun(batch, run.tally(), report.put(), run.listed());
      return report;
    } catch (RuntimeException e) {
      stop(batch, e);
      throw e;
    }
  }

  private void stop(ImportBatch batch, RuntimeException fault) {
    if (fault instanceof ImportException e && e.kind() == ImportException.Kind.TAKEN) {
      return;
    }
    try {
      batches.stop(batch, String.valueOf(fault.getMessage()));
    } catch (StoreException e) {
      // It then looks as if it had been killed, and can be resumed just as well.
      fault.addSuppressed(e);
    }
  }

  private static FilePrint print(Path file, ImportRun run) {
    try {
      return FileFingerprints.of(file);
    } catch (IOException e) {
      throw run.unreadable(e);
    }
  }
}
