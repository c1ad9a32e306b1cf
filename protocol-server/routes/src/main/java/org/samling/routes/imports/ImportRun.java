package org.samling.routes.imports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemChoice.ItemDecisions;
import org.samling.core.imports.ItemChoice.Terms;
import org.samling.core.imports.RepairTally;
import org.samling.core.organisation.TenantId;
import org.samling.routes.Message;

/** One import: its job and its results so far. Confined to the thread that runs it. */
final class ImportRun implements Message<ImportReport> {

  /** The coding of records in XML and JSON. */
  private static final String NAMED = "as the file says (XML, JSON)";

  private final ImportJob job;
  private final ImportListener listener;
  private final @Nullable ImportBatch batch;
  private final long started = System.nanoTime();
  private final RecordReader.Start start;
  private ImportTally tally;
  private PutCounts put;

  /** The last record of the file up to which rejections were reported. */
  private int rejectionsReported;

  /** The last record up to which refused items were reported. */
  private int itemsReported;

  /** The last record up to which the rules' findings were reported. */
  private int judgedReported;

  /** The last record up to which undecided codings were reported. */
  private int undecidedReported;

  /** The last record up to which repairs were reported. */
  private int repairsReported;

  /** The repairs of a dry run that are listed. */
  private final List<ImportRepair> listed = new ArrayList<>();

  private @Nullable Terms terms;

  private long bytes;

  /**
   * Begins or resumes an import.
   *
   * @param batch the stored import, or null for a dry run
   */
  ImportRun(ImportJob job, ImportListener listener, @Nullable ImportBatch batch) {
    this.job = job;
    this.listener = listener;
    this.batch = batch;
    tally = batch == null ? ImportTally.NOTHING : batch.tally();
    put = batch == null ? new PutCounts(0, 0, 0) : batch.put();
    start = new RecordReader.Start(tally.read(), tally.offset());
    rejectionsReported = tally.read();
    itemsReported = tally.read();
    judgedReported = tally.read();
    undecidedReported = tally.read();
    repairsReported = tally.read();
  }

  ImportJob job() {
    return job;
  }

  /** The stored import, or null in a dry run. */
  @Nullable ImportBatch batch() {
    return batch;
  }

  /** The place in the file where it begins. */
  RecordReader.Start start() {
    return start;
  }

  /** The counts so far. */
  ImportTally tally() {
    return tally;
  }

  /** How many records of the file are done. */
  int read() {
    return tally.read();
  }

  /**
   * Reports the records of a batch that could not be read. They are reported before they are stored
   * as done, so that after a crash in between they are reported twice rather than never.
   */
  void reportRejections(ImportPiece.Batch piece) {
    for (var result : piece.results()) {
      if (result instanceof ReadResult.Rejected rejection
          && rejection.ordinal() > rejectionsReported) {
        tellRejection(rejection);
      }
    }
  }

  /** Reports the records of a batch whose coding is undecided, before the batch is stored. */
  void reportUndecided(ImportPiece.Batch piece) {
    piece
        .accepted()
        .filter(a -> a.ordinal() > undecidedReported)
        .filter(a -> a.coding() != null && a.coding().isUndecided())
        .forEach(listener::undecided);
    undecidedReported = Math.max(undecidedReported, piece.results().getLast().ordinal());
  }

  /** The repairs of a batch that are listed, those beyond the limit of an import left out. */
  List<ImportRepair> listedRepairs(ImportPiece.Batch piece) {
    var repairs = new ArrayList<ImportRepair>();
    var made = tally.repairs().made();
    for (var result : piece.results()) {
      if (result instanceof ReadResult.Accepted record) {
        for (var repair : record.repairs()) {
          made++;
          if (made > ImportRepair.MAX_LISTED) {
            return repairs;
          }
          repairs.add(
              new ImportRepair(
                  made, record.ordinal(), record.offset(), record.record().key(), repair));
          made += repair.count() - 1;
        }
      }
    }
    return repairs;
  }

  /** Reports the repairs of a batch, before the batch is stored. */
  void reportRepairs(List<ImportRepair> repairs) {
    var before = repairsReported;
    for (var repair : repairs) {
      if (repair.ordinal() > before) {
        repairsReported = repair.ordinal();
        listener.repaired(repair);
      }
    }
  }

  /** The repairs that a dry run lists. */
  List<ImportRepair> listed() {
    return List.copyOf(listed);
  }

  /** Reports a record that the store refused on its own. */
  void reportRefusal(ImportPiece.Batch piece, String reason) {
    piece
        .accepted()
        .map(a -> new ReadResult.Rejected(a.offset(), a.ordinal(), reason, a.record().original()))
        .forEach(this::tellRejection);
  }

  private void tellRejection(ReadResult.Rejected rejection) {
    rejectionsReported = rejection.ordinal();
    listener.rejected(rejection);
  }

  /** The terms of the tenant whose items are taken over; asked for only once. */
  Terms terms(Function<TenantId, Terms> ask) {
    var known = terms;
    if (known == null) {
      known = ask.apply(Objects.requireNonNull(job.items()).tenant());
      terms = known;
    }
    return known;
  }

