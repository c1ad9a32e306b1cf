package org.samling.search;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.search.CatalogueFeed.Position;
import org.samling.search.copy.IncomingIndex;
import org.samling.search.fields.IndexFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of an index: decides whether its contents can be used, and empties it if not. A
 * commit records the position in the feed up to which it goes.
 */
final class IndexDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexDirectory.class);

  private static final String FORMAT = "format";
  private static final String ORIGIN = "origin";
  private static final String TRANSACTION = "transaction";
  private static final String RECORD = "record";

  private static final int BUFFER_MEGABYTES = 128;

  private final Path path;
  private final SegmentCaches caches;
  private final Directory directory;

  /**
   * Opens a directory.
   *
   * @param caches is warmed up for a large new segment before that becomes searchable
   */
  IndexDirectory(Path path, SegmentCaches caches) {
    this.path = path;
    this.caches = caches;
    try {
      Files.createDirectories(path);
      this.directory = FSDirectory.open(path);
    } catch (IOException e) {
      throw new IndexException(
          "the index directory %s can't be used (%s); choose one that this process can write to"
              .formatted(path, e),
          e);
    }
  }

  /**
   * Opens the index for writing; empties it if it is damaged, or of another format or database.
   *
   * @param feed what the index is made of; an index that is further on was made from a database
   *     that was since restored to an earlier state
   * @throws IndexException if another process has it open, or it can't be written
   */
  IndexWriter open(CatalogueFeed feed) {
    var end = feed.end();
    try {
      var reason = whyUnusable(feed, end);
      if (reason != null) {
        LOG.warn("rebuilding the index in {}: {}", path, reason);
        clear();
      }
      var writer = new IndexWriter(directory, configuration());
      try {
        IncomingIndex.discard(path); // while no other process can be receiving one
        return writer;
      } catch (IOException e) {
        writer.rollback();
        throw e;
      }
    } catch (LockObtainFailedException e) {
      throw new IndexException(
          ("the index in %s is in use by another process; stop that server first, or give this one"
                  + " a directory of its own")
              .formatted(path),
          e);
    } catch (IOException e) {
      throw new IndexException(
          ("the index in %s can't be opened (%s); check that the disk is not full and this process"
                  + " can write there")
              .formatted(path, e),
          e);
    }
  }

  /** The position in the feed up to which a commit goes, or null if it has none. */
  static @Nullable Position position(Map<String, String> commit) {
    var origin = commit.get(ORIGIN);
    var transaction = commit.get(TRANSACTION);
    var record = commit.get(RECORD);
    return origin == null || transaction == null || record == null
        ? null
        : new Position(origin, Long.parseLong(transaction), UUID.fromString(record));
  }

  /** The user data of a commit that goes up to a position in the feed. */
  static Map<String, String> commit(Position position) {
    return Map.of(
        FORMAT, Integer.toString(IndexFields.FORMAT),
        ORIGIN, position.origin(),
        TRANSACTION, Long.toString(position.transaction()),
        RECORD, position.record().toString());
  }

  private @Nullable String whyUnusable(CatalogueFeed feed, Position end) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      return null;
    }
    Map<String, String> commit;
    try (var reader = DirectoryReader.open(directory)) {
      for (var leaf : reader.leaves()) {
        leaf.reader().checkIntegrity();
      }
      commit = reader.getIndexCommit().getUserData();
    } catch (CorruptIndexException
        | IndexFormatTooOldException
        | IndexFormatTooNewException
        | EOFException
        | FileNotFoundException
        | NoSuchFileException
        | RuntimeException e) {
      return "it is damaged: " + e;
    }
    var reason = whyUnusable(commit, end);
    var position = position(commit);
    var goesOn =
        reason != null
            && isOfThisFormat(commit)
            && position != null
            && feed.continued(position).isPresent();
    return goesOn ? null : reason;
  }

  /** Why a commit is not of this version and database, or null if it can be used. */
  static @Nullable String whyUnusable(Map<String, String> commit, Position end) {
    var position = position(commit);
    if (position == null || !isOfThisFormat(commit)) {
      return "its format is not that of this version";
    }
    return position.whyLost(end);
  }

  private static boolean isOfThisFormat(Map<String, String> commit) {
    return Integer.toString(IndexFields.FORMAT).equals(commit.get(FORMAT));
  }

  private void clear() throws IOException {
    try (var _ = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      deleteIndex();
    }
  }

  private void deleteIndex() throws IOException {
    for (var name : directory.listAll()) {
      if (isIndexFile(name)) {
        directory.deleteFile(name);
      }
    }
  }

  /**
   * Receives the copy of another index, beside the one that is there.
   *
   * @param end reads the end of the feed
   * @throws IOException if it can't be used; the message says why
   */
  IncomingIndex receive(InputStream copy, Supplier<Position> end) throws IOException {
    try {
      return IncomingIndex.receive(copy, path, commit -> whyUnusable(commit, end.get()));
    } catch (IOException | RuntimeException e) {
      IncomingIndex.discard(path);
      throw e;
    }
  }

  /** Replaces the index, which no writer has open, by a copy that was received. */
  void replaceBy(IncomingIndex copy) throws IOException {
    try (var _ = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      deleteIndex();
      copy.moveInto(path);
    }
  }

  private static boolean isIndexFile(String name) {
    return name.startsWith(IndexFileNames.SEGMENTS)
        || name.startsWith(IndexFileNames.PENDING_SEGMENTS)
        || IndexFileNames.CODEC_FILE_PATTERN.matcher(name).matches();
  }

  private IndexWriterConfig configuration() {
    return new IndexWriterConfig()
        .setIndexSort(IndexFields.ORDER)
        .setRAMBufferSizeMB(BUFFER_MEGABYTES)
        .setMergedSegmentWarmer(caches::prepare)
        .setIndexDeletionPolicy(new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy()))
        .setCommitOnClose(false);
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
