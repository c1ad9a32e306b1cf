package org.samling.routes.imports;

import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportRepair;
import org.samling.core.imports.ItemChoice.Refused;
import org.samling.core.imports.Overlay.Decision;

/** Receives the progress of an import, on the thread that runs it. An exception ends the import. */
public interface ImportListener {

  /**
   * Some more records are done.
   *
   * @param bytes how many bytes of the file as stored, before decompression, were read for all that
   *     is done
   * @param records how many records of the file are done
   */
  void progress(long bytes, int records);

  /** A record was rejected: it could not be read, or the store refused it. */
  void rejected(ReadResult.Rejected record);

  /** An item that a record describes was refused. Never called where no items are taken over. */
  default void itemRefused(Refused item) {}

  /** A record was read whose character coding is uncertain. */
  default void undecided(ReadResult.Accepted record) {}

  /** A record was repaired to be read; called for the repairs that are listed. */
  default void repaired(ImportRepair repair) {}

  /** The rules came to a finding about a record. */
  default void judged(ReadResult.Accepted record, Decision decision) {}
}
