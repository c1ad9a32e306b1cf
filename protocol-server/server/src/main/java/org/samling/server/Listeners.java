package org.samling.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.Tenant;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.sip2.Sip2Settings;
import org.samling.server.config.Configuration;
import org.samling.server.sip2.Sip2Conversation;
import org.samling.server.tcp.TcpLimits;
import org.samling.server.tcp.TcpListener;
import org.samling.server.web.Health;
import org.samling.server.web.WebServer;

/** Everything that listens: SIP2 and HTTP. */
public final class Listeners implements AutoCloseable {

  private static final Duration KIOSK_DEADLINE = Duration.ofSeconds(10);
  private static final int KIOSK_RETRIES = 3;

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health;
  private final TcpListener sip2;
  private final WebServer web;

  /**
   * Starts to listen.
   *
   * @param library what is served
   * @param configuration where, and within what limits
   * @throws IllegalStateException when a port can't be had; the message names it
   */
  public Listeners(Library library, Configuration configuration) {
    var store = library.store();
    health = new Health(store::isReady);
    var service =
        new Sip2Service(
            library.camel(),
            new Sip2Service.Ports(
                store.accounts(),
                store.patronAuthentication(),
                store,
                store.inquiries(),
                health::isReady),
            new Sip2Settings(
                configuration.sip2().retransmissionWindow(), KIOSK_DEADLINE, KIOSK_RETRIES),
            new Sip2Metrics(metrics));
    TcpListener listening = null;
    try {
      listening = listen(configuration.sip2(), service);
      sip2 = listening;
      measure();
      var http = configuration.http();
      web = new WebServer(http.host(), http.port(), health, metrics, () -> frontPage(library));
    } catch (RuntimeException e) {
      close(listening);
      throw e;
    }
  }

  private void close(@Nullable TcpListener listening) {
    if (listening != null) {
      listening.close();
    }
    health.close();
  }

  private static TcpListener listen(Configuration.Sip2 sip2, Sip2Service service) {
    return new TcpListener(
        "SIP2",
        sip2.host(),
        sip2.port(),
        () -> new Sip2Conversation(service, sip2.frameLimit(), sip2.frameLimitBeforeLogin()),
        new TcpLimits(sip2.maxConnections(), sip2.loginTimeout(), sip2.idleTimeout()));
  }

  private void measure() {
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ClassLoaderMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    Gauge.builder("samling.sip2.connections", sip2, TcpListener::connections)
        .description("SIP2 connections that are open")
        .register(metrics);
    Gauge.builder("samling.store.ready", health, h -> h.isStoreReady() ? 1 : 0)
        .description("1 while the store answers")
        .register(metrics);
  }

  private String frontPage(Library library) {
    return FrontPage.html(
        Version.text(),
        health.isReady(),
        List.of(
            new FrontPage.Listener(
                "SIP2", "port " + sip2Port(), "kiosks, sorters and doors, over TCP"),
            new FrontPage.Listener("HTTP", "port " + httpPort(), "this page, health and metrics")),
        tenants(library));
  }

  private List<Tenant> tenants(Library library) {
    try {
      return health.isStoreReady() ? library.store().tenants().all() : List.of();
    } catch (StoreException e) {
      return List.of();
    }
  }

  /** The port of SIP2. */
  public int sip2Port() {
    return sip2.port();
  }

  /** The port of HTTP. */
  public int httpPort() {
    return web.port();
  }

  /** Says that no new work is taken, lets what came be answered, and stops to listen. */
  @Override
  public void close() {
    health.drain();
    sip2.close();
    web.close();
    health.close();
  }
}
