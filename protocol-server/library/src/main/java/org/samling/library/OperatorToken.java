package org.samling.library;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.library.config.Configuration;

/**
 * What a server leaves for commands on its own machine: where it listens and a token that lets its
 * user do everything. It is new at each start, and stands in a file beside the index that only the
 * server's own user can read.
 *
 * @param server the address of the server
 * @param token the token
 * @param user the operating system's user
 * @param certificate the file of the certificate that the server shows, or null without TLS
 */
public record OperatorToken(URI server, Secret token, String user, @Nullable Path certificate) {

  /** The name of the file. */
  public static final String FILE = "operator-token";

  private static final int BYTES = 32;

  /** A new token, which nobody has seen. */
  public static Secret make() {
    var random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** Where a library's token is. */
  public static Path file(Configuration configuration) {
    return configuration.index().directory().resolveSibling(FILE);
  }

  /** Writes it for its user alone. */
  public void write(Path file) {
    var text = new Properties();
    text.setProperty("server", server.toString());
    text.setProperty("token", token.value());
    text.setProperty("user", user);
    if (certificate != null) {
      text.setProperty("certificate", certificate.toString());
    }
    var written = new StringWriter();
    var beside = file.resolveSibling(FILE + ".new");
    try {
      text.store(written, "For commands on this machine; new at each start of the server.");
      Files.deleteIfExists(beside);
      Files.createFile(
          beside,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(beside, written.toString());
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads it; empty where no server has left one.
   *
   * @throws IllegalStateException when it is there and can't be read
   */
  public static Optional<OperatorToken> read(Path file) {
    var text = new Properties();
    try {
      text.load(new StringReader(Files.readString(file)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s can't be read: run this as the server's user, or use a token of an account"
              .formatted(file),
          e);
    }
    var certificate = text.getProperty("certificate");
    return Optional.of(
        new OperatorToken(
            URI.create(text.getProperty("server")),
            new Secret(text.getProperty("token")),
            text.getProperty("user"),
            certificate == null ? null : Path.of(certificate)));
  }

  /** Removes it, unless another server has written its own since. */
  public void remove(Path file) {
    try {
      if (read(file).filter(this::equals).isPresent()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
