package org.samling.library;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.organisation.Secret;
import org.samling.core.search.CatalogueSearch;
import org.samling.library.config.Configuration;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.checkup.DatabaseAcceptance;
import org.samling.postgres.checkup.DatabaseCheckup;
import org.samling.postgres.checkup.DatabaseServers;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.embedded.ShutdownSequence;
import org.samling.postgres.schema.Migrations;
import org.samling.postgres.schema.Provisioning;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportService;
import org.samling.search.CommittedIndex;
import org.samling.search.IndexException;
import org.samling.search.LuceneCatalogue;
import org.samling.search.SearchSettings;

/**
 * The library without its listeners: the database (started here if it is the embedded one), the
 * store, and the switchboard. Every command works with one.
 */
public final class Library implements AutoCloseable {

  private static final String DATABASE = "samling";

  private final @Nullable EmbeddedPostgres server;
  private final String url;
  private final PostgresStore store;
  private final CamelContext camel;
  private final Duration keepVersions;
  private final RecordReader reader;
  private final ImportService imports;
  private final ShutdownSequence.@Nullable Step step;
  private boolean closed;

  private Library(
      @Nullable EmbeddedPostgres server,
      String url,
      PostgresStore store,
      CamelContext camel,
      Configuration configuration) {
    this.keepVersions = configuration.imports().keepVersions();
    this.server = server;
    this.url = url;
    this.store = store;
    this.camel = camel;
    this.reader = new MarcRecordReader(configuration.imports().codings());
    this.imports =
        new ImportService(
            camel,
            reader,
            new MarcRecordRenderer(),
            store.importBatches(),
            store.itemRegister(),
            store.inquiries(),
            room(configuration));
    // After the listeners and before the database server, so that pending writes are completed.
    this.step = server == null ? null : ShutdownSequence.add("the library", this::close);
  }

  /**
   * Opens the library: starts the embedded database, or uses the one that is configured; brings its
   * schema up to date if the configuration names the owner of the tables; starts the switchboard.
   *
   * @param configuration where the library is kept
   */
  public static Library open(Configuration configuration) {
    return switch (configuration.store().database()) {
      case Configuration.Embedded embedded ->
          openEmbedded(configuration, embedded, Provisioning.Roles::migrate);
      case Configuration.External external -> {
        var owner = external.owner();
        if (owner != null) {
          var roles = roles(external, owner);
          roles.migrate();
          trust(roles, configuration);
        }
        yield open(configuration, null, external.url(), external.user(), external.password());
      }
    };
  }

  /**
   * Opens the library as {@link #open} does, after it was restored: whoever worked with the
   * previous database continues with this one.
   *
   * @param configuration where the library is kept, with the owner of the tables
   */
  public static Library openRestored(Configuration configuration) {
    return switch (configuration.store().database()) {
      case Configuration.Embedded embedded ->
          openEmbedded(configuration, embedded, Library::accept);
      case Configuration.External _ -> {
        acceptDatabase(configuration);
        yield open(configuration);
      }
    };
  }

  /**
   * Brings the schema of the database up to date and accepts it as the library's, although it does
   * not continue the previous one.
   *
   * @return its host and port
   * @throws IllegalStateException when the configuration does not name the owner of the tables
   */
  public static String acceptDatabase(Configuration configuration) {
    try (var database = ownedDatabase(configuration.store().database())) {
      return accept(database.roles());
    }
  }

  private static String accept(Provisioning.Roles roles) {
    roles.migrate();
    return DatabaseAcceptance.accept(roles.url(), roles.owner(), roles.ownerPassword());
  }

  /**
   * Opens the library as {@link #open} does; but if a server is running on the embedded database,
   * uses the same database beside it.
   *
   * @param configuration where the library is kept
   */
  public static Library openBeside(Configuration configuration) {
    if (configuration.store().database() instanceof Configuration.Embedded embedded) {
      var running = EmbeddedPostgres.runningUrl(embedded.directory(), DATABASE);
      if (running.isPresent()) {
        var password = ApplicationPassword.read(embedded.directory());
        return open(configuration, null, running.get(), Provisioning.APPLICATION, password);
      }
    }
    return open(configuration);
  }

