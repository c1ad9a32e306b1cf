package org.samling.postgres.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory of a backup that is being restored. It is moved to its place only once the
 * whole backup has been checked; until then it lies next to it, and is deleted if the check fails.
 */
public final class RestoredFiles implements BackupReader.Taker, AutoCloseable {

  private static final String RESTORING = ".restoring";
  private static final int BUFFER = 1 << 18;

  private final String name;
  private final Path place;
  private final Path restoring;
  private final byte[] buffer = new byte[BUFFER];

  /**
   * Restores this file or directory.
   *
   * @param name a file of the backup, or a directory with everything in it
   * @param place where it goes; only an empty directory may be there
   */
  public RestoredFiles(String name, Path place) {
    this.name = name;
    this.place = place.toAbsolutePath().normalize();
    this.restoring = this.place.resolveSibling(this.place.getFileName() + RESTORING);
  }

  private @Nullable Path target(String piece) {
    if (!piece.equals(name) && !piece.startsWith(name + "/")) {
      return null;
    }
    var path = Path.of(restoring + piece.substring(name.length())).normalize();
    if (!path.startsWith(restoring)) {
      throw new BackupException("the backup names a file outside of itself: " + piece);
    }
    return path;
  }

  @Override
  public void directory(String piece) throws IOException {
    var path = target(piece);
    if (path != null) {
      make(path);
    }
  }

  /** Creates a directory and its missing parents, for its owner only. */
  private static void make(@Nullable Path path) throws IOException {
    if (path != null && !Files.isDirectory(path)) {
      make(path.getParent());
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  @Override
  public void piece(String piece, long size, InputStream content) throws IOException {
    var path = target(piece);
    if (path == null) {
      return;
    }
    make(path.getParent());
    try (var file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      for (var count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        var bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
    }
  }

  /** Moves it to its place; to be called once the backup has been read to its end. */
  public void place() {
    if (!Files.exists(restoring)) {
      return;
    }
    try {
      force();
      if (Files.isDirectory(place)) {
        Files.delete(place); // fails if there is anything in it
      }
      Files.move(restoring, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new BackupException("%s can't be put at %s: %s".formatted(name, place, e), e);
    }
  }

  /** Forces everything to the disk before it counts. */
  private void force() throws IOException {
    try (var paths = Files.walk(restoring)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
          file.force(true);
        }
      }
    }
  }

  /** Deletes it, unless it was moved to its place. */
  @Override
  public void close() {
    try {
      delete(restoring);
    } catch (IOException e) {
      throw new BackupException("%s can't be deleted: %s".formatted(restoring, e), e);
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException fault)
              throws IOException {
            if (fault != null) {
              throw fault;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
