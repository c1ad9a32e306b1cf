package org.samling.routes.imports;

import java.util.List;
import org.apache.camel.CamelContext;
import org.samling.core.catalogue.Catalogue;
import org.samling.core.catalogue.RecordReader;
import org.samling.routes.Switchboard;

/**
 * Imports files of bibliographic records into the catalogue.
 *
 * <p>Reading and writing overlap, and memory does not grow with the file. Records are matched by
 * their key, and the same file again changes nothing. Safe for use by several threads.
 */
public final class ImportService {

  private final Switchboard switchboard;

  /**
   * Adds the import's routes to a Camel context that is started.
   *
   * @param camel the context
   * @param reader reads the files
   * @param catalogue keeps the records
   */
  public ImportService(CamelContext camel, RecordReader reader, Catalogue catalogue) {
    switchboard =
        new Switchboard(
            camel,
            new ImportRoutes(reader, new ImportWriter(catalogue)),
            List.of(ImportRoutes.IMPORT));
  }

  /**
   * Imports one file, and returns when all of it is written.
   *
   * @param job the file and what becomes of it
   * @param listener is told of its progress and of rejected records
   * @return what came of it
   * @throws ImportException when the file or the store ended it early
   */
  public ImportReport load(ImportJob job, ImportListener listener) {
    try {
      return (ImportReport) switchboard.send(ImportRoutes.IMPORT, new ImportRun(job, listener));
    } catch (Exception e) {
      throw fault(e);
    }
  }

  /** The fault itself, out of what Camel put around it. */
  private static RuntimeException fault(Exception outer) {
    for (Throwable fault = outer; fault != null; fault = fault.getCause()) {
      if (fault instanceof RuntimeException itself) {
        return itself;
      }
    }
    return new IllegalStateException("the import failed", outer);
  }
}
