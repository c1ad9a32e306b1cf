package org.samling.cli.common;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeForm;
import org.samling.library.OperatorToken;
import org.samling.library.config.Configuration;
import org.samling.library.config.NoticeSettings;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.embedded.EmbeddedPostgresException;
import org.samling.routes.notices.NoticeChannels.Reach;
import org.slf4j.LoggerFactory;

/** Directories that hold a whole library: the embedded database with all it needs, and the keys. */
public final class Homes {

  /** The system property in which the launcher passes the command that started it. */
  public static final String COMMAND = "samling.command";

  private static final String INDEX = "index";
  private static final String WIRE_LOG = "sip2-log";
  private static final String UPLOADS = "uploads";
  private static final String NOTICES = "notices";
  private static final String NOTICES_CHANNEL = "folder";
  private static final String KEYS = "keys.properties";
  private static final String LOCK = "lock";

  /** The names that may be in such a directory; nothing else is ever deleted. */
  private static final Set<String> OWN =
      Set.of(
          "data",
          "log",
          "socket",
          INDEX,
          WIRE_LOG,
          UPLOADS,
          NOTICES,
          LOCK,
          KEYS,
          OperatorToken.FILE,
          "superuser-password",
          "demo-loaded");

  /** The demonstration's tenants: nobody in them is real. */
  private static final List<Configuration.Sandbox> SANDBOXES =
      List.of(
          new Configuration.Sandbox("solbaek", "2000000001", "1234", "3890000001"),
          new Configuration.Sandbox("hoejager", "2000010001", "1234", "3895000001"));

  private Homes() {}

  /** The project's directory, as the launcher passes it. */
  public static Path project() {
    return Path.of(System.getProperty("samling.home", ".")).toAbsolutePath().normalize();
  }

  /** The command that started the program, as the launcher passes it; for examples to copy. */
  public static String command() {
    return System.getProperty(COMMAND, "./samling");
  }

  /**
   * The ports that a library listens on.
   *
   * @param sip2 the port of SIP2
   * @param z3950 the port of Z39.50
   * @param http the port of HTTP
   * @param postgres the port of the embedded database
   */
  public record Ports(int sip2, int z3950, int http, int postgres) {

    /** Any that are free. */
    public static final Ports ANY = new Ports(0, 0, 0, 0);
  }

  /** The configuration of a library in one directory; a port of 0 stands for any free one. */
  public static Configuration configuration(Path directory, Ports ports) {
    var absolute = directory.toAbsolutePath().normalize();
    var defaults = Configuration.defaults(absolute);
    var sip2 = defaults.sip2();
    var z3950 = defaults.z3950();
    return new Configuration(
        new Configuration.Data(
            defaults.store().before(new Configuration.Embedded(absolute, ports.postgres())),
            absolute.resolve(KEYS),
            new Configuration.Index(
                absolute.resolve(INDEX), defaults.index().searchTimeout(), List.of()),
            defaults.backupRecipients()),
        null,
        defaults.logins(),
        new Configuration.Protocols(
            new Configuration.Sip2(
                false,
                ports.sip2(),
                sip2.host(),
                sip2.connections(),
                sip2.retransmissionWindow(),
                absolute.resolve(WIRE_LOG),
                sip2.unknownMessages(),
                sip2.drain(),
                sip2.limits(),
                List.of()),
            new Configuration.Z3950(
                false,
                ports.z3950(),
                z3950.host(),
                z3950.initTimeout(),
                z3950.idleTimeout(),
                z3950.maxConnections(),
                z3950.apduLimit(),
                z3950.apduLimitBeforeInit(),
                z3950.resultSets()),
            defaults.ncip(),
            defaults.ill(),
            defaults.oaiPmh(),
            defaults.http().demonstrating(ports.http(), SANDBOXES),
            defaults.rest()),
        notices(absolute, defaults.notices()),
        imports(absolute, defaults.imports()),
        defaults.remote(),
        defaults.registry(),
        defaults.routes(),
        defaults.log(),
        null);
  }

  /** Notices are written to a folder, where everybody can look at them. */
  private static NoticeSettings notices(Path directory, NoticeSettings defaults) {
    return new NoticeSettings(
        defaults.lease(),
        List.of(
            new NoticeSettings.Channel(
                NOTICES_CHANNEL,
                null,
                Reach.PATRON,
                NoticeForm.FULL,
                1,
                Duration.ofSeconds(10),
                new NoticeSettings.Folder(directory.resolve(NOTICES)))));
  }

  private static Configuration.Imports imports(Path directory, Configuration.Imports defaults) {
    var uploads = defaults.uploads();
    return new Configuration.Imports(
        defaults.keepVersions(),
        defaults.keepReviews(),
        defaults.keepFree(),
        Map.of(),
        defaults.authorities(),
        List.of(),
        new Configuration.Uploads(
            directory.resolve(UPLOADS), uploads.limit(), uploads.timeout(), uploads.queue()));
  }

  /**
   * Empties a library's directory, except for files that do not belong to a library.
   *
   * @throws IllegalStateException when a Samling is at work there
   * @throws IOException when something can't be deleted
   */
  public static void empty(Path directory) throws IOException {
    var lock = directory.resolve(LOCK);
    if (Files.exists(lock)) {
      try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          var held = channel.tryLock()) {
        if (held == null) {
          throw new IllegalStateException(
              "%s is in use by another Samling; stop that one first".formatted(directory));
        }
      }
      stopOrphan(directory);
    }
    for (var name : OWN) {
      delete(directory.resolve(name));
    }
  }

  /** A start stops the database server that a killed Samling left behind. */
  private static void stopOrphan(Path directory) {
    try {
      EmbeddedPostgres.start(new EmbeddedPostgres.Settings(directory, 0, Map.of())).close();
    } catch (EmbeddedPostgresException e) {
      LoggerFactory.getLogger(Homes.class)
          .info("the database to be deleted does not start: {}", e.getMessage());
    }
  }

  /** Deletes a file or a directory with all that is in it, if it is there. */
  static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      Files.walkFileTree(
          path,
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
}
