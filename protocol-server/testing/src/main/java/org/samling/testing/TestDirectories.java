package org.samling.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Directories that tests share. */
public final class TestDirectories {

  private static final Set<Path> TEMPORARY = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> TEMPORARY.forEach(TestDirectories::delete)));
  }

  private TestDirectories() {}

  /**
   * Creates a directory in the system's temporary one, with a short path, readable by PostgreSQL,
   * which has a user of its own if the tests run as root. It is deleted at the latest when this JVM
   * ends, even if the test that created it fails.
   */
  public static Path temporary() {
    try {
      var directory = Files.createTempDirectory("samling-test-");
      TEMPORARY.add(directory);
      return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The directory that all test JVMs of a build share: {@code target/testing} of the whole project,
   * or the value of the property {@code samling.test.shared}.
   */
  public static Path shared() {
    var directory = Path.of(System.getProperty("samling.test.shared", "target/testing"));
    try {
      return Files.createDirectories(directory).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file, or a directory with its contents; does nothing if it does not exist. */
  public static void delete(Path root) {
    try (var paths = Files.walk(root)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException _) {
      // it does not exist
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
