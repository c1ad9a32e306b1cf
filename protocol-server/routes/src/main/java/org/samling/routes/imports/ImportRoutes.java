package org.samling.routes.imports;

import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.samling.core.catalogue.RecordReader;

/**
 * The routes of an import into the catalogue.
 *
 * <pre>
 *   ImportRun -> split: pieces of the file -> write -> ImportReport
 *                                              |  ^
 *                                              +--+ records of a refused batch, one by one
 * </pre>
 *
 * <p>Every source of files, such as a command or a watched folder, sends an {@link ImportRun} to
 * {@link #IMPORT}. The file is split as it is read, so that only a few batches are in memory, and
 * the pieces are written in their order, so that of two records with one key the later one counts.
 */
final class ImportRoutes extends RouteBuilder {

  static final String IMPORT = "direct:catalogue-import";

  private static final String WRITE = "direct:catalogue-import-write";
  private static final int BUSY_TRIES = 5;
  private static final long BUSY_DELAY = 500;

  private final RecordReader reader;
  private final ImportWriter writer;

  ImportRoutes(RecordReader reader, ImportWriter writer) {
    this.reader = reader;
    this.writer = writer;
  }

  @Override
  public void configure() {
    errorHandler(defaultErrorHandler().logExhausted(false));
    onException(ImportException.class)
        .onWhen(ImportRoutes::isBusy)
        .maximumRedeliveries(BUSY_TRIES)
        .redeliveryDelay(BUSY_DELAY)
        .useExponentialBackOff()
        .backOffMultiplier(2)
        .logExhausted(false);

    from(IMPORT)
        .routeId("catalogue-import")
        .split()
        .body(ImportRun.class, run -> new ImportPieces(run, reader)) // closed by the split
        .streaming()
        .stopOnException()
        .to(WRITE)
        .end()
        .process(to(ImportRun.class, ImportRun::report));

    from(WRITE)
        .routeId("catalogue-import-write")
        .process(to(ImportPiece.class, writer::write))
        .split(body())
        .stopOnException()
        .to(WRITE);
  }

  private static boolean isBusy(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof ImportException e
        && e.kind() == ImportException.Kind.BUSY;
  }

  private static <T> Processor to(Class<T> type, Function<T, Object> step) {
    return exchange -> {
      var body = type.cast(Objects.requireNonNull(exchange.getMessage().getBody()));
      exchange.getMessage().setBody(step.apply(body));
    };
  }
}
