package org.samling.operations.imports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.samling.core.imports.ImportBatches.UndoListener;
import org.samling.core.imports.ItemMappings;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Download;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Problem.Kind;
import org.samling.operations.Request;
import org.samling.operations.Words;
import org.samling.operations.imports.ImportReports.RejectsFormat;
import org.samling.operations.imports.Imports.Import;
import org.samling.operations.imports.Imports.ImportWithReports;
import org.samling.operations.imports.Imports.ListedImports;
import org.samling.operations.imports.Imports.ListedRepairs;
import org.samling.operations.imports.Imports.Progress;
import org.samling.operations.imports.Imports.StayingRecord;
import org.samling.operations.imports.Imports.Undone;
import org.samling.operations.imports.Imports.Upload;
import org.samling.operations.imports.Imports.WhichImport;
import org.samling.operations.imports.Imports.WhichRecords;
import org.samling.operations.imports.Imports.WhichRejects;
import org.samling.operations.imports.Imports.WhichRepairs;
import org.samling.routes.imports.ImportUploads;
import org.samling.routes.imports.ImportUploads.Outcome;

/** Imports of the tenant's own records, and of common ones for those who may. */
public final class ImportOperations {

  /** The operations. */
  public static final Family<ImportOperations> FAMILY =
      new Family<>(
          "imports",
          "import",
          "Files of records that are imported into the catalogue, and what became of them",
          List.of(
              Operation.get(
                      "list-imports",
                      "/imports",
                      Scope.CATALOGUE_IMPORT,
                      "Lists the latest imports")
                  .paged()
                  .of(WhichRecords.class, ListedImports.class, ImportOperations::list),
              Operation.post(
                      "upload-import",
                      "/imports",
                      Scope.CATALOGUE_IMPORT,
                      "Uploads a file to import")
                  .takingFile()
                  .accepting()
                  .keepingItsKey()
                  .takingItsTime()
                  .of(Upload.class, Import.class, ImportOperations::upload),
              Operation.get(
                      "show-import", "/imports/:number", Scope.CATALOGUE_IMPORT, "Shows an import")
                  .of(WhichImport.class, ImportWithReports.class, ImportOperations::show),
              Operation.delete(
                      "cancel-import",
                      "/imports/:number",
                      Scope.CATALOGUE_IMPORT,
                      "Cancels an import")
                  .of(WhichImport.class, Nothing.class, ImportOperations::cancel),
              Operation.get(
                      "list-rejects",
                      "/imports/:number/rejects",
                      Scope.CATALOGUE_IMPORT,
                      "Lists rejected records with the reasons, as CSV")
                  .ofFile(WhichImport.class, List.of(Download.CSV), ImportOperations::listRejects),
              Operation.get(
                      "get-rejects",
                      "/imports/:number/rejects.:format",
                      Scope.CATALOGUE_IMPORT,
                      "Returns the rejected records")
                  .takingItsTime()
                  .ofFile(
                      WhichRejects.class, RejectsFormat.mediaTypes(), ImportOperations::rejects),
              Operation.get(
                      "list-refused-items",
                      "/imports/:number/refused-items",
                      Scope.CATALOGUE_IMPORT,
                      "Lists refused items with the reasons, as CSV")
                  .ofFile(WhichImport.class, List.of(Download.CSV), ImportOperations::refusedItems),
              Operation.get(
                      "list-undecided-codings",
                      "/imports/:number/undecided-codings",
                      Scope.CATALOGUE_IMPORT,
                      "Lists records with undecided coding, as CSV")
                  .ofFile(
                      WhichImport.class, List.of(Download.CSV), ImportOperations::undecidedCodings),
              Operation.get(
                      "list-repairs",
                      "/imports/:number/repairs",
                      Scope.CATALOGUE_IMPORT,
                      "Lists what an import repaired in records, with the places")
                  .paged()
                  .of(WhichRepairs.class, ListedRepairs.class, ImportOperations::listRepairs),
              Operation.post(
                      "undo-import",
                      "/imports/:number/undo",
                      Scope.CATALOGUE_IMPORT,
                      "Undoes an import")
                  .takingItsTime()
                  .of(WhichImport.class, Undone.class, ImportOperations::undo)));

  /** How many records that stay when an import is undone are listed individually. */
  private static final int LISTED = 1_000;

  /** When a place in the queue may be free again. */
  private static final Duration UNTIL_ONE_HAS_ENDED = Duration.ofMinutes(1);

  private static final Duration UNTIL_IT_ARRIVED = Duration.ofSeconds(10);

  private final ImportBatches batches;
  private final ItemMappings mappings;
  private final ImportUploads uploads;
  private final ImportReports reports;

  /** Operations on a store, and on the files of this node. */
  public ImportOperations(ImportBatches batches, ItemMappings mappings, ImportUploads uploads) {
    this.batches = batches;
    this.mappings = mappings;
    this.uploads = uploads;
    this.reports = new ImportReports(uploads);
  }

