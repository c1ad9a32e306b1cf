package org.samling.search.copy;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;

/**
 * The newest commit of an index, whose files stay until it is closed while the index is changed and
 * merged. Not safe for use by several threads.
 */
public final class IndexSnapshot implements AutoCloseable {

  private static final int CHUNK = 128 * 1024;

  private final IndexWriter writer;
  private final SnapshotDeletionPolicy policy;
  private final IndexCommit commit;
  private final Directory directory;
  private final IndexManifest manifest;
  private final byte[] header;

  private IndexSnapshot(IndexWriter writer, SnapshotDeletionPolicy policy, IndexCommit commit)
      throws IOException {
    this.writer = writer;
    this.policy = policy;
    this.commit = commit;
    this.directory = commit.getDirectory();
    this.manifest = IndexManifest.of(directory, commit.getUserData(), commit.getFileNames());
    this.header = manifest.toBytes();
  }

  /**
   * Takes a snapshot.
   *
   * @param writer the index's, whose deletion policy keeps snapshots
   * @throws IOException if there is no commit yet, or its files can't be read
   */
  public static IndexSnapshot of(IndexWriter writer) throws IOException {
    var policy = (SnapshotDeletionPolicy) writer.getConfig().getIndexDeletionPolicy();
    IndexCommit commit;
    try {
      commit = policy.snapshot();
    } catch (IllegalStateException e) {
      throw new IOException("it is not whole yet", e);
    }
    try {
      return new IndexSnapshot(writer, policy, commit);
    } catch (IOException e) {
      policy.release(commit);
      throw e;
    }
  }

  /** How many bytes {@link #writeTo} writes. */
  public long length() {
    return header.length + manifest.length();
  }

  /** How many files it has. */
  public int files() {
    return manifest.files().size();
  }

  /** Writes the list of the files, and then all of them, a piece at a time. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(header);
    var chunk = new byte[CHUNK];
    for (var file : manifest.files()) {
      try (var input = directory.openInput(file.name(), IOContext.READONCE)) {
        for (var left = file.length(); left > 0; ) {
          var length = (int) Math.min(left, CHUNK);
          input.readBytes(chunk, 0, length);
          out.write(chunk, 0, length);
          left -= length;
        }
      } catch (AlreadyClosedException e) {
        throw new IOException("the index is closed", e);
      }
    }
  }

  /** Lets the index delete the files that it needs no more. */
  @Override
  public void close() throws IOException {
    policy.release(commit);
    try {
      writer.deleteUnusedFiles();
    } catch (AlreadyClosedException _) {
      // The next writer deletes them when it opens the index.
    }
  }
}
