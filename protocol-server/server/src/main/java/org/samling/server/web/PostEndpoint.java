package org.samling.server.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.function.Supplier;
import org.samling.server.web.RequestExecutor.Answer;

/** XML messages that come by POST and are answered, each on a virtual thread of its own. */
final class PostEndpoint {

  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;

  private final String name;
  private final int messageLimit;
  private final Responder responder;
  private final RequestExecutor answerer;

  /** What answers a message. */
  interface Responder {
    /** Takes what it needs of a request; what it gives may wait for the store. */
    Supplier<Answer> take(RoutingContext context, byte[] body);
  }

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
                  Answer.words(
                      METHOD_NOT_ALLOWED,
                      Map.of("allow", "POST"),
                      name + " messages are sent by POST.")));
    }
  }

  /** Some systems say that their XML is a form; it is not taken apart as one. */
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
          Answer.words(
              TOO_LARGE, Map.of(), "A message may have at most %d bytes.".formatted(messageLimit)));
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
