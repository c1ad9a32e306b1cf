package org.samling.server.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration;

/**
 * The HTTP listener: {@code /health/live}, {@code /health/ready}, {@code /metrics} and what
 * endpoints add.
 */
public final class WebServer implements AutoCloseable {

  /** How long requests that came may take when the server stops. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int MAX_HEADER = 8 * 1024;

  /** The longest argument of a form; how long a whole one may be, its endpoint says. */
  private static final int MAX_ARGUMENT = 128 * 1024;

  private static final String OPEN = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  /** Serves no file of the class path, so that Vert.x needs no directory for copies of them. */
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(2)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setClassPathResolvingEnabled(false)
                      .setFileCachingEnabled(false)));

  private final Router router = Router.router(vertx);
  private volatile Place place;
  private volatile HttpServer server;

  /**
   * Where is listened, and how.
   *
   * @param host the address, or "0.0.0.0" for all
   * @param port the port, or 0 for any that is free
   * @param tls the certificate for HTTPS, or null for HTTP
   * @param clients the certificates of those who issue clients' certificates, or null where clients
   *     are not asked for any
   */
  public record Place(
      String host, int port, Configuration.@Nullable Tls tls, @Nullable Path clients) {

    /** As a configuration says. */
    public static Place of(Configuration configuration) {
      var http = configuration.http();
      return new Place(
          http.host(), http.port(), http.tls() ? configuration.tls() : null, http.clients());
    }
  }

  /**
   * Starts to listen.
   *
   * @param place where
   * @param health whether the library can be worked with
   * @param metrics what is measured
   * @param endpoints what else is served
   * @throws IllegalStateException when the port can't be had; the message names it
   */
  public WebServer(
      Place place, Health health, PrometheusMeterRegistry metrics, List<WebEndpoint> endpoints) {
    this.place = place;
    endpoints.forEach(e -> e.addTo(router));
    router.get("/health/live").handler(c -> json(c, OK, new JsonObject().put("status", "up")));
    router.get("/health/ready").handler(c -> ready(c, health));
    router.get("/metrics").handler(c -> metrics(c, metrics));
    try {
      server = open(place);
    } catch (IllegalStateException e) {
      vertx.close();
      throw e;
    }
  }

  private HttpServer open(Place place) {
    try {
      return vertx
          .createHttpServer(options(place))
          .requestHandler(request -> {
            RequestHeaders.put(request);
            router.handle(request);
          })
          .listen(place.port(), place.host())
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "HTTP can't listen on %s port %d: %s"
              .formatted(place.host(), place.port(), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * Listens somewhere else. Requests that came before are answered; a port that stays the same is
   * given up meanwhile.
   *
   * @throws IllegalStateException when that can't be had; then it listens as before
   */
  public synchronized void reopen(Place next) {
    if (next.equals(place)) {
      return;
    }
    var before = server;
    if (next.port() != place.port()) {
      server = open(next);
      shut(before);
    } else {
      shut(before);
      try {
        server = open(next);
      } catch (IllegalStateException e) {
        server = open(place);
        throw e;
      }
    }
    place = next;
  }

  private static HttpServerOptions options(Place place) {
    var tls = place.tls();
    var clients = place.clients();
    var options =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEADER)
            .setMaxInitialLineLength(MAX_HEADER)
            .setMaxFormAttributeSize(MAX_ARGUMENT)
            .setIdleTimeout(60)
            // Where a client asks for HTTP/2 in clear, its first request would not be held back.
            .setHttp2ClearTextEnabled(false)
            .setCompressionSupported(true);
    if (tls != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toString())
                  .setKeyPath(tls.key().toString()));
      if (clients != null) {
        options
            .setClientAuth(ClientAuth.REQUEST)
            .setTrustOptions(new PemTrustOptions().addCertPath(clients.toString()));
      }
    }
    return options;
  }

  /**
   * Reads the certificate and its key again; connections that come later get the new one.
   *
   * @throws IllegalStateException when they can't be used; then the former ones stay
   */
  public synchronized void renewTls() {
    var tls = place.tls();
    if (tls == null) {
      return;
    }
    try {
      server
          .updateSSLOptions(options(place).getSslOptions(), true)
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "HTTP can't use the certificate %s: %s".formatted(tls.certificate(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The port that is listened on. */
  public int port() {
    return server.actualPort();
  }

  /** In OpenMetrics, with examples, for who asks for that; in Prometheus' own text else. */
  private static void metrics(RoutingContext context, PrometheusMeterRegistry metrics) {
    var accept = context.request().getHeader("accept");
    var type = accept != null && accept.contains("application/openmetrics-text") ? OPEN : TEXT;
    context.response().putHeader("content-type", type).end(metrics.scrape(type));
  }

  private static void ready(RoutingContext context, Health health) {
    var ready = health.isReady();
    json(
        context,
        ready ? OK : UNAVAILABLE,
        new JsonObject()
            .put("status", ready ? "ready" : "not ready")
            .put("store", health.isStoreReady() ? "can be written" : "can't be written"));
  }

  private static void json(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(body.encode());
  }

  /** Takes no more requests, lets those that came be answered, and closes. */
  @Override
  public synchronized void close() {
    shut(server);
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("HTTP did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void shut(HttpServer server) {
    try {
      server
          .shutdown(DRAIN.toSeconds(), TimeUnit.SECONDS)
          .toCompletionStage()
          .toCompletableFuture()
          .get(2 * DRAIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("HTTP did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
