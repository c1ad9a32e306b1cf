package org.samling.routes.imports;

import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ItemChoice.Refused;
import org.samling.core.imports.Overlay.Decision;

/**
 * Is told of an import while it runs, on the thread that runs it. What it throws ends the import.
 */
public interface ImportListener {

  /**
   * Some more records are done.
   *
   * @param bytes how many bytes of the file, as it lies there, were read for all that is done
   * @param records how many records of the file are done
   */
  void progress(long bytes, int records);

  /** A record was rejected: it could not be read, or the store refused it. */
  void rejected(ReadResult.Rejected record);

  /** An item was refused that a record describes. Where no items are wanted, none is. */
  default void itemRefused(Refused item) {}

  /** A record was read whose coding nothing tells for certain. */
  default void undecided(ReadResult.Accepted record) {}

  /** The rules came to something that is told of a record. */
  default void judged(ReadResult.Accepted record, Decision decision) {}
}
