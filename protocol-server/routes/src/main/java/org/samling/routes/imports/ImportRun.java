package org.samling.routes.imports;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordReader.ReadResult;

/** One import: its job, and what has come of it so far. Belongs to the thread that runs it. */
final class ImportRun {

  private static final String OTHER_REPAIRS = "Other repairs.";

  /** The parts of a repair that differ from record to record. */
  private static final Pattern PARTICULARS = Pattern.compile("\"[^\"]*\"|(?<=sha256:)[0-9a-f]+");

  private final ImportJob job;
  private final ImportListener listener;
  private final long started = System.nanoTime();
  private final Map<String, Integer> repairs = new HashMap<>();
  private PutCounts put = new PutCounts(0, 0, 0);
  private int read;
  private int rejected;
  private int repaired;
  private int withoutSource;
  private long bytes;

  ImportRun(ImportJob job, ImportListener listener) {
    this.job = job;
    this.listener = listener;
  }

  ImportJob job() {
    return job;
  }

  /** A batch was written or compared. */
  void took(ImportPiece.Batch batch, PutCounts counts) {
    put = put.plus(counts);
    batch.accepted().forEach(this::count);
    for (var result : batch.results()) {
      if (result instanceof ReadResult.Rejected rejection) {
        reject(rejection);
      }
    }
    progress(batch);
  }

  /** The store refused a record that it was given alone. */
  void refused(ImportPiece.Batch batch, String reason) {
    batch
        .accepted()
        .map(a -> new ReadResult.Rejected(a.offset(), a.ordinal(), reason, a.record().original()))
        .forEach(this::reject);
    progress(batch);
  }

  ImportReport report() {
    return new ImportReport(
        read,
        rejected,
        put,
        repaired,
        repairs,
        withoutSource,
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
                read == 0 ? "" : " beyond record " + read,
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
                isBusy ? "had too much to do" : "could not be reached",
                cause.getMessage(),
                job.file(),
                soFar()),
        cause);
  }

  private String soFar() {
    var accepted = read - rejected;
    return job.dryRun()
        ? accepted + " records were compared before; a dry run writes nothing."
        : accepted
            + " records were written before, and stay. Running the import again is safe: it writes"
            + " what is missing and leaves the rest as it is.";
  }

  private void count(ReadResult.Accepted accepted) {
    read++;
    if (namesNoAgency(accepted.record())) {
      withoutSource++;
    }
    if (!accepted.repairs().isEmpty()) {
      repaired++;
      accepted.repairs().stream()
          .map(repair -> PARTICULARS.matcher(repair).replaceAll("…"))
          .collect(Collectors.toSet())
          .forEach(this::countRepair);
    }
  }

  private void countRepair(String repair) {
    var isKnown = repairs.containsKey(repair) || repairs.size() < ImportReport.MAX_REPAIRS;
    repairs.merge(isKnown ? repair : OTHER_REPAIRS, 1, Integer::sum);
  }

  private boolean namesNoAgency(CatalogueRecord record) {
    var content = record.content();
    return record.key().source().equals(job.source())
        && content.controlFields("003").allMatch(String::isBlank)
        && content.dataFields("001").flatMap(f -> f.values('b')).allMatch(String::isBlank);
  }

  private void reject(ReadResult.Rejected rejection) {
    read++;
    rejected++;
    listener.rejected(rejection);
  }

  private void progress(ImportPiece.Batch batch) {
    bytes = batch.bytes();
    listener.progress(bytes, read);
  }
}
