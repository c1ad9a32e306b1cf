package org.samling.routes.imports;

import java.util.List;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemChoice.ItemDecisions;
import org.samling.core.imports.Overlay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the pieces of an import to the catalogue. */
final class ImportWriter {

  private static final Logger LOG = LoggerFactory.getLogger(ImportWriter.class);

  private static final char NUL = '\0';

  private final Overlay.MergedRecordWriter merged;
  private final ImportBatches batches;
  private final ImportItems items;
  private final DiskReserve room;

  ImportWriter(
      Overlay.MergedRecordWriter merged,
      ImportBatches batches,
      ImportItems items,
      DiskReserve room) {
    this.merged = merged;
    this.batches = batches;
    this.items = items;
    this.room = room;
  }

  /**
   * Writes a piece together with the import's position.
   *
   * <p>A batch with a record that the store refuses is returned as its single records; a record
   * that is refused on its own as well is rejected.
   *
   * @return the batches to be written again
   * @throws ImportException when the store fails, or this is the end of an unreadable file
   */
  List<ImportPiece.Batch> write(ImportPiece piece) {
    return switch (piece) {
      case ImportPiece.Batch batch -> write(batch);
      case ImportPiece.Unreadable(var run, var cause) -> throw run.unreadable(cause);
    };
  }

  private List<ImportPiece.Batch> write(ImportPiece.Batch batch) {
    var run = batch.run();
    run.reportRejections(batch);
    run.reportUndecided(batch);
    try {
      var chosen = items.choose(batch);
      run.reportItems(batch, chosen);
      var repairs = run.listedRepairs(batch);
      run.reportRepairs(repairs);
      put(batch, batch.records(), chosen, run.after(batch, chosen), repairs);
      return List.of();
    } catch (BatchTakenException e) {
      throw run.takenOver(e);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw run.storeFailed(e);
      }
      if (!batch.isAlone()) {
        return batch.singleRecords();
      }
      refuse(batch, e);
      return List.of();
    }
  }

  private void refuse(ImportPiece.Batch batch, StoreException refusal) {
    var run = batch.run();
    LOG.error("the store refused a readable record of {}", run.job().file(), refusal);
    run.reportRefusal(batch, reason(batch, refusal));
    try {
      put(batch, List.of(), ItemDecisions.NOTHING, run.afterRefusal(batch), List.of());
    } catch (StoreException e) {
      throw run.storeFailed(e);
    }
  }

  private void put(
      ImportPiece.Batch piece,
      List<CatalogueRecord> records,
      ItemDecisions items,
      ImportTally after,
      List<ImportRepair> repairs) {
    var run = piece.run();
    var judge = new ImportJudge(piece, merged, items);
    var counts = put(run, records, judge, items.put(), after, repairs);
    run.addBatch(piece, judge.with(after), counts, repairs);
  }

  private PutCounts put(
      ImportRun run,
      List<CatalogueRecord> records,
      ImportJudge judge,
      List<NewItem> newItems,
      ImportTally after,
      List<ImportRepair> repairs) {
    // A dry run takes disk space, too, until the database has vacuumed what was rolled back.
    var shortage = room.shortage();
    if (shortage.isPresent()) {
      throw new StoreException(StoreException.Kind.UNAVAILABLE, shortage.get(), null);
    }
    var batch = run.batch();
    if (batch == null) {
      return batches.compare(run.job().tenant(), records, judge);
    }
    return batches.write(batch, records, judge, newItems, run.read(), after, repairs);
  }

  /** Why the store refused a record, as a sentence for a cataloguer. */
  private static String reason(ImportPiece.Batch batch, StoreException refusal) {
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
        .orElseGet(() -> "The store refused the record. " + refusal.getMessage());
  }

  private static boolean holdsNul(Field field) {
    return switch (field) {
      case ControlField(_, var value) -> value.indexOf(NUL) >= 0;
      case DataField data -> data.subfields().stream().anyMatch(s -> s.value().indexOf(NUL) >= 0);
    };
  }
}
