package org.samling.routes.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportBatches;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.ImportJob.Mode;

/** A library, and the service that imports files into it. */
final class ServedImports implements AutoCloseable {

  static final RecordReader MARC = new MarcRecordReader();

  final TestLibrary library = new TestLibrary();
  private final List<DefaultCamelContext> contexts = new CopyOnWriteArrayList<>();
  private final ImportService service = service(MARC);

  /** A service of a test's own, with this reader, on the library's store. */
  ImportService service(RecordReader reader) {
    return service(reader, library.store);
  }

  /** A service of a test's own on another store of the library's. */
  ImportService service(RecordReader reader, PostgresStore store) {
    return service(reader, store, store.importBatches(), DiskReserve.UNSEEN);
  }

  /** A service of a test's own that keeps its batches here, and asks for room there. */
  ImportService service(
      RecordReader reader, PostgresStore store, ImportBatches batches, DiskReserve room) {
    var context = new DefaultCamelContext();
    context.disableJMX();
    context.start();
    contexts.add(context);
    return new ImportService(
        context,
        reader,
        new MarcRecordRenderer(),
        batches,
        store.importReviews(),
        store.itemRegister(),
        store.inquiries(),
        room);
  }

  static ImportJob job(Path file) {
    return new ImportJob(file, null, "799700", null, "test", Mode.GO_ON);
  }

  ImportReport load(ImportJob job) {
    return load(job, new Rejections());
  }

  ImportReport load(ImportJob job, ImportListener listener) {
    return service.load(job, listener);
  }

  /** Keeps what was rejected. */
  static class Rejections implements ImportListener {

    final List<ReadResult.Rejected> records = new ArrayList<>();

    @Override
    public void progress(long bytes, int records) {}

    @Override
    public void rejected(ReadResult.Rejected record) {
      records.add(record);
    }
  }

  /** What a file holds, and as it is read which record that is. */
  static Iterator<ReadResult> each(
      InputStream in, RecordReader.Options options, IntConsumer handedOut) {
    var results = MARC.read(in, options);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return results.hasNext();
      }

      @Override
      public ReadResult next() {
        var result = results.next();
        handedOut.accept(result.ordinal());
        return result;
      }
    };
  }

  @Override
  public void close() throws IOException {
    for (var context : contexts) {
      context.close();
    }
    library.close();
  }
}