  /** Reports the refused items of a batch, before they are stored as done. */
  void reportItems(ImportPiece.Batch piece, ItemDecisions items) {
    for (var item : items.refused()) {
      if (item.ordinal() > itemsReported) {
        listener.itemRefused(item);
      }
    }
    itemsReported = Math.max(itemsReported, piece.results().getLast().ordinal());
  }

  /** Reports the rules' findings, in the order of the file, before they are stored. */
  void reportFindings(List<ImportJudge.JudgedRecord> judged) {
    for (var one : judged) {
      var record = one.record();
      if (record.ordinal() <= judgedReported) {
        continue;
      }
      judgedReported = record.ordinal();
      if (one.decision().finding() != null) {
        listener.judged(record, one.decision());
      }
      if (ImportJudge.isRejected(one)) {
        listener.rejected(
            new ReadResult.Rejected(
                record.offset(),
                record.ordinal(),
                one.decision().reason(),
                record.record().original()));
      }
    }
  }

  /** The counts including a batch. */
  ImportTally after(ImportPiece.Batch piece, ItemDecisions items) {
    var last = piece.results().getLast();
    var accepted = piece.accepted().toList();
    var repairs = tally.repairs();
    for (var record : accepted) {
      repairs = repairs.plus(RepairTally.of(record.repairs()));
    }
    var codings = new HashMap<>(tally.codings());
    accepted.forEach(a -> codings.merge(coding(a), 1, Integer::sum));
    return new ImportTally(
        last.ordinal(),
        last.offset(),
        tally.rejected() + piece.results().size() - accepted.size(),
        repairs,
        tally.withoutSource()
            + (int) accepted.stream().filter(a -> namesNoAgency(a.record())).count(),
        tally.items().plus(items.tally(Set.of())),
        tally.matches(),
        codings,
        endedEarly(piece));
  }

  private static String coding(ReadResult.Accepted accepted) {
    return accepted.coding() == null ? NAMED : accepted.coding().toString();
  }

  /** The first place where the file ended early: in a zip, other files may follow. */
  private @Nullable String endedEarly(ImportPiece.Batch piece) {
    if (tally.endedEarly() != null) {
      return tally.endedEarly();
    }
    for (var result : piece.results()) {
      if (result instanceof ReadResult.Rejected rest && rest.endsFile()) {
        return "The file ends early, at record %d (byte %d). %s"
            .formatted(rest.ordinal(), rest.offset(), rest.reason());
      }
    }
    return null;
  }

  /** The counts including a batch that the store refused. */
  ImportTally afterRefusal(ImportPiece.Batch piece) {
    var last = piece.results().getLast();
    return new ImportTally(
        last.ordinal(),
        last.offset(),
        tally.rejected() + piece.results().size(),
        tally.repairs(),
        tally.withoutSource(),
        tally.items(),
        tally.matches(),
        tally.codings(),
        tally.endedEarly());
  }

  /** A batch was written or compared. */
  void addBatch(
      ImportPiece.Batch piece, ImportTally after, PutCounts counts, List<ImportRepair> repairs) {
    if (job.isDryRun()) {
      listed.addAll(repairs);
    }
    tally = after;
    put = put.plus(counts);
    bytes = piece.bytes();
    listener.progress(bytes, tally.read());
  }

  ImportReport report() {
    return new ImportReport(
        tally.read(),
        tally.rejected(),
        put,
        tally.repairs(),
        tally.withoutSource(),
        tally.items(),
        tally.matches(),
        tally.codings(),
        tally.endedEarly(),
        bytes,
        Duration.ofNanos(System.nanoTime() - started));
  }

  ImportException unreadable(Throwable cause) {
    return new ImportException(
        ImportException.Kind.FILE,
        report(),
        "%s can't be read%s: %s. %s"
            .formatted(
                job.file(),
                read() == 0 ? "" : " beyond record " + read(),
                cause.getMessage() == null ? cause.toString() : cause.getMessage(),
                soFar()),
        cause);
  }

  ImportException storeFailed(StoreException cause) {
    var isBusy = cause.kind() == StoreException.Kind.BUSY;
    return new ImportException(
        isBusy ? ImportException.Kind.BUSY : ImportException.Kind.STORE,
        report(),
        "The store %s (%s) in the import of %s. %s"
            .formatted(
                isBusy ? "was overloaded" : "failed", cause.getMessage(), job.file(), soFar()),
        cause);
  }

  ImportException takenOver(RuntimeException cause) {
    return new ImportException(
        ImportException.Kind.TAKEN,
        report(),
        "The import of %s ends here: %s.".formatted(job.file(), cause.getMessage()),
        cause);
  }

  private String soFar() {
    var accepted = tally.read() - tally.rejected();
    if (job.isDryRun()) {
      return accepted + " records had been compared; a dry run writes nothing.";
    }
    return batch == null
        ? "Nothing was written."
        : accepted
            + " records had been written, and stay. Continue with the same command,"
            + " or import resume "
            + batch.number()
            + ".";
  }

  private boolean namesNoAgency(CatalogueRecord record) {
    var content = record.content();
    return record.key().source().equals(job.source())
        && content.controlFields("003").allMatch(String::isBlank)
        && content.dataFields("001").flatMap(f -> f.values('b')).allMatch(String::isBlank);
  }
}
