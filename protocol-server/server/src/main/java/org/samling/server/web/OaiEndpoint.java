package org.samling.server.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.oaipmh.OaiRequestDecoder;
import org.samling.routes.oai.OaiAnswer;
import org.samling.routes.oai.OaiCall;
import org.samling.routes.oai.OaiResponder;
import org.samling.server.tcp.Allowances;

/**
 * OAI-PMH over HTTP: {@code GET} and {@code POST /oai/TENANT}, and {@code /oai/union} for the union
 * catalogue. A virtual thread answers each request. Who asks too often is told when to come again
 * (OAI-PMH 2.0, section 3.1.2.2: status 503 with Retry-After).
 */
public final class OaiEndpoint {

  private static final String PATH = "/oai/:repository";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** How many requests are answered at once; one more is told to come again. */
  private static final int AT_ONCE = 50;

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED_TYPE = 415;
  private static final int UNAVAILABLE = 503;

  private final OaiResponder responder;
  private final Allowances<String> allowances;
  private final @Nullable String publicUrl;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * Makes it.
   *
   * @param responder answers requests
   * @param allowances how often an address may ask
   * @param publicUrl the address that harvesters know, to which a repository's code is added; null
   *     for the one that they call
   */
  public OaiEndpoint(
      OaiResponder responder, Allowances<String> allowances, @Nullable String publicUrl) {
    this.responder = responder;
    this.allowances = allowances;
    this.publicUrl = publicUrl;
  }

  void addTo(Router router) {
    router.get(PATH).handler(c -> take(c, Objects.requireNonNullElse(c.request().query(), "")));
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(OaiRequestDecoder.MAX_LENGTH))
        .handler(this::takeForm)
        .failureHandler(OaiEndpoint::refuse);
    router
        .route(PATH)
        .handler(c ->
            text(
                c.response().setStatusCode(METHOD_NOT_ALLOWED).putHeader("allow", "GET, POST"),
                "OAI-PMH is asked by GET or POST.\n"));
  }

  private static void refuse(RoutingContext context) {
    if (context.statusCode() == TOO_LARGE) {
      text(
          context.response().setStatusCode(TOO_LARGE),
          "A request may have at most %d bytes.\n".formatted(OaiRequestDecoder.MAX_LENGTH));
    } else {
      context.next();
    }
  }

  private void takeForm(RoutingContext context) {
    var type = Objects.requireNonNullElse(context.request().getHeader("content-type"), FORM);
    if (!type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
      text(
          context.response().setStatusCode(UNSUPPORTED_TYPE),
          "The arguments of a POST are sent as " + FORM + ".\n");
      return;
    }
    var body = context.body().buffer();
    take(context, body == null ? "" : body.toString(StandardCharsets.UTF_8));
  }

  private void take(RoutingContext context, String arguments) {
    allowances.forget();
    var allowance = allowances.of(context.request().remoteAddress().hostAddress());
    if (!allowance.takeIfDue()) {
      later(context.response(), allowance.due());
      return;
    }
    if (!places.tryAcquire()) {
      later(context.response(), Duration.ofSeconds(1));
      return;
    }
    var eventLoop = context.vertx().getOrCreateContext();
    var repository = Objects.requireNonNull(context.pathParam("repository"));
    var call =
        new OaiCall(
            repository,
            baseUrl(context, repository),
            arguments,
            BasicCredentials.of(
                context.request().getHeader("authorization"), OaiCall.Credentials::new));
    Thread.ofVirtual()
        .name("OAI-PMH")
        .start(() -> answer(context, eventLoop, () -> responder.answer(call)));
  }

  private String baseUrl(RoutingContext context, String repository) {
    if (publicUrl != null) {
      return publicUrl + "/" + repository;
    }
    var request = context.request();
    return request.scheme() + "://" + request.authority() + request.path();
  }

  private void answer(RoutingContext context, Context eventLoop, Supplier<OaiAnswer> responder) {
    try {
      var answer = responder.get();
      eventLoop.runOnContext(_ -> send(context.response(), answer));
    } catch (RuntimeException e) {
      eventLoop.runOnContext(_ -> context.fail(e));
    } finally {
      places.release();
    }
  }

  private static void send(HttpServerResponse response, OaiAnswer answer) {
    switch (answer) {
      case OaiAnswer.Response document ->
          response
              .setStatusCode(OK)
              .putHeader("content-type", "text/xml; charset=utf-8")
              .putHeader("cache-control", "no-store")
              .end(Buffer.buffer(document.body()));
      case OaiAnswer.Unknown() ->
          text(response.setStatusCode(NOT_FOUND), "There is no such repository here.\n");
      case OaiAnswer.Unauthorized() ->
          text(
              response
                  .setStatusCode(UNAUTHORIZED)
                  .putHeader("www-authenticate", "Basic realm=\"OAI-PMH\", charset=\"UTF-8\""),
              "This catalogue is harvested with an account.\n");
      case OaiAnswer.Unavailable() -> later(response, Duration.ofSeconds(10));
    }
  }

  private static void later(HttpServerResponse response, Duration due) {
    text(
        response
            .setStatusCode(UNAVAILABLE)
            .putHeader("retry-after", Long.toString(Math.max(1, due.plusMillis(999).toSeconds()))),
        "Ask again later.\n");
  }

  private static void text(HttpServerResponse response, String text) {
    response.putHeader("content-type", "text/plain; charset=utf-8").end(text);
  }
}
