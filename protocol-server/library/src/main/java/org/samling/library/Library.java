package org.samling.library;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueSearch;
import org.samling.library.config.Configuration;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.embedded.ShutdownSequence;
import org.samling.postgres.schema.Provisioning;
import org.samling.routes.CamelContexts;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportService;
import org.samling.search.CommittedIndex;
import org.samling.search.IndexException;
import org.samling.search.LuceneCatalogue;
import org.samling.search.SearchSettings;
import org.samling.search.copy.IndexNeighbour;

/**
 * The library without its listeners: the database (started here if it is the embedded one), the
 * store, and the switchboard. Every command works with one.
 */
public final class Library implements AutoCloseable {

  private final @Nullable EmbeddedPostgres server;
  private final String url;
  private final PostgresStore store;
  private final CamelContext camel;
  private final Duration keepVersions;
  private final Duration keepReviews;
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
    this.keepReviews = configuration.imports().keepReviews();
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
            store.importReviews(),
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
          var roles = LibraryDatabase.roles(external, owner);
          roles.migrate();
          LibraryDatabase.trust(roles, configuration);
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
          openEmbedded(configuration, embedded, LibraryDatabase::accept);
      case Configuration.External _ -> {
        LibraryDatabase.accept(configuration);
        yield open(configuration);
      }
    };
  }

  /**
   * Opens the library as {@link #open} does; but if a server is running on the embedded database,
   * uses the same database beside it.
   *
   * @param configuration where the library is kept
   */
  public static Library openBeside(Configuration configuration) {
    if (configuration.store().database() instanceof Configuration.Embedded embedded) {
      var running = EmbeddedPostgres.runningUrl(embedded.directory(), LibraryDatabase.NAME);
      if (running.isPresent()) {
        var password = ApplicationPassword.read(embedded.directory());
        return open(configuration, null, running.get(), Provisioning.APPLICATION, password);
      }
    }
    return open(configuration);
  }

  private static Library openEmbedded(
      Configuration configuration,
      Configuration.Embedded embedded,
      Consumer<Provisioning.Roles> readying) {
    var server = LibraryDatabase.start(embedded);
    try {
      var roles = LibraryDatabase.prepare(server);
      readying.accept(roles);
      LibraryDatabase.trust(roles, configuration);
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
                settings.batchesAhead(),
                settings.answerWithin(),
                configuration.imports().authorities()),
            Keyring.loadOrCreate(configuration.keys()),
            LibraryDatabase.ownDirectory(configuration),
            configuration.logins().limits(),
            configuration.logins().hashing());
    try {
      store.maintain();
      return new Library(server, url, store, CamelContexts.start(), configuration);
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

  /**
   * Maintains the store. Drops what is kept for undoing imports, or waits for review, once it is
   * old enough.
   */
  public void maintain() {
    store.maintain();
    forgetImports(null);
    store.tenants().all().forEach(tenant -> forgetImports(tenant.id()));
  }

  private void forgetImports(@Nullable TenantId tenant) {
    store.importBatches().forgetVersions(tenant, keepVersions);
    store.importReviews().forget(tenant, keepReviews);
  }

  /**
   * Opens the index of the catalogue, which does not follow the store yet; the caller closes it
   * before the library.
   *
   * @throws org.samling.search.IndexException when it is in use by another process
   */
  public LuceneCatalogue openIndex(Configuration.Index settings) {
    return openIndex(settings, List.of());
  }

  /**
   * Opens the index in the same way; where there is none, that of a neighbour is copied.
   *
   * @param neighbours the nodes that are asked for theirs, in this order
   * @throws org.samling.search.IndexException when it is in use by another process
   */
  public LuceneCatalogue openIndex(Configuration.Index settings, List<IndexNeighbour> neighbours) {
    return LuceneCatalogue.open(
        settings.directory(), store.catalogueFeed(), searchSettings(settings), neighbours);
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
