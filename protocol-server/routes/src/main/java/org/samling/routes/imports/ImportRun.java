package org.samling.routes.imports;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemChoice.Chosen;
import org.samling.core.imports.ItemChoice.Terms;
import org.samling.core.organisation.TenantId;

/** One import: its job, and what has come of it so far. Belongs to the thread that runs it. */
final class ImportRun {

  private static final String OTHER_REPAIRS = "Other repairs.";

  /** The coding of records in XML and JSON. */
  private static final String NAMED = "as the file says (XML, JSON)";

  /** The parts of a repair that differ from record to record. */
  private static final Pattern PARTICULARS = Pattern.compile("\"[^\"]*\"|(?<=sha256:)[0-9a-f]+");

  private final ImportJob job;
  private final ImportListener listener;
  private final @Nullable ImportBatch batch;
  private final long started = System.nanoTime();
  private final RecordReader.Start start;
  private ImportTally tally;
  private PutCounts put;

  /** Up to which record of the file rejections were told. */
  private int told;

  /** Up to which record of the file refused items were told. */
  private int toldOfItems;

  /** Up to which record of the file it was told what the rules came to. */
  private int toldOfJudged;

  /** Up to which record of the file undecided codings were told. */
  private int toldOfUndecided;

  private @Nullable Terms terms;

  private long bytes;

  /**
   * Begins, or goes on.
   *
   * @param batch where it goes on, or null for a dry run
   */
  ImportRun(ImportJob job, ImportListener listener, @Nullable ImportBatch batch) {
    this.job = job;
    this.listener = listener;
    this.batch = batch;
    tally = batch == null ? ImportTally.NOTHING : batch.tally();
    put = batch == null ? new PutCounts(0, 0, 0) : batch.put();
    start = new RecordReader.Start(tally.read(), tally.offset());
    told = tally.read();
    toldOfItems = tally.read();
    toldOfJudged = tally.read();
    toldOfUndecided = tally.read();
  }

  ImportJob job() {
    return job;
  }

  /** What is written, or null in a dry run. */
  @Nullable ImportBatch batch() {
    return batch;
  }

  /** Behind which record of the file it begins. */
  RecordReader.Start start() {
    return start;
  }

  /** How far it is. */
  ImportTally tally() {
    return tally;
  }

  /** How many records of the file are done. */
  int read() {
    return tally.read();
  }

  /**
   * Tells of the records of a batch that could not be read. That is told before it is kept that
   * they are done, so that a crash in between has them told twice and not never.
   */
  void tellRejections(ImportPiece.Batch piece) {
    for (var result : piece.results()) {
      if (result instanceof ReadResult.Rejected rejection && rejection.ordinal() > told) {
        tellRejection(rejection);
      }
    }
  }

  /** Tells of the records of a batch whose coding is undecided, before it is kept. */
  void tellUndecided(ImportPiece.Batch piece) {
    piece
        .accepted()
        .filter(a -> a.ordinal() > toldOfUndecided)
        .filter(a -> a.coding() != null && a.coding().isUndecided())
        .forEach(listener::undecided);
    toldOfUndecided = Math.max(toldOfUndecided, piece.results().getLast().ordinal());
  }

  /** Tells of a record that the store refused when it was given alone. */
  void tellRefusal(ImportPiece.Batch piece, String reason) {
    piece
        .accepted()
        .map(a -> new ReadResult.Rejected(a.offset(), a.ordinal(), reason, a.record().original()))
        .forEach(this::tellRejection);
  }

  private void tellRejection(ReadResult.Rejected rejection) {
    told = rejection.ordinal();
    listener.rejected(rejection);
  }

  /** What the tenant has whose items are taken; asked the first time only. */
  Terms terms(Function<TenantId, Terms> ask) {
    var known = terms;
    if (known == null) {
      known = ask.apply(Objects.requireNonNull(job.items()).tenant());
      terms = known;
    }
    return known;
  }

