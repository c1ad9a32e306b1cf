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
 * The HTTP listener: {@code /health/live}, {@code /health/ready}, {@code /metrics}, and the paths
 * of endpoints.
 */
public final class WebServer implements AutoCloseable {

  /** How long open requests may take when the server stops. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int MAX_HEADER = 8 * 1024;

  /** The longest field of a form; its endpoint limits the whole form. */
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
  private volatile ListenOptions place;
  private volatile HttpServer server;

  /**
   * The listening address, and TLS.
   *
   * @param host the address, or "0.0.0.0" for all
   * @param port the port, or 0 for any free one
   * @param tls the certificate for HTTPS, or null for HTTP
   * @param clients the authorities of client certificates, or null where clients are not asked for
   *     any
   */
  public record ListenOptions(
      String host, int port, Configuration.@Nullable Tls tls, @Nullable Path clients) {

    /** The place in a configuration. */
    public static ListenOptions of(Configuration configuration) {
      var http = configuration.http();
      return new ListenOptions(
          http.host(), http.port(), http.tls() ? configuration.tls() : null, http.clients());
    }
  }

  /**
   * Starts to listen.
   *
   * @param health the server's health
   * @param endpoints the other endpoints
   * @throws IllegalStateException when the port can't be opened; the message names it
   */
  public WebServer(
      ListenOptions place,
      Health health,
      PrometheusMeterRegistry metrics,
      List<WebEndpoint> endpoints) {
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

  private HttpServer open(ListenOptions place) {
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
   * Listens in another place. Earlier requests are answered; a port that stays the same is released
   * meanwhile.
   *
   * @throws IllegalStateException when that fails; then it listens as before
   */
  public synchronized void reopen(ListenOptions next) {
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

  private static HttpServerOptions options(ListenOptions place) {
    var tls = place.tls();
    var clients = place.clients();
    var options =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEADER)
            .setMaxInitialLineLength(MAX_HEADER)
            .setMaxFormAttributeSize(MAX_ARGUMENT)
            .setIdleTimeout(60)
            // With HTTP/2 in clear text, a client's first request could not be paused.
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
   * Reads the certificate and its key again; later connections get the new one.
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

  /** The listening port. */
  public int port() {
    return server.actualPort();
  }

  /**
   * Writes OpenMetrics, with exemplars, for clients that ask for it; otherwise Prometheus' own text
   * format.
   */
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

  /** Takes no more requests, answers those received, and closes. */
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
