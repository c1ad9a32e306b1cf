package org.samling.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the index from the feed, one piece at a time. Safe for use by many threads: they take
 * turns, and a piece that failed is done again by whoever comes next.
 */
final class FeedIndexer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedIndexer.class);

  /** How many records are a piece. */
  static final int PIECE = 1_000;

  /** How long what is written may wait to be searchable, where there is more to write. */
  private static final long LONGEST_UNSEEN = Duration.ofSeconds(1).toNanos();

  private final IndexDirectory directory;
  private final CatalogueFeed feed;
  private final Duration commitInterval;

  private volatile Index index;
  private volatile @Nullable Position position;

  /** The place in the feed up to which is written, where that is more than is searchable. */
  private @Nullable Position written;

  private long lastShown = System.nanoTime();
  private volatile boolean hasCaughtUp;
  private volatile boolean isClosing;
  private boolean isCommitted = true;
  private long lastCommit = System.nanoTime();

  /** All records being read anew, or null. Meanwhile nothing is made searchable or durable. */
  private @Nullable Reading reading;

  /** The open index. */
  private record Index(IndexWriter writer, ReaderManager readers) {}

  /**
   * How far all records have been read.
   *
   * @param end the end of the feed before the first was read
   * @param last the last record that was read, or null
   * @param count how many were read
   * @param ahead the records after it, which are being read
   */
  private record Reading(
      Position end, @Nullable UUID last, long count, FutureTask<List<Entry>> ahead) {}

  /** Opens the index, and throws as {@link IndexDirectory#open} and the feed do. */
  FeedIndexer(IndexDirectory directory, CatalogueFeed feed, Duration commitInterval) {
    this.directory = directory;
    this.feed = feed;
    this.commitInterval = commitInterval;
    this.index = open(directory, feed);
    this.position = committed(index.writer());
  }

  private static Index open(IndexDirectory directory, CatalogueFeed feed) {
    var writer = directory.open(feed.end());
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
   * The index as it is searchable now; the caller releases the reference.
   *
   * @throws AlreadyClosedException when the index is closed
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

  /** The place in the feed up to which records are searchable, or null where none are. */
  @Nullable Position position() {
    return position;
  }

  /** Whether everything that the feed had to tell was searchable at some moment. */
  boolean hasCaughtUp() {
    return hasCaughtUp;
  }

  /**
   * Does one piece.
   *
   * @return whether there may be more
   * @throws org.samling.core.StoreException when the store can't be asked
   * @throws IndexException when the index can't be written
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
      begin();
      return true;
    } catch (IOException | AlreadyClosedException e) {
      throw failed(e);
    }
  }

  /**
   * Reads all records anew, and then what changed meanwhile. Where that fails in the middle because
   * of the store, it goes on with the next step.
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

  private void begin() throws IOException {
    var end = feed.end();
    var _ = index.writer().deleteAll();
    written = null;
    hasCaughtUp = false;
    reading = new Reading(end, null, 0, readAhead(null));
    LOG.info("all records are being read into the index");
  }

  private boolean readOn(Reading current) throws IOException {
    var entries = taken(current);
    if (entries.isEmpty()) {
      reading = null;
      show(current.end());
      commit();
      LOG.info("{} records were read into the index", current.count());
    } else {
      var last = entries.getLast().id();
      reading = new Reading(current.end(), last, current.count() + entries.size(), readAhead(last));
      add(entries);
    }
    return true;
  }

  /** Reads the next records while those before are being written. */
  private FutureTask<List<Entry>> readAhead(@Nullable UUID after) {
    var task = reading(after);
    Thread.ofPlatform().daemon().name("index-reader").start(task);
    return task;
  }

  private FutureTask<List<Entry>> reading(@Nullable UUID after) {
    return new FutureTask<>(() -> feed.recordsAfter(after, PIECE));
  }

  /**
   * What was read ahead. Where that failed, it is read with the next step and not before: a store
   * that is back by then must not be judged by how it was.
   */
  private List<Entry> taken(Reading current) {
    current.ahead().run(); // does nothing where a thread has begun it
    try {
      return current.ahead().get();
    } catch (ExecutionException e) {
      reading =
          new Reading(current.end(), current.last(), current.count(), reading(current.last()));
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
    var changes = feed.changesAfter(from, PIECE);
    var lost = from.whyLost(changes.end());
    if (lost != null) {
      LOG.warn("the index is made anew, and searched as it was until then: {}", lost);
      begin();
      return true;
    }
    var isNew = !changes.entries().isEmpty();
    if (isNew) {
      write(changes.entries());
      written = changes.next();
    } else {
      hasCaughtUp = written == null;
    }
    var isMore = changes.entries().size() >= PIECE;
    if (written != null && (!isMore || System.nanoTime() - lastShown >= LONGEST_UNSEEN)) {
      show(written);
    }
    if (written == null
        && !isCommitted
        && System.nanoTime() - lastCommit >= commitInterval.toNanos()) {
      commit();
    }
    return isNew;
  }

  /**
   * Writes records that the index does not have, on all processors. Makes all documents before the
   * first is written, as {@link #write} does.
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

  private static void addTo(IndexWriter writer, Document document) {
    try {
      var _ = writer.addDocument(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What becomes of a record.
   *
   * @param id the term that its document is known by
   * @param document the document, or null where it is no more
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
   * Writes changes, of which each is of another record, on all processors. Makes all documents
   * before the first is written, so that a fault leaves nothing half done.
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

  /** Makes what was written searchable. */
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

  /** Gives up what is not committed: what the writer holds after a fault can't be told. */
  private IndexException failed(Exception cause) {
    rollBack(index.writer(), cause);
    return new IndexException(
        "the index can't be written (%s); see whether its disk is full".formatted(cause), cause);
  }

  /** After a fault goes on from the last commit. What was searchable stays so until then. */
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

  /** Makes durable what is searchable, and closes the index. */
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
