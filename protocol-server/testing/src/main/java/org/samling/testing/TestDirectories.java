package org.samling.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/** Where tests keep what is not one test's alone. */
public final class TestDirectories {

  private TestDirectories() {}

  /** What all test JVMs of a build share: {@code target/testing} of the whole project. */
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
