package org.samling.routes.imports;

import java.util.List;
import java.util.stream.Stream;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordReader.ReadResult;

/** A part of a file, as it passes through the import's routes. */
sealed interface ImportPiece {

  /** The import that it belongs to. */
  ImportRun run();

  /**
   * Records to be written together, with those among them that could not be read. No key, and no
   * number by which the rules match, occurs twice.
   *
   * @param run the import
   * @param results the records in the order of the file
   * @param bytes up to which byte the file as stored was read for them
   * @param isAlone whether this is a single record of a batch that the store refused
   */
  record Batch(ImportRun run, List<ReadResult> results, long bytes, boolean isAlone)
      implements ImportPiece {

    public Batch {
      results = List.copyOf(results);
    }

    /** The records to be written. */
    List<CatalogueRecord> records() {
      return accepted().map(ReadResult.Accepted::record).toList();
    }

    Stream<ReadResult.Accepted> accepted() {
      return results.stream()
          .filter(ReadResult.Accepted.class::isInstance)
          .map(ReadResult.Accepted.class::cast);
    }

    /** The same records, each in a batch of its own. */
    List<Batch> singleRecords() {
      return results.stream().map(r -> new Batch(run, List.of(r), bytes, true)).toList();
    }
  }

  /**
   * The end of a file that could not be read to its end.
   *
   * @param run the import
   */
  record Unreadable(ImportRun run, Throwable cause) implements ImportPiece {}
}
