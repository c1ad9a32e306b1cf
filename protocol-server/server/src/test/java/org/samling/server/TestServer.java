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

  public final TestLibrary library;
  public final LuceneCatalogue index;
  public final Listeners listeners;
  private final Library opened;
  private final Path directory;

  public TestServer() {
    this(new TestLibrary(), null, "0s");
  }

  /** The same, encrypted with a certificate and key that lie in a directory, or not for null. */
  public TestServer(@Nullable Path certificates) {
    this(new TestLibrary(), certificates, "0s");
  }

  /** Before a library, which is closed with it, answering kiosks for a while once it is to stop. */
  public TestServer(TestLibrary library, String drain) {
    this(library, null, drain);
  }

  private TestServer(TestLibrary library, @Nullable Path certificates, String drain) {
    this.library = library;
    try {
      directory = Files.createTempDirectory(Path.of("target"), "server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var configuration = configuration(certificates, drain);
    opened = Library.open(configuration);
    index = opened.openIndex(configuration.index());
    index.catchUp();
    index.follow();
    listeners = new Listeners(opened, index, configuration);
  }

  private Configuration configuration(@Nullable Path certificates, String drain) {
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
          sip2: {port: 0, tls: %4$s, drain: %6$s}
          z3950: {port: 0, result-sets: 3, tls: %4$s}
          http: {port: 0, tls: %4$s}
          %5$s
          """
              .formatted(
                  library.roles.url(),
                  library.roles.application(),
                  library.roles.applicationPassword().value(),
                  certificates != null,
                  certificates != null
                      ? "tls: {certificate: \"%1$s/certificate.pem\", key: \"%1$s/key.pem\"}"
                          .formatted(certificates.toAbsolutePath())
                      : "",
                  drain));
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
