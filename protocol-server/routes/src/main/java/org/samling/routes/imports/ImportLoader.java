package org.samling.routes.imports;

import java.time.Duration;
import java.util.List;
import org.samling.core.catalogue.RecordReader;

/**
 * Loads a file into the catalogue.
 *
 * <pre>
 *   ImportRun -> pieces of the file -> write -> ImportReport
 *                                      |  ^
 *                                      +--+ records of a refused batch, one by one
 * </pre>
 *
 * <p>The file is split as it is read, so that only a few batches are in memory, and the pieces are
 * written in their order, so that of two records with one key the later one counts.
 */
final class ImportLoader {

  private static final int BUSY_RETRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final RecordReader reader;
  private final ImportWriter writer;

  ImportLoader(RecordReader reader, ImportWriter writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * Loads the file of a run to its end.
   *
   * @throws ImportException when the file or the store ended it early
   */
  ImportReport load(ImportRun run) {
    try (var pieces = new ImportPieces(run, reader)) {
      while (pieces.hasNext()) {
        write(pieces.next());
      }
    }
    return run.report();
  }

  private void write(ImportPiece piece) {
    written(piece).forEach(this::write);
  }

  /** Writes a piece, and waits in between while the store is busy. */
  private List<ImportPiece.Batch> written(ImportPiece piece) {
    var pause = FIRST_PAUSE;
    for (var retries = 0; ; retries++) {
      try {
        return writer.write(piece);
      } catch (ImportException e) {
        if (e.kind() != ImportException.Kind.BUSY || retries == BUSY_RETRIES) {
          throw e;
        }
        waitOr(e, pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static void waitOr(ImportException busy, Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw busy;
    }
  }
}
