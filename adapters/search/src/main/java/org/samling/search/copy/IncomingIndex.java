package org.samling.search.copy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.samling.search.copy.IndexManifest.IndexFile;

/**
 * A copy of an index that is being received. Its files lie in a directory of their own, within that
 * of the index and so on the same disk, until all of them are there and as they were sent.
 */
public final class IncomingIndex {

  /** The directory within that of the index. */
  private static final String NAME = "incoming";

  private static final int CHUNK = 128 * 1024;

  /** Lucene ends each file with its checksum, highest byte first. */
  private static final int CHECKSUM_BYTES = Long.BYTES;

  private final Path path;
  private final IndexManifest manifest;

  private IncomingIndex(Path path, IndexManifest manifest) {
    this.path = path;
    this.manifest = manifest;
  }

  /** Deletes what an earlier copy to the index in a directory left. */
  public static void discard(Path index) throws IOException {
    try {
      IOUtils.rm(index.resolve(NAME));
    } catch (NoSuchFileException _) {
      // there is none
    }
  }

  /**
   * Receives a copy. Where that fails the index stays as it is; what was received of the copy goes
   * with the next {@link #discard}.
   *
   * @param index the directory of the index
   * @param whyUnusable says of the user data of the copy's commit why it can't be used, or null; is
   *     asked before anything else is received
   * @throws IOException if the copy can't be used, ends too early, differs from its list, or has no
   *     room; the message says which
   */
  public static IncomingIndex receive(
      InputStream stream, Path index, Function<Map<String, String>, @Nullable String> whyUnusable)
      throws IOException {
    discard(index);
    var in = new DataInputStream(new BufferedInputStream(stream, CHUNK));
    try {
      var manifest = IndexManifest.read(in);
      var reason = whyUnusable.apply(manifest.commit());
      if (reason != null) {
        throw new IOException("it can't be used here: " + reason);
      }
      checkRoom(index, manifest);
      var path = Files.createDirectory(index.resolve(NAME));
      try (var directory = FSDirectory.open(path)) {
        for (var file : manifest.files()) {
          receive(file, in, directory);
        }
        directory.sync(manifest.files().stream().map(IndexFile::name).toList());
        open(directory, manifest);
      }
      return new IncomingIndex(path, manifest);
    } catch (EOFException e) {
      throw new IOException("the copy was cut off", e);
    }
  }

  private static void checkRoom(Path index, IndexManifest manifest) throws IOException {
    var room = Files.getFileStore(index).getUsableSpace();
    if (manifest.length() > room) {
      throw new IOException(
          "it has %,d MB, and the disk of %s has %,d MB left"
              .formatted(manifest.length() >> 20, index, room >> 20));
    }
  }

  private static void receive(IndexFile file, DataInputStream in, Directory directory)
      throws IOException {
    var chunk = new byte[CHUNK];
    var sum = new CRC32();
    try (var out = directory.createOutput(file.name(), IOContext.DEFAULT)) {
      for (var left = file.length() - CHECKSUM_BYTES; left > 0; ) {
        var length = (int) Math.min(left, CHUNK);
        in.readFully(chunk, 0, length);
        sum.update(chunk, 0, length);
        out.writeBytes(chunk, length);
        left -= length;
      }
      in.readFully(chunk, 0, CHECKSUM_BYTES);
      out.writeBytes(chunk, CHECKSUM_BYTES);
    }
    var end = ByteBuffer.wrap(chunk).getLong();
    if (end != sum.getValue() || end != file.checksum()) {
      throw new IOException(
          "the file %s did not arrive as it was sent (its checksum is wrong)"
              .formatted(file.name()));
    }
  }

  /** Checks that the files are an index, and the commit that the list said. */
  private static void open(Directory directory, IndexManifest manifest) throws IOException {
    try (var reader = DirectoryReader.open(directory)) {
      if (!reader.getIndexCommit().getUserData().equals(manifest.commit())) {
        throw new IOException("its files are another commit than its list says");
      }
    } catch (RuntimeException e) {
      throw new IOException("its files are no index: " + e, e);
    }
  }

  /**
   * Moves the files into the directory of the index, which has none of its own and no writer. The
   * file that makes them an index comes last: until then the directory is one without an index.
   */
  public void moveInto(Path index) throws IOException {
    try (var directory = FSDirectory.open(index)) {
      for (var file : manifest.files()) {
        if (IndexManifest.isList(file.name())) {
          directory.syncMetaData();
        }
        Files.move(
            path.resolve(file.name()), index.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
      }
      directory.syncMetaData();
    }
    discard(index);
  }

  /** How many bytes it has. */
  public long length() {
    return manifest.length();
  }
}
