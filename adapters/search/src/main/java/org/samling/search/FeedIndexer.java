package org.samling.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
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

  private final IndexDirectory directory;
  private final CatalogueFeed feed;
  private final Duration commitInterval;

  private volatile Index index;
  private volatile @Nullable Position position;
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
   */
  private record Reading(Position end, @Nullable UUID last, long count) {}

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
    reading = new Reading(end, null, 0);
    LOG.info("all records are being read into the index");
  }

  private boolean readOn(Reading current) throws IOException {
    var entries = feed.recordsAfter(current.last(), PIECE);
    if (entries.isEmpty()) {
      reading = null;
      show(current.end());
      commit();
      LOG.info("{} records were read into the index", current.count());
    } else {
      add(entries);
      reading =
          new Reading(current.end(), entries.getLast().id(), current.count() + entries.size());
    }
    return true;
  }

  private boolean follow(Position from) throws IOException {
    var changes = feed.changesAfter(from, PIECE);
    var isNew = !changes.entries().isEmpty();
    if (isNew) {
      write(changes.entries());
      show(changes.next());
    } else {
      hasCaughtUp = true;
    }
    if (!isCommitted && System.nanoTime() - lastCommit >= commitInterval.toNanos()) {
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

  /** Makes all documents before the first is written, so that a fault leaves nothing half done. */
  private void write(List<Entry> entries) throws IOException {
    var documents = new LinkedHashMap<Term, @Nullable Document>();
    for (var entry : entries) {
      documents.put(
          RecordDocument.id(entry.id()),
          switch (entry) {
            case Present present -> RecordDocument.of(present);
            case Gone _ -> null;
          });
    }
    for (var entry : documents.entrySet()) {
      var document = entry.getValue();
      var _ =
          document == null
              ? index.writer().deleteDocuments(entry.getKey())
              : index.writer().updateDocument(entry.getKey(), document);
    }
  }

  /** Makes what was written searchable. */
  private void show(Position upTo) throws IOException {
    index.readers().maybeRefreshBlocking();
    position = upTo;
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
