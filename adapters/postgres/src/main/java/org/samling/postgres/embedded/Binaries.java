package org.samling.postgres.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs ({@code initdb pg_ctl postgres}), unpacked from their jar once. */
final class Binaries {

  /** The version of the binaries jars; names the directory that they are unpacked to. */
  static final String VERSION = "18.6.0";

  /** The major version, which a data directory is bound to. */
  static final String MAJOR_VERSION = majorVersion(Path.of(VERSION));

  private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);

  private Binaries() {}

  /**
   * Unpacks unless that was done before. Processes that come at the same time wait for the first
   * one; the final name appears when the tree is complete.
   *
   * @param cache where the versions lie, one directory each
   * @return the directory with {@code bin}, {@code lib} and {@code share}
   */
  static synchronized Path unpack(Path cache) throws IOException {
    Path complete = cache.resolve(VERSION);
    if (Files.isDirectory(complete)) {
      return complete;
    }
    Files.createDirectories(cache);
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (Files.isDirectory(complete)) {
        return complete;
      }
      LOG.info("Unpacking PostgreSQL {} to {}", VERSION, complete);
      Path partial = cache.resolve(VERSION + ".partial");
      delete(partial);
      try (InputStream archive = open()) {
        untar(archive, partial);
      }
      return Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The major version of the programs of a directory, which is named after theirs. */
  static String majorVersion(Path directory) {
    return directory.getFileName().toString().replaceFirst("\\..*", "");
  }

  private static InputStream open() throws IOException {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String name =
        switch (system) {
          case "Linux amd64" -> "postgres-linux-x86_64.txz";
          case "Linux aarch64" -> "postgres-linux-arm_64.txz";
          default -> "";
        };
    InputStream found = Binaries.class.getResourceAsStream("/" + name);
    if (name.isEmpty() || found == null) {
      throw new EmbeddedPostgresException(
          "Samling contains no PostgreSQL for "
              + system
              + ", only for Linux on amd64 and aarch64. Install PostgreSQL "
              + MAJOR_VERSION
              + " and name it as the database in the configuration.");
    }
    return found;
  }

  private static void untar(InputStream archive, Path target) throws IOException {
    var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)));
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("The archive has an entry outside of itself: " + entry.getName());
      }
      Path directory = entry.isDirectory() ? path : path.resolve("..").normalize();
      Files.createDirectories(directory);
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      } else if (!entry.isDirectory()) {
        Files.copy(tar, path);
        allow(path, (entry.getMode() & 0100) != 0);
      }
    }
    try (var paths = Files.walk(target)) {
      for (Path directory : (Iterable<Path>) paths.filter(Files::isDirectory)::iterator) {
        allow(directory, true);
      }
    }
  }

  /** Modes are set and not left to the umask, because the server may run as another user. */
  private static void allow(Path path, boolean execute) throws IOException {
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(execute ? "rwxr-xr-x" : "rw-r--r--"));
  }

  /** Deletes a tree, or does nothing where there is none. */
  static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (var paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
