package org.samling.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.search.LuceneCatalogue;
import org.samling.server.config.Configuration;
import org.samling.server.tcp.Refusal;

/** Every listener, on free ports, before the test library and an index of its own. */
public final class TestServer implements AutoCloseable {

  public final TestLibrary library;
  public final LuceneCatalogue index;
  public final Listeners listeners;
  private final Library opened;
  private final Path directory;
  private final boolean ownsLibrary;

  public TestServer() {
    this(null);
  }

  /** The same, encrypted with a certificate and key that lie in a directory, or not for null. */
  public TestServer(@Nullable Path certificates) {
    this(
        new TestLibrary(),
        true,
        "{port: 0, tls: %s, wire-log: wire-log}".formatted(certificates != null),
        "",
        "",
        certificates);
  }

  private TestServer(
      TestLibrary library,
      boolean ownsLibrary,
      String sip2,
      String http,
      String more,
      @Nullable Path certificates) {
    this.library = library;
    this.ownsLibrary = ownsLibrary;
    try {
      directory = Files.createTempDirectory(Path.of("target"), "server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var configuration = configuration(sip2, http, more, certificates);
    opened = Library.open(configuration);
    index = opened.openIndex(configuration.index());
    index.catchUp();
    index.follow();
    listeners = new Listeners(opened, index, configuration);
  }

  /** A server of which the configuration of SIP2 is given, in one line of YAML. */
  public static TestServer withSip2(String sip2) {
    return new TestServer(new TestLibrary(), true, sip2, "", "", null);
  }

  /** A server of which the configuration of HTTP says more, in one line of YAML. */
  public static TestServer withHttp(String http) {
    return new TestServer(new TestLibrary(), true, "{port: 0, wire-log: wire-log}", http, "", null);
  }

  /** Before a library, which is closed with it. */
  public static TestServer before(TestLibrary library) {
    return new TestServer(library, true, "{port: 0, wire-log: wire-log}", "", "", null);
  }

  /** Before a library, which stays open, with one more line of YAML in its configuration. */
  public static TestServer before(TestLibrary library, String more) {
    return before(library, "", more);
  }

  /**
   * Before a library, which stays open.
   *
   * @param http what else the configuration says of HTTP
   * @param more one more line of YAML in it
   */
  public static TestServer before(TestLibrary library, String http, String more) {
    return new TestServer(library, false, "{port: 0, wire-log: wire-log}", http, more, null);
  }

  /**
   * Encrypted with a certificate and key that lie in a directory.
   *
   * @param http what else the configuration says of HTTP
   * @param more one more line of YAML in it
   */
  public static TestServer encrypted(Path certificates, String http, String more) {
    return new TestServer(
        new TestLibrary(), true, "{port: 0, wire-log: wire-log}", http, more, certificates);
  }

  /** Another node before the same library. */
  public TestServer anotherNode() {
    return new TestServer(library, false, "{port: 0, wire-log: wire-log}", "", "", null);
  }

  /** How many were not let in to SIP2 for a reason, as the metrics say. */
  public double refused(Refusal reason) {
    var line = "samling_sip2_refused_total{reason=\"%s\"}".formatted(reason.tag());
    return metrics()
        .lines()
        .filter(l -> l.startsWith(line))
        .mapToDouble(l -> Double.parseDouble(l.substring(line.length())))
        .sum();
  }

  /** What Prometheus is told. */
  public String metrics() {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + listeners.httpPort() + "/metrics");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Configuration configuration(
      String sip2, String http, String more, @Nullable Path certificates) {
    var file = directory.resolve("samling.yaml");
    try {
      Files.writeString(
          file,
          """
          store:
            url: "%s"
            user: %s
            password: "%s"
          keys: "%9$s"
          index: {directory: index}
          sip2: %6$s
          z3950: {port: 0, result-sets: 3, tls: %4$s}
          http: {%8$s, tls: %4$s}
          %5$s
          %7$s
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
                  sip2,
                  more,
                  http.startsWith("port:") ? http : http.isEmpty() ? "port: 0" : "port: 0, " + http,
                  TestLibrary.keys()));
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

  /** The wire log of a SIP2 account, which is there once something was written. */
  public Path wireLog(String account) {
    return directory.resolve("wire-log").resolve("sip2-" + account + ".log");
  }

  @Override
  public void close() {
    listeners.close();
    index.close();
    opened.close();
    if (ownsLibrary) {
      library.close();
    }
    try {
      ServerProcess.delete(directory.resolve("samling.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
