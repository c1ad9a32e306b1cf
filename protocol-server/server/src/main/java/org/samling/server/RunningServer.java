package org.samling.server;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.postgres.embedded.ShutdownSequence;
import org.samling.search.LuceneCatalogue;
import org.samling.search.copy.IndexNeighbour;
import org.samling.server.web.NeighbourServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. When the process is stopped, it closes the listeners first, then the index and
 * the store, and the embedded database last.
 */
final class RunningServer {

  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  private final Library library;
  private final LuceneCatalogue index;
  private final Listeners listeners;
  private final Configuration configuration;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable ConfigurationReload reload;

  private RunningServer(
      Library library, LuceneCatalogue index, Listeners listeners, Configuration configuration) {
    this.library = library;
    this.index = index;
    this.listeners = listeners;
    this.configuration = configuration;
  }

  /**
   * Starts the listeners; the library is closed when that fails, and when the process is stopped.
   *
   * @param whole whether to listen only once the whole catalogue is indexed
   */
  static RunningServer start(Library library, Configuration configuration, boolean whole) {
    LuceneCatalogue index = null;
    Listeners listeners;
    try {
      index = openIndex(library, configuration);
      if (whole) {
        index.catchUp();
      }
      index.follow();
      listeners = new Listeners(library, index, configuration);
    } catch (RuntimeException e) {
      if (index != null) {
        index.close();
      }
      library.close();
      throw e;
    }
    listeners.runJobsSoon();
    var running = new RunningServer(library, index, listeners, configuration);
    ShutdownSequence.add("the server", running::stop);
    return running;
  }

  /** Opens the index; where there is none, that of a configured neighbour is copied. */
  static LuceneCatalogue openIndex(Library library, Configuration configuration) {
    var settings = configuration.index();
    var signatures = library.store().nodeSignatures();
    return library.openIndex(
        settings,
        settings.copyFrom().stream()
            .<IndexNeighbour>map(node -> new NeighbourServer(node, signatures))
            .toList());
  }

  /**
   * Applies changes of the configuration file to the listeners.
   *
   * @param written its content at the start
   */
  void reload(Path file, Configuration.Written written) {
    reload = new ConfigurationReload(file, written, listeners);
  }

  int sip2Port() {
    return listeners.sip2Port();
  }

  int z3950Port() {
    return listeners.z3950Port();
  }

  int httpPort() {
    return listeners.httpPort();
  }

  /** One line with every address. */
  String readyLine() {
    return "Ready  SIP2 %s  Z39.50 %s:%d  HTTP %s://%s:%d/  %s"
        .formatted(
            listeners.sip2Addresses().stream()
                .map(one -> reachable(one.getHostString()) + ":" + one.getPort())
                .collect(Collectors.joining(", ")),
            reachable(configuration.z3950().host()),
            z3950Port(),
            configuration.http().tls() ? "https" : "http",
            reachable(configuration.http().host()),
            httpPort(),
            "PostgreSQL " + library.url().replaceFirst("^jdbc:", "").replaceFirst("\\?.*", ""));
  }

  /** The address by which this machine reaches a listener on a given address. */
  static String reachable(String host) {
    return host.equals("0.0.0.0") ? "127.0.0.1" : host;
  }

  /** Waits until the process is stopped. */
  void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    LOG.info("stopping: no new work is taken, work in progress is finished");
    var watch = reload;
    if (watch != null) {
      watch.close();
    }
    listeners.close();
    index.close();
    library.close();
    LOG.info("stopped");
    stopped.countDown();
  }
}
