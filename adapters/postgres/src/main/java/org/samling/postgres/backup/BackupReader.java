package org.samling.postgres.backup;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.samling.postgres.schema.Migrations;
import tools.jackson.core.JacksonException;

/**
 * Reads a backup and checks it against its manifest: anything truncated, changed or missing is
 * reported, and nothing that was read may be used before the end has been checked.
 */
public final class BackupReader {

  private static final int BUFFER = 1 << 18;
  private static final long LONGEST_MANIFEST = 256L << 20;

  private final Path file;
  private final @Nullable BackupKey key;

  /**
   * Reads this file.
   *
   * @param key what opens it if it is encrypted, or null
   */
  public BackupReader(Path file, @Nullable BackupKey key) {
    this.file = file;
    this.key = key;
  }

  /** The file that is read. */
  public Path file() {
    return file;
  }

  /** Receives the pieces of a backup one after another. */
  public interface Taker {

    /** A directory, which may be empty. */
    void directory(String name) throws IOException;

    /**
     * A piece.
     *
     * @param size how many bytes it has
     * @param content its bytes; what is left unread is skipped
     */
    void piece(String name, long size, InputStream content) throws IOException;
  }

  /** Discards everything, so that the backup is only checked. */
  public static final Taker NOBODY =
      new Taker() {
        @Override
        public void directory(String name) {}

        @Override
        public void piece(String name, long size, InputStream content) {}
      };

