package org.samling.routes.imports;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordReader.Undecoded;

/**
 * The pieces of a file, read ahead on a thread of their own while earlier ones are written.
 *
 * <p>Memory holds at most the batch being written, {@value #AHEAD} that wait, and the one being
 * read. It is a platform thread, because decoding is CPU work that never yields; all cores share
 * it.
 */
final class ImportPieces implements Iterator<ImportPiece>, Closeable {

  /** The most records in a batch. */
  static final int MAX_RECORDS = 1_000;

  /** The size of records, in bytes, that ends a batch. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final int AHEAD = 1;

  private final ImportRun run;
  private final RecordReader reader;
  private final Thread thread;

  /** The pieces read; an empty element marks the end. */
  private final BlockingQueue<Optional<ImportPiece>> ahead = new ArrayBlockingQueue<>(AHEAD);

  private @Nullable ImportPiece next;
  private boolean atEnd;

  private final List<Undecoded> undecoded = new ArrayList<>();
  private List<ReadResult> results = new ArrayList<>();
  private final Set<RecordKey> keys = new HashSet<>();

  /** What the records of a batch have in common by which the rules match. */
  private final MatchesInBatch matches;

  private int size;

  /** Starts to read. */
  ImportPieces(ImportRun run, RecordReader reader) {
    this.run = run;
    this.reader = reader;
    this.matches = new MatchesInBatch(run.job().rules().match());
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("catalogue-import-" + run.job().file().getFileName())
            .start(this::readAll);
  }

  @Override
  public boolean hasNext() {
    if (next == null && !atEnd) {
      try {
        next = ahead.take().orElse(null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        next = new ImportPiece.Unreadable(run, e);
      }
      atEnd = next == null;
    }
    return next != null;
  }

  @Override
  public ImportPiece next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("the file has no more pieces");
    }
    var piece = next;
    next = null;
    return piece;
  }

  /** Stops reading, and returns when the file is closed. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll() {
    try {
      try {
        read();
      } catch (InterruptedException e) {
        throw e;
      } catch (Throwable e) { // the waiting reader must get it, whatever it is
        ahead.put(Optional.of(new ImportPiece.Unreadable(run, e)));
      }
      ahead.put(Optional.empty());
    } catch (InterruptedException e) {
      // The import was closed: the rest is not needed.
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws IOException, InterruptedException {
    var job = run.job();
    try (var in = new Counted(Files.newInputStream(job.file()))) {
      var options =
          new RecordReader.Options(job.format(), job.source(), false, run.start(), job.coding());
      var records = reader.split(in, options);
      try {
        while (records.hasNext()) {
          add(records.next(), in);
        }
      } catch (RuntimeException | Error fault) {
        // What was read before is passed on. Not so when interrupted: then nobody takes it, and
        // passing it on would wait for ever.
        decode(in);
        throw fault;
      }
      decode(in);
    }
  }

  private void add(Undecoded record, Counted in) throws InterruptedException {
    undecoded.add(record);
    size += record.size();
    if (undecoded.size() >= MAX_RECORDS || size >= MAX_BYTES) {
      decode(in);
    }
  }

  /** Decodes the collected records on all cores, and passes them on in the order of the file. */
  private void decode(Counted in) throws InterruptedException {
    for (var result : undecoded.parallelStream().map(Undecoded::decode).toList()) {
      // A repeated key or match ends the batch, so that the later record is compared with the
      // earlier one and not lost in the count.
      if (result instanceof ReadResult.Accepted accepted && !isFirst(accepted.record())) {
        endBatch(in);
        isFirst(accepted.record());
      }
      results.add(result);
    }
    undecoded.clear();
    size = 0;
    endBatch(in);
  }

  /**
   * Adds a record's key and values to the batch's; false where a record of the batch has its key or
   * matches it.
   */
  private boolean isFirst(CatalogueRecord record) {
    var isFirst = keys.add(record.key());
    return !matches.add(record) && isFirst;
  }

  private void endBatch(Counted in) throws InterruptedException {
    if (!results.isEmpty()) {
      ahead.put(Optional.of(new ImportPiece.Batch(run, results, in.count, false)));
      results = new ArrayList<>();
      keys.clear();
      matches.clear();
    }
  }

  /** Counts the bytes that are read. */
  private static final class Counted extends FilterInputStream {

    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var read = super.read(buffer, offset, length);
      count += Math.max(read, 0);
      return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
      var skipped = super.skip(wanted);
      count += skipped;
      return skipped;
    }
  }
}
