package org.samling.server.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Answers requests, each on a virtual thread of its own, and not too many at once. */
final class Answerer {

  /** How many requests are answered at once; one more is told to come again. */
  private static final int AT_ONCE = 200;

  private static final int UNAVAILABLE = 503;

  private final String name;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * An answer.
   *
   * @param status HTTP's status
   * @param contentType what the body is
   * @param headers headers beside the usual ones
   * @param body the document
   */
  record Answer(int status, String contentType, Map<String, String> headers, Buffer body) {

    /** An answer in XML and UTF-8. */
    static Answer xml(int status, Map<String, String> headers, Buffer body) {
      return new Answer(status, "application/xml; charset=utf-8", headers, body);
    }
  }

  /** Answers what goes by a name. */
  Answerer(String name) {
    this.name = name;
  }

  /** Answers a request by what may wait for the store. */
  void answer(RoutingContext context, Supplier<Answer> responder) {
    if (!places.tryAcquire()) {
      text(
          context.response().setStatusCode(UNAVAILABLE).putHeader("retry-after", "1"),
          "Too many messages at once: send it again.\n");
      return;
    }
    var eventLoop = context.vertx().getOrCreateContext();
    Thread.ofVirtual().name(name).start(() -> answer(context, eventLoop, responder));
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

  /** Sends an answer that is there already. */
  static void send(RoutingContext context, Answer answer) {
    var response = context.response();
    answer.headers().forEach(response::putHeader);
    response
        .setStatusCode(answer.status())
        .putHeader("content-type", answer.contentType())
        .putHeader("cache-control", "no-store")
        .end(answer.body());
  }

  /** Sends a few words. */
  static void text(HttpServerResponse response, String text) {
    response.putHeader("content-type", "text/plain; charset=utf-8").end(text);
  }
}
