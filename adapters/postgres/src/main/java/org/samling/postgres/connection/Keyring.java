package org.samling.postgres.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.samling.postgres.hashing.Argon2;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are kept outside the database, so that a copy of the database alone opens nothing.
 * Each use of a key is stored with its version; a new version is added to the file and counts from
 * then on.
 */
public final class Keyring {

  private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);
  private static final int KEY_BYTES = 32;
  private static final int MARK_BYTES = 16;

  /** How long to wait before checking again whether the file has changed. */
  private static final Duration LOOKED_AT = Duration.ofSeconds(1);

  private final Path file;
  private final Map<Derived, byte[]> derived = new ConcurrentHashMap<>();
  private volatile Peppers peppers;

  /** What a derived key is used for, and the version of its pepper. */
  private record Derived(String use, short version) {}

  /** The peppers as of the file's last change. */
  private record Peppers(
      Map<Short, byte[]> byVersion,
      List<Short> versions,
      Argon2.Cost cost,
      FileTime changed,
      Instant looked) {

    short newest() {
      return versions.getFirst();
    }

    Peppers lookedAt(Instant now) {
      return new Peppers(byVersion, versions, cost, changed, now);
    }
  }

  private Keyring(Path file) throws IOException {
    this.file = file;
    this.peppers = read(file);
  }

  private static Peppers read(Path file) throws IOException {
    var changed = Files.getLastModifiedTime(file);
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    var peppers = peppers(properties, file);
    return new Peppers(
        peppers,
        peppers.keySet().stream().sorted(Comparator.reverseOrder()).toList(),
        cost(properties, file),
        changed,
        Instant.now());
  }

  private static Argon2.Cost cost(Properties properties, Path file) {
    try {
      return new Argon2.Cost(
          Integer.parseInt(
              properties
                  .getProperty("argon2.memory-kib", "" + Argon2.Cost.USUAL.memoryKib())
                  .strip()),
          Integer.parseInt(
              properties.getProperty("argon2.passes", "" + Argon2.Cost.USUAL.passes()).strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + ": argon2.memory-kib and argon2.passes are numbers: " + e.getMessage(), e);
    }
  }

  private static Map<Short, byte[]> peppers(Properties properties, Path file) {
    var peppers = new HashMap<Short, byte[]>();
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
    return Map.copyOf(peppers);
  }

  /**
   * The current peppers: a changed file is read again while the server runs. If it can't be read or
   * has no usable key, the peppers read before stay in use.
   */
  private Peppers now() {
    var known = peppers;
    var now = Instant.now();
    if (known.looked().plus(LOOKED_AT).isAfter(now)) {
      return known;
    }
    try {
      peppers =
          Files.getLastModifiedTime(file).equals(known.changed())
              ? known.lookedAt(now)
              : read(file);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("the key file {} can't be read again: {}", file, e.toString());
      peppers = known.lookedAt(now);
    }
    return peppers;
  }

  /**
   * Reads the keys from a file, or makes the file, readable by its owner only, where there is none.
   *
   * @param file a properties file: {@code pepper.1} = 32 bytes or more in base64, and where hashes
   *     are to cost more or less than usual {@code argon2.memory-kib} and {@code argon2.passes}
   * @throws IllegalArgumentException when the file holds no usable key
   * @throws UncheckedIOException when it can't be read or made
   */
  public static Keyring loadOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return new Keyring(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the key file " + file + " can't be used: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the keys from a file, and makes none.
   *
   * @return empty where there is no file
   * @throws IllegalArgumentException when the file holds no usable key
   * @throws UncheckedIOException when it can't be read
   */
  public static Optional<Keyring> existing(Path file) {
    return Files.exists(file) ? Optional.of(loadOrCreate(file)) : Optional.empty();
  }

  /**
   * Marks of the keys in a file, which tell keys apart and can't be turned back into them.
   *
   * @param file the file, which need not be there
   * @return none where there is no file
   * @throws IllegalArgumentException when the file holds no usable key
   * @throws UncheckedIOException when it can't be read
   */
  public static List<String> marks(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return read(file).byVersion().values().stream().map(Keyring::mark).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the key file " + file + " can't be used: " + e.getMessage(), e);
    }
  }

  /** A key has 256 random bits or more: nobody can find it from half of a hash. */
  private static String mark(byte[] key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(hash, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another process may do the same at this moment: the keys of the first one win. */
  private static void create(Path file) throws IOException {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    var directory =
        Files.createDirectories(
            Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory"));
    var made =
        Files.createTempFile(
            directory,
            ".keys",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(
          made,
          """
          # Keys of this library. Without this file no PIN or password can be checked and no CPR number found: keep a copy, apart from the database's.
          pepper.1=%s
          """
              .formatted(Base64.getEncoder().encodeToString(key)));
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException _) {
      // another process was quicker
    } finally {
      Files.delete(made);
    }
  }

  /**
   * Adds a pepper, which counts from then on. The file replaces the old one atomically, so that a
   * running server never sees half of it.
   *
   * @param before takes the pepper before it is in the file
   * @return its version
   * @throws UncheckedIOException when the file can't be written
   */
  public short add(Consumer<byte[]> before) {
    var version = (short) (now().newest() + 1);
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    before.accept(key);
    rewrite(lines -> {
      lines.add("pepper.%d=%s".formatted(version, Base64.getEncoder().encodeToString(key)));
      return lines;
    });
    return version;
  }

  /**
   * Removes a pepper that is no longer in use from the file.
   *
   * @throws IllegalArgumentException when there is none of this version, or it is the newest
   */
  public void remove(short version) {
    if (!now().byVersion().containsKey(version) || version == now().newest()) {
      throw new IllegalArgumentException(
          "pepper.%d is not there, or is the newest".formatted(version));
    }
    rewrite(lines -> {
      lines.removeIf(line -> line.strip().startsWith("pepper." + version + "="));
      return lines;
    });
  }

  private void rewrite(UnaryOperator<List<String>> change) {
    try {
      var beside = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(beside);
      Files.createFile(
          beside,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(beside, change.apply(new ArrayList<>(Files.readAllLines(file))));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      peppers = read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the key file " + file + " can't be changed: " + e.getMessage(), e);
    }
  }

  public short newest() {
    return now().newest();
  }

  /** The cost of new hashes. */
  Argon2.Cost cost() {
    return now().cost();
  }

  /** The versions in the file, the newest first. */
  public List<Short> versions() {
    return now().versions();
  }

  /** The pepper of a version; the caller must not change it. */
  public byte[] pepper(short version) {
    var pepper = now().byVersion().get(version);
    if (pepper == null) {
      throw new IllegalStateException("the key file has no pepper." + version);
    }
    return pepper;
  }

  /**
   * A key of 256 bits that is derived from a pepper (HKDF-SHA256, RFC 5869); the caller must not
   * change it.
   *
   * @param use what it is used for; another use has an unrelated key
   * @param version the pepper's
   */
  byte[] key(String use, short version) {
    return derived.computeIfAbsent(
        new Derived(use, version),
        _ -> {
          try {
            return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                    HKDFParameterSpec.ofExtract()
                        .addIKM(pepper(version))
                        .thenExpand(use.getBytes(StandardCharsets.US_ASCII), KEY_BYTES));
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has HKDF-SHA256 since 25", e);
          }
        });
  }
}