  private ListedImports list(Request<WhichRecords> request) {
    var paging = request.paging();
    var before = before(paging.after());
    var owner = ImportOwners.owner(request, request.input().records());
    var page =
        paging.of(
            batches.latest(owner, before, paging.fetched()),
            batch -> Long.toString(batch.number()));
    var next = page.next();
    return new ListedImports(
        page.map(this::withReports).entries(), next == null ? null : Long.valueOf(next));
  }

  private static long before(String after) {
    return after.isEmpty()
        ? Long.MAX_VALUE
        : ImportOwners.number(after)
            .filter(number -> number > 0)
            .orElseThrow(() -> Problem.invalid("\"after\" must be a number from 1 up."));
  }

  private Import upload(Request<Upload> request) {
    return switch (uploads.receive(ImportWish.of(request, mappings), request.file())) {
      case Outcome.Received(var batch) -> Import.of(batch);
      case Outcome.Refused(var reason, var detail) -> throw problem(reason, detail);
    };
  }

  private static Problem problem(ImportUploads.Reason reason, String detail) {
    return switch (reason) {
      case EMPTY, BROKE_OFF -> Problem.invalid(detail);
      case TOO_LARGE -> Problem.of(Kind.TOO_LARGE, detail);
      case NO_ROOM -> Problem.of(Kind.NO_ROOM, detail);
      case TOO_MANY -> Problem.of(Kind.TOO_MANY, detail).passingAfter(UNTIL_ONE_HAS_ENDED);
      case TOO_SLOW -> Problem.of(Kind.TOO_SLOW, detail);
      case KEY_USED -> Problem.of(Kind.KEY_USED, detail);
      case KEY_ARRIVING -> Problem.refused(detail).passingAfter(UNTIL_IT_ARRIVED);
    };
  }

  private ImportWithReports show(Request<WhichImport> request) {
    return withReports(batch(request));
  }

  private ImportWithReports withReports(ImportBatch batch) {
    var progress =
        uploads
            .progress(batch)
            .map(now -> Progress.of(batch, now))
            .orElseGet(() -> Progress.of(batch));
    return new ImportWithReports(Import.of(batch, progress), reports.addresses(batch));
  }

  private Nothing cancel(Request<WhichImport> request) {
    var batch = batch(request);
    if (!batches.cancel(batch, "It was cancelled by %s.".formatted(request.account().username()))) {
      throw Problem.refused(
          "Import %d is %s already.".formatted(batch.number(), Words.of(batch.state())));
    }
    uploads.forget(batch);
    return Nothing.NOTHING;
  }

  private Download listRejects(Request<WhichImport> request) {
    return reports.rejects(batch(request), "csv");
  }

  private Download rejects(Request<WhichRejects> request) {
    var which = request.input();
    return reports.rejects(batch(request, which.number()), which.format());
  }

  private Download refusedItems(Request<WhichImport> request) {
    return reports.refusedItems(batch(request));
  }

  private Download undecidedCodings(Request<WhichImport> request) {
    return reports.undecidedCodings(batch(request));
  }

  private ListedRepairs listRepairs(Request<WhichRepairs> request) {
    var batch = batch(request, request.input().number());
    var paging = request.paging();
    var after =
        paging.after().isEmpty()
            ? 0
            : ImportOwners.number(paging.after())
                .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
                .orElseThrow(() -> Problem.invalid("\"after\" must be a number from 0 up."))
                .intValue();
    var page =
        paging.of(
            batches.repairs(batch, request.input().kind(), after, paging.fetched()),
            repair -> Integer.toString(repair.number()));
    return ListedRepairs.of(batch.tally().repairs(), page);
  }

  private Undone undo(Request<WhichImport> request) {
    var batch = batch(request);
    if (batch.isDryRun()) {
      throw Problem.refused(
          "Import %d was a dry run: there is nothing to undo.".formatted(batch.number()));
    }
    if (!batch.keepsVersions()) {
      throw Problem.refused(
          "Import %d can't be undone: the versions that it replaced are no longer kept."
              .formatted(batch.number()));
    }
    var staying = new Staying();
    try {
      var undone = batches.undo(batch, staying);
      return new Undone(undone.restored(), undone.removed(), staying.count, staying.first);
    } catch (BatchTakenException e) {
      throw Problem.refused("It can't be undone now: %s.".formatted(e.getMessage()));
    }
  }

  /** Counts the records that stay, and keeps the first of them. */
  private static final class Staying implements UndoListener {

    private final List<StayingRecord> first = new ArrayList<>();
    private int count;

    @Override
    public void record(RecordKey key, String reason) {
      count++;
      if (first.size() < LISTED) {
        first.add(new StayingRecord(key.toString(), reason));
      }
    }
  }

  private ImportBatch batch(Request<WhichImport> request) {
    return batch(request, request.input().number());
  }

  private ImportBatch batch(Request<?> request, String text) {
    return ImportOwners.batch(batches, request, text);
  }
}
