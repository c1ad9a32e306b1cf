package org.samling.routes;

import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.samling.core.catalogue.Catalogue;
import org.samling.core.catalogue.RecordReader;

/**
 * Imports files of bibliographic records into the catalogue.
 *
 * <p>Reading and writing overlap, and memory does not grow with the file. Records are matched by
 * their key, and the same file again changes nothing. Safe for use by several threads.
 */
public final class ImportService {

  private final Producer producer;

  /**
   * Adds the import's routes to a Camel context that is started.
   *
   * @param camel the context
   * @param reader reads the files
   * @param catalogue keeps the records
   */
  public ImportService(CamelContext camel, RecordReader reader, Catalogue catalogue) {
    try {
      camel.addRoutes(new ImportRoutes(reader, new ImportWriter(catalogue)));
      producer = camel.getEndpoint(ImportRoutes.IMPORT).createProducer();
      producer.start();
    } catch (Exception e) {
      throw new IllegalStateException("the import's routes could not be started", e);
    }
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
    var exchange = producer.getEndpoint().createExchange();
    exchange.getIn().setBody(new ImportRun(job, listener));
    try {
      producer.process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    if (exchange.getException() != null) {
      throw fault(exchange.getException());
    }
    return (ImportReport) Objects.requireNonNull(exchange.getMessage().getBody());
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
