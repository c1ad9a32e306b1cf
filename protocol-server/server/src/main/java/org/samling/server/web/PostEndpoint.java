package org.samling.server.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.function.Supplier;
import org.samling.server.web.RequestExecutor.Answer;

/** Answers XML messages sent by POST, each on a virtual thread of its own. */
final class PostEndpoint {

  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;

  private final String name;
  private final int messageLimit;
  private final Responder responder;
  private final RequestExecutor answerer;

  /** Answers messages. */
  interface Responder {
    /** Reads what it needs from a request; the supplier that it returns may block on the store. */
    Supplier<Answer> take(RoutingContext context, byte[] body);
  }

  /**
   * Creates an instance.
   *
   * @param name the protocol's name in messages
   * @param messageLimit the longest message, in bytes; a longer one gets HTTP status 413
   */
  PostEndpoint(String name, int messageLimit, Responder responder) {
    this.name = name;
    this.messageLimit = messageLimit;
    this.responder = responder;
    this.answerer = new RequestExecutor(name);
  }

  void addTo(Router router, String... paths) {
    for (var path : paths) {
      router
          .post(path)
          .handler(whole(BodyHandler.create(false).setBodyLimit(messageLimit)))
          .handler(this::take)
          .failureHandler(this::refuse);
      router
          .route(path)
          .handler(c ->
              RequestExecutor.send(
                  c,
                  Answer.text(
                      METHOD_NOT_ALLOWED,
                      Map.of("allow", "POST"),
                      name + " messages must be sent by POST.")));
    }
  }

  /** Some systems declare their XML as a form; it is not parsed as one. */
  private static Handler<RoutingContext> whole(BodyHandler bodies) {
    return context -> {
      bodies.handle(context);
      if (!context.request().isEnded()) {
        context.request().setExpectMultipart(false);
      }
    };
  }

  private void refuse(RoutingContext context) {
    if (context.statusCode() == TOO_LARGE) {
      RequestExecutor.send(
          context,
          Answer.text(
              TOO_LARGE,
              Map.of(),
              "A message can't be longer than %d bytes.".formatted(messageLimit)));
    } else {
      context.next();
    }
  }

  private void take(RoutingContext context) {
    var buffer = context.body().buffer();
    answerer.answer(
        context, responder.take(context, buffer == null ? new byte[0] : buffer.getBytes()));
  }
}
