package org.samling.routes.imports;

import java.util.List;
import java.util.stream.Stream;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordReader.ReadResult;

/** What the import's routes hand on: a part of a file. */
sealed interface ImportPiece {

  /** The import that it is a part of. */
  ImportRun run();

  /**
   * Records to be written together, with those among them that could not be read. No key occurs
   * twice, nor a number by which the rules match.
   *
   * @param run the import
   * @param results the records in the order of the file
   * @param bytes how far the file, as it lies there, was read for them
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

    /** The same, each record in a batch of its own. */
    List<Batch> apart() {
      return results.stream().map(r -> new Batch(run, List.of(r), bytes, true)).toList();
    }
  }

  /**
   * The end of a file that could not be read to its end.
   *
   * @param run the import
   * @param cause why
   */
  record Unreadable(ImportRun run, Throwable cause) implements ImportPiece {}
}