  /** Tells of the refused items of a batch, before it is kept that they are done. */
  void tellItems(ImportPiece.Batch piece, Chosen items) {
    for (var item : items.refused()) {
      if (item.ordinal() > toldOfItems) {
        listener.itemRefused(item);
      }
    }
    toldOfItems = Math.max(toldOfItems, piece.results().getLast().ordinal());
  }

  /** Tells what the rules came to, in the order of the file, before it is kept. */
  void tellJudged(List<ImportJudge.Judged> judged) {
    for (var one : judged) {
      var record = one.record();
      if (record.ordinal() <= toldOfJudged) {
        continue;
      }
      toldOfJudged = record.ordinal();
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

  /** How far it is with a batch. */
  ImportTally after(ImportPiece.Batch piece, Chosen items) {
    var last = piece.results().getLast();
    var accepted = piece.accepted().toList();
    var repairs = new HashMap<>(tally.repairs());
    accepted.forEach(a -> countRepairs(a, repairs));
    var codings = new HashMap<>(tally.codings());
    accepted.forEach(a -> codings.merge(coding(a), 1, Integer::sum));
    return new ImportTally(
        last.ordinal(),
        last.offset(),
        tally.rejected() + piece.results().size() - accepted.size(),
        tally.repaired() + (int) accepted.stream().filter(a -> !a.repairs().isEmpty()).count(),
        tally.withoutSource()
            + (int) accepted.stream().filter(a -> namesNoAgency(a.record())).count(),
        repairs,
        tally.items().plus(items.tally()),
        tally.matches(),
        codings,
        endedEarly(piece));
  }

  private static String coding(ReadResult.Accepted accepted) {
    return accepted.coding() == null ? NAMED : accepted.coding().toString();
  }

  /** Where the file ended early, at the first such place: of a zip other files may follow. */
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

  /** How far it is with a batch that the store refused. */
  ImportTally afterRefusal(ImportPiece.Batch piece) {
    var last = piece.results().getLast();
    return new ImportTally(
        last.ordinal(),
        last.offset(),
        tally.rejected() + piece.results().size(),
        tally.repaired(),
        tally.withoutSource(),
        tally.repairs(),
        tally.items(),
        tally.matches(),
        tally.codings(),
        tally.endedEarly());
  }

  /** A batch was written or compared. */
  void took(ImportPiece.Batch piece, ImportTally after, PutCounts counts) {
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
        tally.repaired(),
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
                isBusy ? "had too much to do" : "failed", cause.getMessage(), job.file(), soFar()),
        cause);
  }

  ImportException taken(RuntimeException cause) {
    return new ImportException(
        ImportException.Kind.TAKEN,
        report(),
        "The import of %s ends here: %s.".formatted(job.file(), cause.getMessage()),
        cause);
  }

  private String soFar() {
    var accepted = tally.read() - tally.rejected();
    if (job.isDryRun()) {
      return accepted + " records were compared before; a dry run writes nothing.";
    }
    return batch == null
        ? "Nothing was written."
        : accepted
            + " records were written before, and stay. The same command, or import resume "
            + batch.number()
            + ", goes on behind them.";
  }

  private static void countRepairs(ReadResult.Accepted accepted, Map<String, Integer> repairs) {
    accepted.repairs().stream()
        .map(repair -> PARTICULARS.matcher(repair).replaceAll("…"))
        .collect(Collectors.toSet())
        .forEach(repair -> {
          var isKnown = repairs.containsKey(repair) || repairs.size() < ImportReport.MAX_REPAIRS;
          repairs.merge(isKnown ? repair : OTHER_REPAIRS, 1, Integer::sum);
        });
  }

  private boolean namesNoAgency(CatalogueRecord record) {
    var content = record.content();
    return record.key().source().equals(job.source())
        && content.controlFields("003").allMatch(String::isBlank)
        && content.dataFields("001").flatMap(f -> f.values('b')).allMatch(String::isBlank);
  }
}
