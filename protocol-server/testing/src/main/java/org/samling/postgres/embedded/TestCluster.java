package org.samling.postgres.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.samling.core.organisation.Secret;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.schema.Provisioning;

/**
 * A database cluster with the roles and a database with the current schema: created once for a
 * build, and copied as a directory by every test JVM, since initdb and the migrations take seconds.
 */
public final class TestCluster {

  /**
   * The database that serves as template for others, with the name that a server expects for its
   * library; nobody connects to it where it is copied.
   */
  public static final String TEMPLATE = "samling";

  private static final String PREFIX = "template-";

  private TestCluster() {}

  /**
   * Returns the directory of the stopped cluster. The caller holds the lock of all test JVMs.
   *
   * @param base its parent directory; clusters of other schemas there are deleted
   */
  static Path directory(Path base) throws IOException {
    Path complete = base.resolve(PREFIX + Marked.MARK);
    if (!Files.isDirectory(complete)) {
      try (var old = Files.list(base)) {
        for (Path directory :
            old.filter(p -> p.getFileName().toString().startsWith(PREFIX)).toList()) {
          Binaries.delete(directory);
        }
      }
      Path partial = base.resolve(PREFIX + "partial");
      make(partial, TestPostgres.binaries(base));
      Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
    }
    return complete;
  }

  private static void make(Path directory, Path binaries) {
    try (var server =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(directory, 0, TestPostgres.PARAMETERS, binaries))) {
      if (TestPostgres.HAS_CHEAP_PASSWORDS) {
        makePasswordsCheap(server);
      }
      var roles = prepare(server, server.url(TEMPLATE));
      roles.migrate();
      ActingKeys.trust(roles, TestLibrary.keyring());
      var superuser = server.superuser();
      try (var connection =
              DriverManager.getConnection(
                  server.url(TEMPLATE), superuser.user(), superuser.password());
          var statement = connection.createStatement();
          var script = TestCluster.class.getResourceAsStream("pristine.sql")) {
        statement.execute(
            new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
      } catch (SQLException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Those that are set from now on, also in copies of the cluster, and the superuser's. */
  private static void makePasswordsCheap(EmbeddedPostgres server) {
    var superuser = server.superuser();
    try (var connection =
            DriverManager.getConnection(
                server.url("postgres"), superuser.user(), superuser.password());
        var statement = connection.createStatement()) {
      statement.execute("alter system set scram_iterations = 1");
      statement.execute("set scram_iterations = 1");
      statement.execute(
          "alter role \"%s\" password '%s'".formatted(superuser.user(), superuser.password()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The roles and a database of a server, created if missing; the roles get new passwords. */
  public static Provisioning.Roles prepare(EmbeddedPostgres server, String url) {
    var superuser = server.superuser();
    var name = TestPostgres.name(url);
    var roles =
        Provisioning.prepare(
            server.url("postgres"), superuser.user(), new Secret(superuser.password()), name, url);
    try (var connection =
            DriverManager.getConnection(
                server.url("postgres"), superuser.user(), superuser.password());
        var statement = connection.createStatement()) {
      statement.execute("alter database \"%s\" owner to %s".formatted(name, roles.owner()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return roles;
  }

  /** Made once: it reads a thousand files. */
  private static final class Marked {
    private static final String MARK = mark();
  }

  /**
   * Changes with every change of the schema and of the code that creates it, and daily because of
   * partitions.
   */
  private static String mark() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (Binaries.VERSION + LocalDate.now(ZoneOffset.UTC)).getBytes(StandardCharsets.UTF_8));
      for (Class<?> maker : new Class<?>[] {Provisioning.class, TestCluster.class}) {
        Path code = Path.of(maker.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(code)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            digest.update(Files.readAllBytes(file));
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
