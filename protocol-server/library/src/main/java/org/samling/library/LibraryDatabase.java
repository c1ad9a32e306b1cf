package org.samling.library;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.library.config.Configuration;
import org.samling.postgres.checkup.DatabaseAcceptance;
import org.samling.postgres.checkup.DatabaseCheckup;
import org.samling.postgres.checkup.DatabaseServers;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.schema.Migrations;
import org.samling.postgres.schema.Provisioning;

/**
 * The database of a library, beside the library itself: to migrate, check or copy it. Nothing here
 * opens a {@link Library}.
 */
public final class LibraryDatabase {

  /** The name of the embedded one. */
  static final String NAME = "samling";

  private LibraryDatabase() {}

  /**
   * Brings the schema up to date and makes known to the database the keys that there are, and does
   * nothing else.
   *
   * @return how many migrations were run
   * @throws IllegalStateException when the configuration does not name the owner of the tables
   */
  public static int migrate(Configuration configuration) {
    try (var database = owned(configuration.store().database())) {
      var run = database.roles().migrate();
      Keyring.existing(configuration.keys())
          .ifPresent(keyring -> ActingKeys.trust(database.roles(), keyring));
      return run;
    }
  }

  /**
   * Brings the schema of the database up to date and accepts it as the library's, although it does
   * not continue the previous one.
   *
   * @return its host and port
   * @throws IllegalStateException when the configuration does not name the owner of the tables
   */
  public static String accept(Configuration configuration) {
    try (var database = owned(configuration.store().database())) {
      return accept(database.roles());
    }
  }

  static String accept(Provisioning.Roles roles) {
    roles.migrate();
    return DatabaseAcceptance.accept(roles.url(), roles.owner(), roles.ownerPassword());
  }

  /**
   * The embedded database server without a library, for work on the database itself.
   *
   * @param libraryUrl the JDBC address of the library's database
   * @param closing stops the server if it was started for this
   */
  public record Server(EmbeddedPostgres.Credentials superuser, String libraryUrl, Runnable closing)
      implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  /**
   * The embedded database server that another process runs, or else one that is started here; in
   * either case its library already exists.
   *
   * @throws IllegalStateException when there is no library
   */
  public static Server beside(Configuration.Embedded embedded) {
    var directory = embedded.directory();
    var running = EmbeddedPostgres.runningUrl(directory, NAME);
    if (running.isPresent()) {
      return new Server(EmbeddedPostgres.superuser(directory), running.get(), () -> {});
    }
    if (!Files.exists(EmbeddedPostgres.data(directory))) {
      throw new IllegalStateException("there is no library in " + directory);
    }
    var server = start(embedded);
    return new Server(server.superuser(), server.url(NAME), server::close);
  }

  /**
   * Checks a library's database if it is running; starts nothing and changes nothing.
   *
   * @throws org.samling.core.StoreException when it can't be reached
   * @throws IllegalStateException when it is the embedded one, and does not run
   */
  public static DatabaseCheckup checkup(Configuration configuration) {
    return switch (configuration.store().database()) {
      case Configuration.Embedded embedded -> {
        var url = runningUrl(embedded);
        var password = ApplicationPassword.read(embedded.directory());
        yield DatabaseCheckup.open(
            url, Provisioning.APPLICATION, password, null, keyring(configuration));
      }
      case Configuration.External external ->
          DatabaseCheckup.open(
              external.url(),
              external.user(),
              external.password(),
              ownDirectory(configuration),
              keyring(configuration));
    };
  }

  /** The node's keys; null where it has none yet, or they can't be read. */
  private static @Nullable Keyring keyring(Configuration configuration) {
    try {
      return Keyring.existing(configuration.keys()).orElse(null);
    } catch (IllegalArgumentException | UncheckedIOException _) {
      return null; // which a check of the file itself says
    }
  }

  /**
   * The servers that the address of the database names, as the application's role sees them.
   *
   * @throws IllegalStateException when it is the embedded one, and does not run
   */
  public static List<DatabaseServers.Server> servers(Configuration configuration) {
    return switch (configuration.store().database()) {
      case Configuration.Embedded embedded ->
          DatabaseServers.look(
              runningUrl(embedded),
              Provisioning.APPLICATION,
              ApplicationPassword.read(embedded.directory()),
              null);
      case Configuration.External external ->
          DatabaseServers.look(
              external.url(), external.user(), external.password(), ownDirectory(configuration));
    };
  }

  /**
   * Where this node remembers the database that it worked with: beside its index, which no other
   * node uses. Null for the embedded database, which belongs to this node anyway.
   */
  static @Nullable Path ownDirectory(Configuration configuration) {
    return configuration.store().database() instanceof Configuration.External
        ? configuration.index().directory()
        : null;
  }

  private static String runningUrl(Configuration.Embedded embedded) {
    return EmbeddedPostgres.runningUrl(embedded.directory(), NAME)
        .orElseThrow(() ->
            new IllegalStateException(
                "the embedded database in %s is not running".formatted(embedded.directory())));
  }

  /**
   * The migration state of a library's database; empty if the configuration names no role that may
   * read it.
   *
   * @throws IllegalStateException when it is the embedded one, and does not run
   */
  public static Optional<Migrations.State> schema(Configuration configuration) {
    return switch (configuration.store().database()) {
      case Configuration.Embedded embedded -> {
        var superuser = EmbeddedPostgres.superuser(embedded.directory());
        yield EmbeddedPostgres.runningUrl(embedded.directory(), NAME)
            .map(url -> Migrations.state(url, superuser.user(), new Secret(superuser.password())));
      }
      case Configuration.External external ->
          Optional.ofNullable(external.owner())
              .map(owner -> Migrations.state(external.url(), owner.user(), owner.password()));
    };
  }

  /**
   * The library's database, or the one that a library will be put into, with its owner's access.
   *
   * @param roles how it is reached
   * @param closing stops the server if it is the embedded one
   */
  public record Owned(Provisioning.Roles roles, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  /**
   * The embedded database, started for this and created if it does not exist, or the one that is
   * configured.
   *
   * @throws IllegalStateException when the configuration does not name the owner of the tables
   */
  public static Owned owned(Configuration.Database database) {
    return switch (database) {
      case Configuration.Embedded embedded -> {
        var server = start(embedded);
        try {
          yield new Owned(prepare(server), server::close);
        } catch (RuntimeException e) {
          server.close();
          throw e;
        }
      }
      case Configuration.External external -> {
        var owner = external.owner();
        if (owner == null) {
          throw new IllegalStateException(
              "the configuration names no store.owner, the role that owns the tables and may change them");
        }
        yield new Owned(roles(external, owner), () -> {});
      }
    };
  }

  static Provisioning.Roles roles(Configuration.External external, Configuration.Owner owner) {
    return new Provisioning.Roles(
        external.url(), owner.user(), owner.password(), external.user(), external.password());
  }

  static void trust(Provisioning.Roles roles, Configuration configuration) {
    ActingKeys.trust(roles, Keyring.loadOrCreate(configuration.keys()));
  }

  static EmbeddedPostgres start(Configuration.Embedded embedded) {
    return EmbeddedPostgres.start(
        new EmbeddedPostgres.Settings(embedded.directory(), embedded.port(), Map.of()));
  }

  static Provisioning.Roles prepare(EmbeddedPostgres server) {
    var superuser = server.superuser();
    return Provisioning.prepare(
        server.url("postgres"),
        superuser.user(),
        new Secret(superuser.password()),
        NAME,
        server.url(NAME));
  }
}
