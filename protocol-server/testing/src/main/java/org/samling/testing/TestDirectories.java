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

/** Where tests keep what is not one test's alone. */
public final class TestDirectories {

  private static final Set<Path> TEMPORARY = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> TEMPORARY.forEach(TestDirectories::delete)));
  }

  private TestDirectories() {}

  /**
   * A new directory of the system's temporary ones, with a short path, which PostgreSQL, a user of
   * its own where the tests run as root, can look into. It is deleted when this JVM ends, if not
   * before: also where the test that made it fails.
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
   * What all test JVMs of a build share: {@code target/testing} of the whole project, or where the
   * property {@code samling.test.shared} has it.
   */
  public static Path shared() {
    var directory = Path.of(System.getProperty("samling.test.shared", "target/testing"));
    try {
      return Files.createDirectories(directory).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file, or a directory with all that is in it; does nothing where there is none. */
  public static void delete(Path root) {
    try (var paths = Files.walk(root)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException _) {
      // there is none
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
