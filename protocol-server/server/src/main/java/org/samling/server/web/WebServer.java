package org.samling.server.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
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
import org.samling.library.config.HttpSettings;
import org.samling.server.tcp.Refusal;
import org.samling.server.tcp.Refusals;

/**
 * The HTTP listener: the paths of endpoints, and {@code /health/live}, {@code /health/ready} and
 * {@code /metrics} unless these have a listener of their own.
 */
public final class WebServer implements AutoCloseable {

  /** How long open requests may take when the server stops. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;
  private static final int MAX_HEADER = 8 * 1024;
  private static final int IDLE_SECONDS = 60;

  /** How often connections are looked at that wait for too long. */
  private static final Duration WATCH = Duration.ofSeconds(1);

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

  private final Router router;
  private final Refusals refusals;
  private volatile OpenServer server;
  private final @Nullable OpenServer management;

  /** A server that listens, and the timer that watches its connections. */
  private record OpenServer(
      ListenOptions place, HttpServer http, HttpConnections connections, long timer) {}

  /** The connections of the listener that a request came to, while it is passed to its route. */
  private static final ScopedValue<HttpConnections> CAME_BY = ScopedValue.newInstance();

  /**
   * The listening address, and TLS.
   *
   * @param host the address, or "0.0.0.0" for all
   * @param port the port, or 0 for any free one
   * @param tls the certificate for HTTPS, or null for HTTP
   * @param clients the authorities of client certificates, or null where clients are not asked for
   *     any
   * @param limits the limits of connections and of the arrival of requests
   * @param proxies who may name the address of a caller
   */
  public record ListenOptions(
      String host,
      int port,
      Configuration.@Nullable Tls tls,
      @Nullable Path clients,
      HttpSettings.Limits limits,
      HttpSettings.Proxies proxies) {

    /** The place in a configuration. */
    public static ListenOptions of(Configuration configuration) {
      var http = configuration.http();
      return new ListenOptions(
          http.host(),
          http.port(),
          http.tls() ? configuration.tls() : null,
          http.clients(),
          http.limits(),
          http.proxies());
    }

    /** The place of metrics and health in a configuration, or null where they have none. */
    public static @Nullable ListenOptions ofManagement(Configuration configuration) {
      var http = configuration.http();
      var management = http.management();
      return management == null
          ? null
          : new ListenOptions(
              management.host(),
              management.port(),
              management.tls() ? configuration.tls() : null,
              null,
              http.limits(),
              new HttpSettings.Proxies(List.of(), HttpSettings.Header.X_FORWARDED_FOR));
    }
  }

  /**
   * Starts to listen.
   *
   * @param management where metrics and health are served; null for the same place as all else
   * @param health the server's health
   * @param refusals logs and counts refused connections
   * @param endpoints the other endpoints
   * @throws IllegalStateException when a port can't be opened; the message names it
   */
  public WebServer(
      ListenOptions place,
      @Nullable ListenOptions management,
      Health health,
      PrometheusMeterRegistry metrics,
      Refusals refusals,
      List<WebEndpoint> endpoints) {
    this.refusals = refusals;
    var router = Router.router(vertx);
    var own = management == null ? router : Router.router(vertx);
    router.route().handler(WebServer::take);
    endpoints.forEach(e -> e.addTo(router));
    if (management != null) {
      own.route().handler(WebServer::take);
    }
    own.get("/health/live").handler(c -> json(c, OK, new JsonObject().put("status", "up")));
    own.get("/health/ready").handler(c -> ready(c, health));
    own.get("/metrics").handler(c -> metrics(c, metrics));
    this.router = router;
    try {
      server = open(place, router);
      this.management = management == null ? null : open(management, own);
    } catch (IllegalStateException e) {
      vertx.close();
      throw e;
    }
  }

  /** What holds for every request: it arrives in time, its origin is known, its path is fit. */
  private static void take(RoutingContext context) {
    var origin = CAME_BY.get().take(context);
    origin.keepWith(context);
    if (origin.isEncrypted()) {
      RequestHeaders.putEncrypted(context.response());
    }
    FitRequests.check(context);
  }

  private static boolean lacksHost(HttpServerRequest request) {
    return request.version() != HttpVersion.HTTP_1_0 && request.authority() == null;
  }

  /** Answers a request that names no host, whose body is not read. */
  private static void refuse(HttpServerResponse response) {
    response
        .setStatusCode(BAD_REQUEST)
        .putHeader("content-type", "text/plain; charset=utf-8")
        .putHeader("connection", "close")
        .end("The header Host is missing, or names no host.\n");
  }

  private OpenServer open(ListenOptions place, Router routes) {
    var proxies = new TrustedProxies(place.proxies());
    var connections = new HttpConnections(place.limits(), proxies, refusals);
    try {
      var http =
          vertx
              .createHttpServer(options(place))
              .connectionHandler(connections::take)
              .requestHandler(request -> {
                RequestHeaders.put(request);
                if (lacksHost(request)) {
                  refusals.count(Refusal.NO_HOST);
                  refuse(request.response());
                } else {
                  ScopedValue.where(CAME_BY, connections).run(() -> routes.handle(request));
                }
              })
              .listen(place.port(), place.host())
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      return new OpenServer(
          place, http, connections, vertx.setPeriodic(WATCH.toMillis(), _ -> connections.watch()));
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
    var before = server;
    var place = before.place();
    if (next.equals(place)) {
      return;
    }
    if (next.port() != place.port()) {
      server = open(next, router);
      shut(before);
      return;
    }
    shut(before);
    try {
      server = open(next, router);
    } catch (IllegalStateException e) {
      server = open(place, router);
      throw e;
    }
  }

  private static HttpServerOptions options(ListenOptions place) {
    var tls = place.tls();
    var clients = place.clients();
    var options =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEADER)
            .setMaxInitialLineLength(MAX_HEADER)
            .setMaxFormAttributeSize(MAX_ARGUMENT)
            .setIdleTimeout(IDLE_SECONDS)
            .setUseProxyProtocol(
                place.proxies().header() == HttpSettings.Header.PROXY_PROTOCOL
                    && !place.proxies().networks().isEmpty())
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
    renewTls(server);
    if (management != null) {
      renewTls(management);
    }
  }

  private static void renewTls(OpenServer server) {
    var tls = server.place().tls();
    if (tls == null) {
      return;
    }
    try {
      server
          .http()
          .updateSSLOptions(options(server.place()).getSslOptions(), true)
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
    return server.http().actualPort();
  }

  /** The port of metrics and health. */
  public int managementPort() {
    return management == null ? port() : management.http().actualPort();
  }

  /** How many connections there are. */
  public int connections() {
    return server.connections().size();
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
    if (management != null) {
      shut(management);
    }
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("HTTP did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void shut(OpenServer server) {
    try {
      server
          .http()
          .shutdown(DRAIN.toSeconds(), TimeUnit.SECONDS)
          .toCompletionStage()
          .toCompletableFuture()
          .get(2 * DRAIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("HTTP did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      vertx.cancelTimer(server.timer());
    }
  }
}
