package org.samling.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.samling.core.organisation.Secret;

/**
 * The password with which the application logs in to the embedded database. It is new at each start
 * and stands in a file beside the database that only the server's own user can read, so that
 * commands can work while the server runs.
 */
final class ApplicationPassword {

  private static final String FILE = "application-password";

  private ApplicationPassword() {}

  static void write(Path directory, Secret password) {
    var file = directory.resolve(FILE);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, password.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Secret read(Path directory) {
    var file = directory.resolve(FILE);
    try {
      return new Secret(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(
          "a server is running on %s, but its %s can't be read: run this as the server's user"
              .formatted(directory, FILE),
          e);
    }
  }
}
