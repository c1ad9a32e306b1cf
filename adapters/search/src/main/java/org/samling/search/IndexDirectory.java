package org.samling.search;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.samling.core.search.CatalogueFeed.Position;
import org.samling.search.fields.IndexFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of an index: decides whether what is in it can be used, and empties it where not. A
 * commit carries the place in the feed up to which it goes.
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
   * A directory.
   *
   * @param caches is prepared for a large segment before that can be searched
   */
  IndexDirectory(Path path, SegmentCaches caches) {
    this.path = path;
    this.caches = caches;
    try {
      Files.createDirectories(path);
      this.directory = FSDirectory.open(path);
    } catch (IOException e) {
      throw new IndexException(
          "the index directory %s can't be used (%s); name one that this process may write"
              .formatted(path, e),
          e);
    }
  }

  /**
   * Opens the index for writing, empty where what is there is damaged or was made otherwise or from
   * another database.
   *
   * @param end the end of the feed; an index that is further on was made from a database that has
   *     been put back to an earlier state
   * @throws IndexException when another process has it, or it can't be written
   */
  IndexWriter open(Position end) {
    try {
      var reason = whyUnusable(end);
      if (reason != null) {
        LOG.warn("the index in {} is made anew: {}", path, reason);
        clear();
      }
      return new IndexWriter(directory, configuration());
    } catch (LockObtainFailedException e) {
      throw new IndexException(
          ("the index in %s is in use by another process; stop that server first, or give this one"
                  + " a directory of its own")
              .formatted(path),
          e);
    } catch (IOException e) {
      throw new IndexException(
          ("the index in %s can't be opened (%s); see that the disk is not full and this process may"
                  + " write there")
              .formatted(path, e),
          e);
    }
  }

  /** The place in the feed that a commit goes up to, or null where it holds nothing. */
  static @Nullable Position position(Map<String, String> commit) {
    var origin = commit.get(ORIGIN);
    var transaction = commit.get(TRANSACTION);
    var record = commit.get(RECORD);
    return origin == null || transaction == null || record == null
        ? null
        : new Position(origin, Long.parseLong(transaction), UUID.fromString(record));
  }

  /** What a commit carries that goes up to a place in the feed. */
  static Map<String, String> commit(Position position) {
    return Map.of(
        FORMAT, Integer.toString(IndexFields.FORMAT),
        ORIGIN, position.origin(),
        TRANSACTION, Long.toString(position.transaction()),
        RECORD, position.record().toString());
  }

  private @Nullable String whyUnusable(Position end) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      return null;
    }
    try (var reader = DirectoryReader.open(directory)) {
      for (var leaf : reader.leaves()) {
        leaf.reader().checkIntegrity();
      }
      return whyUnusable(reader.getIndexCommit().getUserData(), end);
    } catch (CorruptIndexException
        | IndexFormatTooOldException
        | IndexFormatTooNewException
        | EOFException
        | FileNotFoundException
        | NoSuchFileException
        | RuntimeException e) {
      return "it is damaged: " + e;
    }
  }

  /** Why a commit is none of this version and database, or null where it can be used. */
  static @Nullable String whyUnusable(Map<String, String> commit, Position end) {
    var position = position(commit);
    if (position == null || !Integer.toString(IndexFields.FORMAT).equals(commit.get(FORMAT))) {
      return "it has another format than this version of the program";
    }
    return position.whyLost(end);
  }

  private void clear() throws IOException {
    try (var _ = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      for (var name : directory.listAll()) {
        if (isIndexFile(name)) {
          directory.deleteFile(name);
        }
      }
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
        .setCommitOnClose(false);
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
