package org.samling.server.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.routes.ncip.NcipAnswer;
import org.samling.routes.ncip.NcipCall;
import org.samling.routes.ncip.NcipCall.Credentials;
import org.samling.routes.ncip.NcipResponder;

/**
 * NCIP over HTTP (NISO Z39.83-2, HTTP binding): {@code POST /ncip}, or {@code POST /ncip/TENANT} to
 * name the tenant in the address. A virtual thread answers each message.
 */
public final class NcipEndpoint {

  /** How many messages are answered at once; one more is told to come again. */
  private static final int AT_ONCE = 200;

  private static final String BASIC = "Basic ";
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;
  private static final int OK = 200;

  private final NcipResponder responder;
  private final int messageLimit;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * Makes it.
   *
   * @param responder answers the messages
   * @param messageLimit how many bytes a message may have; more is HTTP's status 413
   */
  public NcipEndpoint(NcipResponder responder, int messageLimit) {
    this.responder = responder;
    this.messageLimit = messageLimit;
  }

  void addTo(Router router) {
    for (var path : new String[] {"/ncip", "/ncip/:tenant"}) {
      router
          .post(path)
          .handler(BodyHandler.create(false).setBodyLimit(messageLimit))
          .handler(this::take)
          .failureHandler(this::refuse);
      router
          .route(path)
          .handler(c ->
              text(
                  c.response().setStatusCode(METHOD_NOT_ALLOWED).putHeader("allow", "POST"),
                  "NCIP messages are sent by POST.\n"));
    }
  }

  private void refuse(RoutingContext context) {
    if (context.statusCode() == TOO_LARGE) {
      text(
          context.response().setStatusCode(TOO_LARGE),
          "A message may have at most %d bytes.\n".formatted(messageLimit));
    } else {
      context.next();
    }
  }

  private void take(RoutingContext context) {
    if (!places.tryAcquire()) {
      text(
          context.response().setStatusCode(UNAVAILABLE).putHeader("retry-after", "1"),
          "Too many messages at once: send it again.\n");
      return;
    }
    var eventLoop = context.vertx().getOrCreateContext();
    var buffer = context.body().buffer();
    var call =
        new NcipCall(
            new NcipCall.Body(buffer == null ? new byte[0] : buffer.getBytes()),
            context.pathParam("tenant"),
            credentials(context.request().getHeader("authorization")));
    Thread.ofVirtual().name("ncip").start(() -> answer(context, eventLoop, call));
  }

  private void answer(RoutingContext context, Context eventLoop, NcipCall call) {
    try {
      var answer = responder.answer(call);
      eventLoop.runOnContext(_ -> send(context, answer));
    } catch (RuntimeException e) {
      eventLoop.runOnContext(_ -> context.fail(e));
    } finally {
      places.release();
    }
  }

  private static void send(RoutingContext context, NcipAnswer answer) {
    var response = context.response();
    if (answer.isUnauthorized()) {
      response.putHeader("www-authenticate", "Basic realm=\"NCIP\", charset=\"UTF-8\"");
    }
    response
        .setStatusCode(answer.isUnauthorized() ? UNAUTHORIZED : OK)
        .putHeader("content-type", "application/xml; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(answer.body()));
  }

  private static void text(HttpServerResponse response, String text) {
    response.putHeader("content-type", "text/plain; charset=utf-8").end(text);
  }

  /** HTTP Basic (RFC 7617), in UTF-8; null where there is none that can be read. */
  private static @Nullable Credentials credentials(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    try {
      var text =
          new String(
              Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
      var colon = text.indexOf(':');
      return colon < 0
          ? null
          : new Credentials(text.substring(0, colon), new Secret(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
