package org.samling.server.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** XML messages that come by POST and are answered, each on a virtual thread of its own. */
final class PostEndpoint {

  /** How many messages are answered at once; one more is told to come again. */
  private static final int AT_ONCE = 200;

  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;

  private final String name;
  private final int messageLimit;
  private final Responder responder;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /** What answers a message. */
  interface Responder {
    /** Takes what it needs of a request; what it gives may wait for the store. */
    Supplier<Answer> take(RoutingContext context, byte[] body);
  }

  /**
   * An answer in XML and UTF-8.
   *
   * @param status HTTP's status
   * @param headers headers beside the usual ones
   * @param body the document
   */
  record Answer(int status, Map<String, String> headers, Buffer body) {}

  /**
   * Makes it.
   *
   * @param name what the messages are called
   * @param messageLimit how many bytes one may have; more is HTTP's status 413
   * @param responder answers them
   */
  PostEndpoint(String name, int messageLimit, Responder responder) {
    this.name = name;
    this.messageLimit = messageLimit;
    this.responder = responder;
  }

  void addTo(Router router, String... paths) {
    for (var path : paths) {
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
                  name + " messages are sent by POST.\n"));
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
    var answer = responder.take(context, buffer == null ? new byte[0] : buffer.getBytes());
    Thread.ofVirtual().name(name).start(() -> answer(context, eventLoop, answer));
  }

  private void answer(RoutingContext context, Context eventLoop, Supplier<Answer> responder) {
    try {
      var answer = responder.get();
      eventLoop.runOnContext(_ -> send(context, answer));
    } catch (RuntimeException e) {
      eventLoop.runOnContext(_ -> context.fail(e));
    } finally {
      places.release();
    }
  }

  private static void send(RoutingContext context, Answer answer) {
    var response = context.response();
    answer.headers().forEach(response::putHeader);
    response
        .setStatusCode(answer.status())
        .putHeader("content-type", "application/xml; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .end(answer.body());
  }

  private static void text(HttpServerResponse response, String text) {
    response.putHeader("content-type", "text/plain; charset=utf-8").end(text);
  }
}
