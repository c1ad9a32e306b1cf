package org.samling.routes.imports;

import java.util.List;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Catalogue;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;

/** Writes the pieces of an import to the catalogue. */
final class ImportWriter {

  private static final char NUL = '\0';

  private final Catalogue catalogue;

  ImportWriter(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Writes a piece.
   *
   * <p>A fault means one of two things: the store can't be reached, or a record is such that it
   * can't be kept. A question that touches no record tells which. A batch with such a record comes
   * back as its single records; one that is refused alone as well is rejected.
   *
   * @return what is to be written again
   * @throws ImportException when the store can't be reached, or this is the end of an unreadable
   *     file
   */
  List<ImportPiece.Batch> write(ImportPiece piece) {
    return switch (piece) {
      case ImportPiece.Batch batch -> write(batch);
      case ImportPiece.Unreadable(var run, var cause) -> throw run.unreadable(cause);
    };
  }

  private List<ImportPiece.Batch> write(ImportPiece.Batch batch) {
    var run = batch.run();
    PutCounts counts;
    try {
      counts = put(run.job(), batch.records());
    } catch (RuntimeException e) {
      if (e instanceof StoreException fault && fault.kind() == StoreException.Kind.BUSY) {
        throw run.storeFailed(fault);
      }
      checkReachable(run);
      if (!batch.isAlone()) {
        return batch.apart();
      }
      run.refused(batch, reason(batch, e));
      return List.of();
    }
    run.took(batch, counts);
    return List.of();
  }

  private PutCounts put(ImportJob job, List<CatalogueRecord> records) {
    if (records.isEmpty()) {
      return new PutCounts(0, 0, 0);
    }
    return job.dryRun()
        ? catalogue.compareRecords(job.tenant(), records)
        : catalogue.putRecords(job.tenant(), records);
  }

  private void checkReachable(ImportRun run) {
    try {
      catalogue.compareRecords(run.job().tenant(), List.of());
    } catch (StoreException e) {
      throw run.storeFailed(e);
    }
  }

  /** Why the store refused a record, as a sentence for a cataloguer. */
  private static String reason(ImportPiece.Batch batch, RuntimeException fault) {
    var withNul =
        batch.records().stream()
            .flatMap(r -> r.content().fields().stream())
            .filter(ImportWriter::holdsNul)
            .findFirst();
    return withNul
        .map(field ->
            "Field "
                + field.tag()
                + " holds the character U+0000 (NUL), which can't be kept; take"
                + " it out.")
        .orElseGet(() -> "The store refused the record: " + firstLine(fault));
  }

  private static boolean holdsNul(Field field) {
    return switch (field) {
      case ControlField(_, var value) -> value.indexOf(NUL) >= 0;
      case DataField data -> data.subfields().stream().anyMatch(s -> s.value().indexOf(NUL) >= 0);
    };
  }

  private static String firstLine(RuntimeException fault) {
    return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
  }
}
