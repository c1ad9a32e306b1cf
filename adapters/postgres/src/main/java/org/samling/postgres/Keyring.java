package org.samling.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The keys that are kept outside the database, so that a copy of the database alone opens nothing.
 * Each use of a key is stored with its version; a new version is added to the file and counts from
 * then on.
 */
public final class Keyring {

  private static final int KEY_BYTES = 32;

  private final Map<Short, byte[]> peppers = new HashMap<>();
  private final short newest;

  private Keyring(Properties properties, Path file) {
    for (var name : properties.stringPropertyNames()) {
      if (name.startsWith("pepper.")) {
        try {
          var key = Base64.getDecoder().decode(properties.getProperty(name).strip());
          if (key.length < KEY_BYTES) {
            throw new IllegalArgumentException("shorter than " + KEY_BYTES + " bytes");
          }
          peppers.put(Short.valueOf(name.substring("pepper.".length())), key);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              file + ": " + name + " is not a number and a key in base64: " + e.getMessage(), e);
        }
      }
    }
    if (peppers.isEmpty()) {
      throw new IllegalArgumentException(file + ": there is no pepper.1 in it");
    }
    newest = peppers.keySet().stream().max(Short::compare).orElseThrow();
  }

  /**
   * Reads the keys from a file, or makes the file, readable by its owner only, where there is none.
   *
   * @param file a properties file: {@code pepper.1} = 32 bytes or more in base64
   * @throws IllegalArgumentException when the file holds no usable key
   * @throws UncheckedIOException when it can't be read or made
   */
  public static Keyring loadOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      var properties = new Properties();
      try (var reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
      return new Keyring(properties, file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the key file " + file + " can't be used: " + e.getMessage(), e);
    }
  }

  private static void create(Path file) throws IOException {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    var parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        """
        # Keys of this library. Without this file no PIN or password can be checked and no CPR number found: keep a copy, apart from the database's.
        pepper.1=%s
        """
            .formatted(Base64.getEncoder().encodeToString(key)),
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  short newest() {
    return newest;
  }

  /** The versions that there are, the newest first. */
  List<Short> versions() {
    return peppers.keySet().stream().sorted(Comparator.reverseOrder()).toList();
  }

  /** The pepper of a version; the caller does not change it. */
  byte[] pepper(short version) {
    var pepper = peppers.get(version);
    if (pepper == null) {
      throw new IllegalStateException("the key file has no pepper." + version);
    }
    return pepper;
  }
}