  /**
   * Reads only the heading.
   *
   * @throws BackupException when the file is no backup that this version reads
   */
  public BackupManifest.Heading heading() {
    try (var tar = open()) {
      return heading(tar);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * Reads everything.
   *
   * @param taker receives the pieces
   * @param progress receives how much has been read
   * @return the manifest, which everything matched
   * @throws BackupException when the backup is damaged or incomplete, or the taker fails
   */
  public BackupManifest read(Taker taker, Progress progress) {
    try (var tar = open()) {
      heading(tar);
      var found = new HashSet<BackupManifest.Entry>();
      var names = new HashSet<String>();
      var packed = Files.size(file);
      for (var entry = next(tar); entry != null; entry = next(tar)) {
        if (entry.getName().equals(BackupManifest.MANIFEST)) {
          var manifest = manifest(tar, entry);
          compare(manifest, found);
          toTheEnd(tar);
          return manifest;
        }
        if (entry.isDirectory()) {
          taker.directory(entry.getName().replaceFirst("/$", ""));
          continue;
        }
        if (!entry.isFile() || !names.add(entry.getName())) {
          throw new BackupException(
              "%s is damaged: %s is not a file, or occurs twice".formatted(file, entry.getName()));
        }
        progress.at(tar.position(), packed, entry.getName());
        found.add(piece(tar, entry, taker));
      }
      throw cutOff();
    } catch (BackupException e) {
      throw e;
    } catch (IOException e) {
      throw new BackupException("the backup %s can't be restored: %s".formatted(file, e), e);
    }
  }

  private BackupManifest.Entry piece(Tar tar, TarArchiveEntry entry, Taker taker)
      throws IOException {
    var digest = BackupWriter.sha256();
    var content = new DigestInputStream(new Piece(tar), digest);
    taker.piece(entry.getName(), entry.getSize(), content);
    content.transferTo(OutputStream.nullOutputStream());
    return new BackupManifest.Entry(entry.getName(), entry.getSize(), BackupWriter.hex(digest));
  }

  private void compare(BackupManifest manifest, Set<BackupManifest.Entry> found) {
    var missing = new HashSet<>(manifest.entries());
    missing.removeAll(found);
    if (!missing.isEmpty()) {
      throw new BackupException(
          "%s is damaged: %s is missing or not what was backed up%s. Take another backup."
              .formatted(
                  file,
                  name(missing.iterator()),
                  missing.size() == 1 ? "" : " (and %d more)".formatted(missing.size() - 1)));
    }
    var strange = new HashSet<>(found);
    manifest.entries().forEach(strange::remove);
    if (!strange.isEmpty()) {
      throw new BackupException(
          "%s was changed: its manifest does not know %s. Take another backup."
              .formatted(file, name(strange.iterator())));
    }
  }

  private static String name(Iterator<BackupManifest.Entry> entries) {
    return entries.next().name();
  }

  private BackupManifest manifest(Tar tar, TarArchiveEntry entry) throws IOException {
    if (entry.getSize() > LONGEST_MANIFEST) {
      throw new BackupException(file + " is damaged: its manifest is too long");
    }
    try {
      return BackupManifest.JSON.readValue(new Piece(tar).readAllBytes(), BackupManifest.class);
    } catch (JacksonException e) {
      throw damaged(new IOException("its manifest can't be read", e));
    }
  }

  /** Only at their ends do gzip and the encryption show whether everything before was right. */
  private void toTheEnd(Tar tar) {
    next(tar);
    try {
      tar.drain();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private BackupManifest.Heading heading(Tar tar) {
    var first = next(tar);
    if (first == null
        || !first.getName().equals(BackupManifest.HEADING)
        || first.getSize() > BUFFER) {
      throw new BackupException(file + " is not a backup made by Samling");
    }
    try {
      var heading =
          BackupManifest.JSON.readValue(
              new Piece(tar).readAllBytes(), BackupManifest.Heading.class);
      if (heading.format() != BackupManifest.FORMAT) {
        throw new BackupException(
            "%s is a backup of form %d, which Samling %s wrote; this version reads form %d only. Restore it with that version."
                .formatted(file, heading.format(), heading.samling(), BackupManifest.FORMAT));
      }
      if (!Migrations.isContinued(heading.schema())) {
        throw new BackupException(file + Migrations.OF_ANOTHER_SCHEMA + ". " + Migrations.INSTEAD);
      }
      return heading;
    } catch (JacksonException | IOException e) {
      throw damaged(new IOException("its heading can't be read", e));
    }
  }

  private @Nullable TarArchiveEntry next(Tar tar) {
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private Tar open() throws IOException {
    try {
      var channel = Files.newByteChannel(file);
      try {
        var in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
        in.mark(1);
        var first = in.read();
        in.reset();
        var decrypted = BackupKey.isEncrypted(first) ? BackupKey.decrypt(file, in, key) : null;
        return new Tar(
            channel, decrypted, new GZIPInputStream(decrypted == null ? in : decrypted, BUFFER));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new BackupException("there is no file " + file, e);
    } catch (EOFException e) {
      throw cutOff();
    } catch (IOException e) {
      throw new BackupException("%s is not a backup made by Samling: %s".formatted(file, e), e);
    }
  }

  /** A tar whose compressed stream can be read to its end. */
  private static final class Tar extends TarArchiveInputStream {
    private final SeekableByteChannel channel;
    private final BackupKey.@Nullable Decrypted decrypted;
    private final GZIPInputStream packed;

    Tar(
        SeekableByteChannel channel,
        BackupKey.@Nullable Decrypted decrypted,
        GZIPInputStream packed) {
      super(packed, "UTF-8");
      this.channel = channel;
      this.decrypted = decrypted;
      this.packed = packed;
    }

    /** How much of the file has been read. */
    long position() throws IOException {
      return channel.position();
    }

    /** Reads everything that is left, and checks it. */
    void drain() throws IOException {
      packed.transferTo(OutputStream.nullOutputStream());
      if (decrypted != null) {
        decrypted.finish();
      }
    }
  }

  /** Distinguishes faults of the backup from those of the disk that it is restored to. */
  private final class Piece extends FilterInputStream {

    Piece(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return in.read(bytes, from, length);
      } catch (IOException e) {
        throw damaged(e);
      }
    }

    /** The next piece is read from the same stream. */
    @Override
    public void close() {}
  }

  private BackupException cutOff() {
    return new BackupException(file + " is incomplete: its end is missing. Take another backup.");
  }

  private BackupException damaged(Exception e) {
    return e instanceof EOFException || String.valueOf(e.getMessage()).contains("Truncated")
        ? cutOff()
        : new BackupException(
            "%s is damaged: %s. Take another backup.".formatted(file, e.getMessage()), e);
  }
}
