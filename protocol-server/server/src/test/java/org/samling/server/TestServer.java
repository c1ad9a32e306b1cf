package org.samling.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.search.LuceneCatalogue;
import org.samling.server.config.Configuration;

/** Every listener, on free ports, before the test library and an index of its own. */
public final class TestServer implements AutoCloseable {

  public final TestLibrary library = new TestLibrary();
  public final LuceneCatalogue index;
  public final Listeners listeners;
  private final Library opened;
  private final Path directory;

  public TestServer() {
    try {
      directory = Files.createTempDirectory(Path.of("target"), "server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var configuration = configuration();
    opened = Library.open(configuration);
    index = opened.openIndex(configuration.index());
    index.catchUp();
    index.follow();
    listeners = new Listeners(opened, index, configuration);
  }

  private Configuration configuration() {
    var file = directory.resolve("samling.yaml");
    try {
      Files.writeString(
          file,
          """
          store:
            url: "%s"
            user: %s
            password: "%s"
          keys: ../test-keys.properties
          index: {directory: index}
          sip2: {port: 0}
          z3950: {port: 0, result-sets: 3}
          http: {port: 0}
          """
              .formatted(
                  library.roles.url(),
                  library.roles.application(),
                  library.roles.applicationPassword().value()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Configuration.load(file);
  }

  /** Puts records, common ones for null, and waits until they can be found. */
  public void put(@Nullable TenantId tenant, List<CatalogueRecord> records) {
    library.store.catalogue().putRecords(tenant, records);
    index.catchUp();
  }

  @Override
  public void close() {
    listeners.close();
    index.close();
    opened.close();
    library.close();
    try {
      ServerProcess.delete(directory.resolve("samling.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