  /**
   * The embedded database server without a library, for work on the database itself.
   *
   * @param libraryUrl the JDBC address of the library's database
   * @param closing stops the server if it was started for this
   */
  public record DatabaseServer(
      EmbeddedPostgres.Credentials superuser, String libraryUrl, Runnable closing)
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
  public static DatabaseServer databaseBeside(Configuration.Embedded embedded) {
    var directory = embedded.directory();
    var running = EmbeddedPostgres.runningUrl(directory, DATABASE);
    if (running.isPresent()) {
      return new DatabaseServer(EmbeddedPostgres.superuser(directory), running.get(), () -> {});
    }
    if (!Files.exists(EmbeddedPostgres.data(directory))) {
      throw new IllegalStateException("there is no library in " + directory);
    }
    var server = start(embedded);
    return new DatabaseServer(server.superuser(), server.url(DATABASE), server::close);
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
  private static @Nullable Path ownDirectory(Configuration configuration) {
    return configuration.store().database() instanceof Configuration.External
        ? configuration.index().directory()
        : null;
  }

  private static String runningUrl(Configuration.Embedded embedded) {
    return EmbeddedPostgres.runningUrl(embedded.directory(), DATABASE)
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
        yield EmbeddedPostgres.runningUrl(embedded.directory(), DATABASE)
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
  public record OwnedDatabase(Provisioning.Roles roles, Runnable closing) implements AutoCloseable {
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
  public static OwnedDatabase ownedDatabase(Configuration.Database database) {
    return switch (database) {
      case Configuration.Embedded embedded -> {
        var server = start(embedded);
        try {
          yield new OwnedDatabase(prepare(server), server::close);
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
        yield new OwnedDatabase(roles(external, owner), () -> {});
      }
    };
  }

  private static Provisioning.Roles roles(
      Configuration.External external, Configuration.Owner owner) {
    return new Provisioning.Roles(
        external.url(), owner.user(), owner.password(), external.user(), external.password());
  }

  private static Library openEmbedded(
      Configuration configuration,
      Configuration.Embedded embedded,
      Consumer<Provisioning.Roles> readying) {
    var server = start(embedded);
    try {
      var roles = prepare(server);
      readying.accept(roles);
      trust(roles, configuration);
      ApplicationPassword.write(embedded.directory(), roles.applicationPassword());
      return open(
          configuration, server, roles.url(), roles.application(), roles.applicationPassword());
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Library open(
      Configuration configuration,
      @Nullable EmbeddedPostgres server,
      String url,
      String user,
      Secret password) {
    var settings = configuration.store();
    var store =
        new PostgresStore(
            new DatabaseSettings(
                url,
                user,
                password,
                settings.synchronousCommit(),
                settings.connections(),
                settings.batch(),
                settings.queue(),
                settings.answerWithin()),
            Keyring.loadOrCreate(configuration.keys()),
            ownDirectory(configuration),
            configuration.logins().limits(),
            configuration.logins().hashing());
    try {
      store.maintain();
      var camel = new DefaultCamelContext();
      camel.disableJMX();
      camel.start();
      return new Library(server, url, store, camel, configuration);
    } catch (Exception e) {
      store.close();
      throw e instanceof RuntimeException r ? r : new IllegalStateException(e);
    }
  }

  /** Disk space is watched only for the embedded database; an external one sees to its own. */
  private static DiskReserve room(Configuration configuration) {
    return configuration.store().database() instanceof Configuration.Embedded embedded
        ? new DiskSpace(embedded.directory(), configuration.imports().keepFree())
        : DiskReserve.UNSEEN;
  }

  /** Maintains the store. Drops what is kept for undoing imports once they are old enough. */
  public void maintain() {
    store.maintain();
    var batches = store.importBatches();
    batches.forgetVersions(null, keepVersions);
    store.tenants().all().forEach(tenant -> batches.forgetVersions(tenant.id(), keepVersions));
  }

  /**
   * Brings the schema up to date and makes known to the database the keys that there are, and does
   * nothing else.
   *
   * @return how many migrations were run
   * @throws IllegalStateException when the configuration does not name the owner of the tables
   */
  public static int migrate(Configuration configuration) {
    try (var database = ownedDatabase(configuration.store().database())) {
      var run = database.roles().migrate();
      Keyring.existing(configuration.keys())
          .ifPresent(keyring -> ActingKeys.trust(database.roles(), keyring));
      return run;
    }
  }

  private static void trust(Provisioning.Roles roles, Configuration configuration) {
    ActingKeys.trust(roles, Keyring.loadOrCreate(configuration.keys()));
  }

  private static EmbeddedPostgres start(Configuration.Embedded embedded) {
    return EmbeddedPostgres.start(
        new EmbeddedPostgres.Settings(embedded.directory(), embedded.port(), Map.of()));
  }

  private static Provisioning.Roles prepare(EmbeddedPostgres server) {
    var superuser = server.superuser();
    return Provisioning.prepare(
        server.url("postgres"),
        superuser.user(),
        new Secret(superuser.password()),
        DATABASE,
        server.url(DATABASE));
  }

  /**
   * Opens the index of the catalogue, which does not follow the store yet; the caller closes it
   * before the library.
   *
   * @throws org.samling.search.IndexException when it is in use by another process
   */
  public LuceneCatalogue openIndex(Configuration.Index settings) {
    return LuceneCatalogue.open(
        settings.directory(), store.catalogueFeed(), searchSettings(settings));
  }

  /**
   * Opens the index for a command that searches: brings it up to date or, if a server has it open,
   * reads what that server has committed.
   *
   * @throws org.samling.search.IndexException when there is no index that can be used
   */
  public Searching searchBeside(Configuration.Index settings) {
    LuceneCatalogue index;
    try {
      index = openIndex(settings);
    } catch (IndexException _) {
      var committed =
          CommittedIndex.open(
              settings.directory(), store.catalogueFeed(), searchSettings(settings));
      return new Searching(committed, committed::close);
    }
    index.catchUp();
    return new Searching(index, index::close);
  }

  /**
   * An index that is open.
   *
   * @param search searches it
   * @param closing closes it
   */
  public record Searching(CatalogueSearch search, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  private static SearchSettings searchSettings(Configuration.Index settings) {
    var usual = SearchSettings.DEFAULT;
    return new SearchSettings(
        usual.pollInterval(),
        usual.commitInterval(),
        settings.searchTimeout(),
        usual.maxTerms(),
        usual.maxVariants());
  }

  /** The store, with every port of the core. */
  public PostgresStore store() {
    return store;
  }

  /** The switchboard, started. */
  public CamelContext camel() {
    return camel;
  }

  /** Reads other libraries' records, deciding their coding as the configuration says by source. */
  public RecordReader recordReader() {
    return reader;
  }

  /** Loads bibliographic records from files. */
  public ImportService imports() {
    return imports;
  }

  /** The JDBC address of the database, without a password. */
  public String url() {
    return url;
  }

  /** The embedded database server, or null if the database is external. */
  public @Nullable EmbeddedPostgres server() {
    return server;
  }

  /** Completes pending writes, and stops what was started. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    camel.stop();
    store.close();
    if (server != null) {
      server.close();
    }
    if (step != null) {
      step.close();
    }
  }
}
