package org.samling.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.search.LuceneCatalogue;
import org.samling.server.tcp.Refusal;

/**
 * Every listener, on free ports, before a test library and an index of its own. Where nothing else
 * is said, the server is one that runs from one test to the next ({@link KeptServer}).
 */
public final class TestServer implements AutoCloseable {

  public final TestLibrary library;
  public final LuceneCatalogue index;
  public final Listeners listeners;
  private final OpenedServer opened;
  private final Runnable closing;

  /** A server before a library that is empty but for what every test library has. */
  public TestServer() {
    this(KeptServer.take(""));
  }

  /** The same, with one more line of YAML in its configuration. */
  public static TestServer with(String more) {
    return new TestServer(KeptServer.take(more));
  }

  /**
   * The same for a test that asks for a tenant by its name, as those of Z39.50, SRU and OAI-PMH do:
   * it remembers no earlier test's. May wait some seconds, which takes less than another server.
   */
  public static TestServer rested() {
    return new TestServer(KeptServer.takeRested());
  }

  private TestServer(KeptServer kept) {
    library = kept.library();
    opened = kept.opened();
    index = opened.index;
    listeners = opened.listeners;
    closing = kept::leave;
  }

  /** The same for a test that counts what the server did since its start, or stops some of it. */
  public static TestServer ofItsOwn() {
    return before(new TestLibrary());
  }

  /** The same, encrypted with a certificate and key that lie in a directory, or not for null. */
  public TestServer(@Nullable Path certificates) {
    this(
        new TestLibrary(),
        true,
        TestServerConfiguration.USUAL
            .sip2("{port: 0, tls: %s, wire-log: wire-log}".formatted(certificates != null))
            .encrypted(certificates));
  }

  private TestServer(
      TestLibrary library, boolean ownsLibrary, TestServerConfiguration configuration) {
    this.library = library;
    opened = new OpenedServer(library, configuration);
    index = opened.index;
    listeners = opened.listeners;
    closing =
        () -> {
          opened.close();
          if (ownsLibrary) {
            library.close();
          }
        };
  }

  /** A server of which the configuration of SIP2 is given, in one line of YAML. */
  public static TestServer withSip2(String sip2) {
    return new TestServer(new TestLibrary(), true, TestServerConfiguration.USUAL.sip2(sip2));
  }

  /** A server of which the limits for logins and SIP2 are given, each in one line of YAML. */
  public static TestServer withLogins(String logins, String sip2) {
    return new TestServer(
        new TestLibrary(),
        true,
        TestServerConfiguration.USUAL.sip2(sip2).more("logins: " + logins));
  }

  /** A server with keys of its own, and with limits for logins, in one line of YAML. */
  public static TestServer withKeys(Path keys, String logins) {
    return new TestServer(
        new TestLibrary(),
        true,
        TestServerConfiguration.USUAL.keys(keys).more("logins: " + logins));
  }

  /** A server of which the configuration of HTTP says more, in one line of YAML. */
  public static TestServer withHttp(String http) {
    return new TestServer(new TestLibrary(), true, TestServerConfiguration.USUAL.http(http));
  }

  /** Before a library, which is closed with it. */
  public static TestServer before(TestLibrary library) {
    return new TestServer(library, true, TestServerConfiguration.USUAL);
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
    return new TestServer(library, false, TestServerConfiguration.USUAL.http(http).more(more));
  }

  /** Before a library, which stays open; every answer is given, or given up, within so long. */
  public static TestServer impatient(TestLibrary library, Duration answerWithin) {
    return new TestServer(library, false, TestServerConfiguration.USUAL.answerWithin(answerWithin));
  }

  /**
   * Encrypted with a certificate and key that lie in a directory.
   *
   * @param http what else the configuration says of HTTP
   * @param more one more line of YAML in it
   */
  public static TestServer encrypted(Path certificates, String http, String more) {
    return new TestServer(
        new TestLibrary(),
        true,
        TestServerConfiguration.USUAL.http(http).more(more).encrypted(certificates));
  }

  /** Another node before the same library. */
  public TestServer anotherNode() {
    return new TestServer(library, false, TestServerConfiguration.USUAL);
  }

  /** How many were not let in to SIP2 for a reason, as the metrics say. */
  public double refused(Refusal reason) {
    return counted("samling_sip2_refused_total{reason=\"%s\"}".formatted(reason.tag()));
  }

  /** What a metric counted since the server was started, perhaps for an earlier test. */
  public double counted(String metric) {
    return metrics()
        .lines()
        .filter(l -> l.startsWith(metric))
        .mapToDouble(l -> Double.parseDouble(l.substring(metric.length())))
        .sum();
  }

  /** What Prometheus is told. */
  public String metrics() {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + listeners.managementPort() + "/metrics");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Puts records, common ones for null, and waits until they can be found. */
  public void put(@Nullable TenantId tenant, List<CatalogueRecord> records) {
    library.store.catalogue().putRecords(tenant, records);
    index.catchUp();
  }

  /** The wire log of a SIP2 account, which is there once something was written. */
  public Path wireLog(String account) {
    return opened.directory.resolve("wire-log").resolve("sip2-" + account + ".log");
  }

  /** Where the server keeps what is its own: index, wire log, and the token for commands. */
  public Path directory() {
    return opened.directory;
  }

  @Override
  public void close() {
    closing.run();
  }
}
