package org.samling.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.CatalogueFeed.Entry;
import org.samling.core.search.CatalogueFeed.Gone;
import org.samling.core.search.CatalogueFeed.Position;
import org.samling.core.search.CatalogueFeed.Present;
import org.samling.search.copy.IncomingIndex;
import org.samling.search.copy.IndexSnapshot;
import org.samling.search.copy.Neighbours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the index from the feed, one batch at a time. Safe for use by many threads: they take
 * turns, and the next one repeats a batch that failed.
 */
final class FeedIndexer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedIndexer.class);

  /** The number of records in a batch. */
  static final int BATCH = 1_000;

  /** How long written records may stay invisible to searches while there is more to write. */
  private static final long LONGEST_UNSEEN = Duration.ofSeconds(1).toNanos();

  private final IndexDirectory directory;
  private final CatalogueFeed feed;
  private final Duration commitInterval;
  private final Neighbours neighbours;

  private volatile Index index;
  private volatile @Nullable Position position;

  /**
   * The position in the feed up to which records are written, if that is more than is searchable.
   */
  private @Nullable Position written;

  private long lastShown = System.nanoTime();
  private volatile boolean hasCaughtUp;
  private volatile boolean isClosing;
  private boolean isCommitted = true;
  private long lastCommit = System.nanoTime();

  /** The full read in progress, or null. Meanwhile nothing is made searchable or committed. */
  private @Nullable FullRead reading;

  /** The open index. */
  private record Index(IndexWriter writer, ReaderManager readers) {}

  /**
   * The progress of a full read.
   *
   * @param end the end of the feed before the first record was read
   * @param last the last record read, or null
   * @param count how many records were read
   * @param ahead the records after it, which are being read ahead
   */
  private record FullRead(
      Position end, @Nullable UUID last, long count, FutureTask<List<Entry>> ahead) {}

  /**
   * Opens the index; throws like {@link IndexDirectory#open} and the feed.
   *
   * @param neighbours are asked for their index where there is none here
   */
  FeedIndexer(
      IndexDirectory directory,
      CatalogueFeed feed,
      Duration commitInterval,
      Neighbours neighbours) {
    this.directory = directory;
    this.feed = feed;
    this.commitInterval = commitInterval;
    this.neighbours = neighbours;
    this.index = open(directory, feed);
    this.position = committed(index.writer());
  }

  private static Index open(IndexDirectory directory, CatalogueFeed feed) {
    var writer = directory.open(feed);
    try {
      return new Index(writer, new ReaderManager(writer, true, false));
    } catch (IOException e) {
      rollBack(writer, e);
      throw new IndexException("the index can't be read: " + e, e);
    }
  }

  private static @Nullable Position committed(IndexWriter writer) {
    var commit = new HashMap<String, String>();
    var data = writer.getLiveCommitData();
    if (data != null) {
      data.forEach(entry -> commit.put(entry.getKey(), entry.getValue()));
    }
    return IndexDirectory.position(commit);
  }

  /**
   * The index in its current searchable state; the caller releases the reference.
   *
   * @throws AlreadyClosedException if the index is closed
   */
  DirectoryReader acquire() throws IOException {
    while (true) {
      var current = index;
      try {
        return current.readers().acquire();
      } catch (AlreadyClosedException e) {
        if (isClosing || current.equals(index)) {
          throw e;
        }
      }
    }
  }

  /** The position in the feed up to which records are searchable, or null if none are. */
  @Nullable Position position() {
    return position;
  }

  /** Whether the whole feed was searchable at some moment. */
  boolean hasCaughtUp() {
    return hasCaughtUp;
  }

  /**
   * Indexes one batch.
   *
   * @return whether there may be more
   * @throws org.samling.core.StoreException if the store is not available
   * @throws IndexException if the index can't be written
   */
  synchronized boolean step() {
    makeReady();
    try {
      if (reading != null) {
        return readOn(reading);
      }
      if (position != null) {
        return follow(position);
      }
      if (neighbours.copyTo(this::take)) {
        return true;
      }
      makeReady();
      if (position == null) {
        begin();
      }
      return true;
    } catch (IOException | AlreadyClosedException e) {
      throw failed(e);
    }
  }

  /**
   * Reads all records again, and then the changes made meanwhile. If the store fails in between,
   * the next step continues.
   */
  synchronized void rebuild(LuceneCatalogue.Progress progress) {
    makeReady();
    var about = feed.approximateCount();
    try {
      begin();
    } catch (IOException | AlreadyClosedException e) {
      throw failed(e);
    }
    while (step()) {
      if (reading != null) {
        progress.indexed(reading.count(), about);
      }
    }
  }

  /** Takes a copy into use, from whose position the index then follows the feed. */
  private IncomingIndex take(InputStream stream) throws IOException {
    var copy = directory.receive(stream, feed::end);
    index.writer().rollback();
    directory.replaceBy(copy);
    makeReady();
    if (position == null) {
      throw new IOException("it could not be opened; the log says why");
    }
    return copy;
  }

  /** Ends a copy that is being received: the index is about to be closed. */
  void endCopying() {
    isClosing = true;
    neighbours.close();
  }

  /**
   * A snapshot of the last commit.
   *
   * @throws IOException if there is no commit yet, or its files can't be read
   */
  IndexSnapshot snapshot() throws IOException {
    return IndexSnapshot.of(index.writer());
  }

  private void begin() throws IOException {
    var end = feed.end();
    var _ = index.writer().deleteAll();
    written = null;
    hasCaughtUp = false;
    reading = new FullRead(end, null, 0, readAhead(null));
    LOG.info("reading all records into the index");
  }

  private boolean readOn(FullRead current) throws IOException {
    var entries = taken(current);
    if (entries.isEmpty()) {
      reading = null;
      flush();
      show(current.end());
      commit();
      LOG.info("{} records read into the index", current.count());
    } else {
      var last = entries.getLast().id();
      reading =
          new FullRead(current.end(), last, current.count() + entries.size(), readAhead(last));
      add(entries);
    }
    return true;
  }

  /** Reads the next records while the previous ones are being written. */
  private FutureTask<List<Entry>> readAhead(@Nullable UUID after) {
    var task = reading(after);
    Thread.ofPlatform().daemon().name("index-reader").start(task);
    return task;
  }

  private FutureTask<List<Entry>> reading(@Nullable UUID after) {
    return new FutureTask<>(() -> feed.recordsAfter(after, BATCH));
  }

  /**
   * The records read ahead. If reading failed, it is retried in the next step and not before: the
   * store may be back by then.
   */
  private List<Entry> taken(FullRead current) {
    current.ahead().run(); // does nothing if a thread has started it
    try {
      return current.ahead().get();
    } catch (ExecutionException e) {
      reading =
          new FullRead(current.end(), current.last(), current.count(), reading(current.last()));
      throw e.getCause() instanceof StoreException fault
          ? fault
          : new IllegalStateException("records can't be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Kind.UNAVAILABLE, "interrupted", e);
    }
  }

  private boolean follow(Position shown) throws IOException {
    var from = written == null ? shown : written;
    var changes = feed.changesAfter(from, BATCH);
    var lost = from.whyLost(changes.end());
    if (lost != null) {
      var continued = feed.continued(from);
      if (continued.isPresent()) {
        LOG.info("the index goes on from where it was before a standby took over");
        goOn(continued.get());
      } else {
        LOG.warn("rebuilding the index; meanwhile the old one is searched: {}", lost);
        begin();
      }
      return true;
    }
    var isNew = !changes.entries().isEmpty();
    if (isNew) {
      write(changes.entries());
      written = changes.next();
    } else {
      hasCaughtUp = written == null;
    }
    var isMore = changes.entries().size() >= BATCH;
    if (written != null && (!isMore || System.nanoTime() - lastShown >= LONGEST_UNSEEN)) {
      if (isMore) {
        flush();
      }
      show(written);
    }
    if (written == null
        && !isCommitted
        && System.nanoTime() - lastCommit >= commitInterval.toNanos()) {
      commit();
    }
    return isNew;
  }

  private void goOn(Position from) {
    if (written == null) {
      position = from;
      isCommitted = false;
    } else {
      written = from;
    }
  }

  /**
   * Writes records that the index does not have, on all processors. Makes all documents before the
   * first is written, like {@link #write}.
   */
  private void add(List<Entry> entries) throws IOException {
    var documents =
        entries.parallelStream()
            .filter(Present.class::isInstance)
            .map(entry -> RecordDocument.of((Present) entry))
            .toList();
    var writer = index.writer();
    try {
      documents.parallelStream().forEach(document -> addTo(writer, document));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Writes what the buffers hold to segments, on all processors: a refresh alone would do it on
   * one.
   */
  private void flush() throws IOException {
    var writer = index.writer();
    try {
      IntStream.range(0, Runtime.getRuntime().availableProcessors())
          .parallel()
          .forEach(_ -> flushNext(writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void flushNext(IndexWriter writer) {
    try {
      while (writer.flushNextBuffer()) {
        // another buffer may be left
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addTo(IndexWriter writer, Document document) {
    try {
      var _ = writer.addDocument(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A change to the index for one record.
   *
   * @param id the term that identifies its document
   * @param document the document, or null if the record was deleted
   */
  private record Change(Term id, @Nullable Document document) {

    public static Change of(Entry entry) {
      return new Change(
          RecordDocument.id(entry.id()),
          switch (entry) {
            case Present present -> RecordDocument.of(present);
            case Gone _ -> null;
          });
    }

    void writeTo(IndexWriter writer) {
      try {
        var _ = document == null ? writer.deleteDocuments(id) : writer.updateDocument(id, document);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Writes changes, each of a different record, on all processors. Makes all documents before the
   * first is written, so that an error leaves nothing half done.
   */
  private void write(List<Entry> entries) throws IOException {
    var changes = entries.parallelStream().map(Change::of).toList();
    var writer = index.writer();
    try {
      changes.parallelStream().forEach(change -> change.writeTo(writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Makes written records searchable. */
  private void show(Position upTo) throws IOException {
    index.readers().maybeRefreshBlocking();
    position = upTo;
    written = null;
    lastShown = System.nanoTime();
    isCommitted = false;
  }

  private void commit() throws IOException {
    if (position != null) {
      index.writer().setLiveCommitData(IndexDirectory.commit(position).entrySet());
      var _ = index.writer().commit();
      isCommitted = true;
      lastCommit = System.nanoTime();
    }
  }

  /** Rolls back to the last commit: after an error the state of the writer is unknown. */
  private IndexException failed(Exception cause) {
    rollBack(index.writer(), cause);
    return new IndexException(
        "the index can't be written (%s); check whether its disk is full".formatted(cause), cause);
  }

  /** After an error restarts from the last commit. The old state stays searchable until then. */
  private void makeReady() {
    if (isClosing) {
      throw new IndexException("the index is closed", null);
    }
    if (index.writer().isOpen()) {
      return;
    }
    var old = index;
    index = open(directory, feed);
    position = committed(index.writer());
    written = null;
    reading = null;
    isCommitted = true;
    try {
      old.readers().close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void rollBack(IndexWriter writer, Exception cause) {
    try {
      writer.rollback();
    } catch (IOException | AlreadyClosedException e) {
      cause.addSuppressed(e);
    }
  }

  /** Commits what is searchable, and closes the index. */
  @Override
  public void close() throws IOException {
    isClosing = true;
    synchronized (this) {
      try {
        if (reading == null && !isCommitted && index.writer().isOpen()) {
          commit();
        }
      } finally {
        index.writer().rollback();
        index.readers().close();
      }
    }
  }
}
