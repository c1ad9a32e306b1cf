package org.samling.postgres.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a backup: a tar compressed with gzip, encrypted if it has recipients, readable by its
 * owner only. The file has another name until it is complete and on the disk; an unfinished one is
 * deleted.
 */
public final class BackupWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 18;

  private final Path file;
  private final Path partial;
  private final FileChannel channel;
  private final OutputStream encrypted;
  private final Packed packed;
  private final TarArchiveOutputStream tar;
  private final BackupManifest.Heading heading;
  private final List<BackupManifest.Entry> entries = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER];
  private boolean finished;

  /**
   * Begins a backup.
   *
   * @param file where it goes; nothing may be there yet
   * @param recipients whose keys open it
   * @param heading what is known of it
   * @throws BackupException when the file exists, or can't be created
   */
  public BackupWriter(Path file, BackupRecipients recipients, BackupManifest.Heading heading) {
    this.file = file.toAbsolutePath().normalize();
    this.partial = this.file.resolveSibling(this.file.getFileName() + ".partial");
    this.heading = heading;
    if (Files.exists(this.file)) {
      throw new BackupException(file + " exists already; choose another name");
    }
    try {
      Files.deleteIfExists(partial);
      channel =
          FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      encrypted =
          recipients.encrypt(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
      packed = new Packed(encrypted);
      tar = new TarArchiveOutputStream(packed, "UTF-8");
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      put(BackupManifest.HEADING, BackupManifest.JSON.writeValueAsBytes(heading));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Compresses quickly: time on the disk and processor matters more than a tenth of the size. */
  private static final class Packed extends GZIPOutputStream {
    Packed(OutputStream to) throws IOException {
      super(to, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Adds a directory, which may be empty. */
  public void addDirectory(String name) {
    try {
      tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Adds a piece. */
  public void add(String name, byte[] content) {
    try {
      put(name, content);
    } catch (IOException e) {
      throw unwritable(e);
    }
    var digest = sha256();
    digest.update(content);
    entries.add(new BackupManifest.Entry(name, content.length, hex(digest)));
  }

  /**
   * Adds a file that may be changed meanwhile: as many bytes as it had, with zeros for any that
   * were cut off.
   *
   * @param size how many bytes it had
   * @param content its bytes, at least those that are left
   * @throws IOException when it can't be read
   */
  public void add(String name, long size, InputStream content) throws IOException {
    var digest = sha256();
    var left = size;
    try {
      var entry = new TarArchiveEntry(name);
      entry.setSize(size);
      tar.putArchiveEntry(entry);
    } catch (IOException e) {
      throw unwritable(e);
    }
    while (left > 0) {
      var count = content.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      if (count == 0) {
        count = (int) Math.min(left, buffer.length);
        Arrays.fill(buffer, 0, count, (byte) 0);
      }
      digest.update(buffer, 0, count);
      left -= count;
      try {
        tar.write(buffer, 0, count);
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
    try {
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw unwritable(e);
    }
    entries.add(new BackupManifest.Entry(name, size, hex(digest)));
  }

  /**
   * Finishes the backup and gives the file its name.
   *
   * @param note see {@link BackupManifest}
   */
  public BackupManifest finish(String note) {
    var manifest = new BackupManifest(heading, note, entries);
    try {
      put(BackupManifest.MANIFEST, BackupManifest.JSON.writeValueAsBytes(manifest));
      tar.finish();
      packed.finish();
      encrypted.close();
      channel.force(true);
      channel.close();
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      try (var directory = FileChannel.open(parent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
      finished = true;
      return manifest;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Path parent() {
    var parent = file.getParent();
    return parent == null ? file : parent;
  }

  private void put(String name, byte[] content) throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private BackupException unwritable(IOException e) {
    return new BackupException("the backup %s can't be written: %s".formatted(file, e), e);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Deletes what was written, unless the backup was finished. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    try {
      channel.close();
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
