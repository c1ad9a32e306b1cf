package org.samling.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.samling.core.requests.ResourceLimit;
import org.samling.postgres.PostgresStore;
import org.samling.search.LuceneCatalogue;
import org.samling.server.tcp.ReopenedListener;
import org.samling.server.web.Health;
import org.samling.server.web.WebServer;

/** What a server measures of itself, beside its answers. */
final class ServerMetrics {

  private ServerMetrics() {}

  /**
   * The listeners with connections.
   *
   * @param ncip that of NCIP without HTTP, or null where it is not configured
   */
  record Open(
      Sip2Listeners sip2, ReopenedListener z3950, @Nullable ReopenedListener ncip, WebServer web) {}

  /** Measures from now on. */
  static void bind(
      PrometheusMeterRegistry metrics,
      Open open,
      Health health,
      PostgresStore store,
      LuceneCatalogue index) {
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ClassLoaderMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    LoginMetrics.bind(
        metrics,
        store.tenants().all(),
        store.loginAttempts(),
        store.pinAttempts(),
        store.hashing());
    for (var limit : ResourceLimit.values()) {
      FunctionCounter.builder("samling.limits.reached", limit, ResourceLimit::timesReached)
          .description("What was refused or had to wait, because a limit was reached")
          .tag("limit", limit.word())
          .register(metrics);
    }
    Gauge.builder("samling.sip2.connections", open.sip2(), Sip2Listeners::connections)
        .description("Open SIP2 connections")
        .register(metrics);
    Gauge.builder("samling.z3950.connections", open.z3950(), ReopenedListener::connections)
        .description("Open Z39.50 connections")
        .register(metrics);
    Gauge.builder(
            "samling.ncip.connections", () -> open.ncip() == null ? 0 : open.ncip().connections())
        .description("Open NCIP connections")
        .register(metrics);
    Gauge.builder("samling.http.connections", open.web(), WebServer::connections)
        .description("Open HTTP connections, without those to http.management")
        .register(metrics);
    Gauge.builder("samling.store.ready", health, h -> h.isStoreReady() ? 1 : 0)
        .description("1 while loans can be written")
        .register(metrics);
    Gauge.builder("samling.store.connections", store, PostgresStore::connectionsInUse)
        .description("Connections to the database in use")
        .register(metrics);
    Gauge.builder("samling.index.records", index, i -> i.state().documents())
        .description("Records in the index")
        .register(metrics);
    Gauge.builder("samling.index.following", index, i -> i.state().isFollowing() ? 1 : 0)
        .description("1 while the index follows the catalogue, 0 while it is being built")
        .register(metrics);
    metrics.getPrometheusRegistry().register(new NodeMetrics(store.nodes()));
  }
}
