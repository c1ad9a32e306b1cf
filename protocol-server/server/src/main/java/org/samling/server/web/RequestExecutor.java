package org.samling.server.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.samling.core.login.LoginLimitException;
import org.samling.core.requests.Places;
import org.samling.core.requests.ResourceLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests, each on a virtual thread of its own, up to a limit at once. */
final class RequestExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(RequestExecutor.class);

  /** How many messages are answered at once by default. */
  private static final int MESSAGES = 200;

  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final String name;
  private final Places places;

  /** Sends a document. */
  @FunctionalInterface
  interface Sending {
    /** Sends it; what is returned tells where that fails. */
    Future<Void> to(HttpServerResponse response);
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers headers in addition to the usual ones
   * @param body sends the document, after the headers
   */
  record Answer(int status, String contentType, Map<String, String> headers, Sending body) {

    /** An answer that is in memory. */
    Answer(int status, String contentType, Map<String, String> headers, Buffer body) {
      this(
          status,
          contentType,
          headers,
          response -> {
            response.end(body);
            return Future.succeededFuture();
          });
    }

    /** An answer in a few words. */
    static Answer text(int status, Map<String, String> headers, String words) {
      return new Answer(status, "text/plain; charset=utf-8", headers, Buffer.buffer(words + "\n"));
    }

    /** An answer in XML and UTF-8. */
    static Answer xml(int status, Map<String, String> headers, Buffer body) {
      return new Answer(status, "application/xml; charset=utf-8", headers, body);
    }

    /** An answer in a few words to a login that was not checked. */
    static Answer limited(LoginLimitException limit) {
      return text(TOO_MANY, after(limit.retryAfter()), limit.getMessage());
    }

    /** An answer in XML to a login that was not checked. */
    static Answer limited(int retryAfter, Buffer body) {
      return xml(TOO_MANY, after(retryAfter), body);
    }

    /** The header that names the seconds after which to try again. */
    static Map<String, String> after(int seconds) {
      return Map.of("retry-after", Integer.toString(seconds));
    }
  }

  /** Creates an executor with the default limit. */
  RequestExecutor(String name) {
    this(name, ResourceLimit.REQUESTS, MESSAGES);
  }

  /**
   * Creates an executor.
   *
   * @param limit counts those that are told to retry
   * @param atOnce how many are answered at once; any more are told to retry
   */
  RequestExecutor(String name, ResourceLimit limit, int atOnce) {
    this.name = name;
    this.places = new Places(limit, atOnce);
  }

  /** Answers a request; the responder may block on the store. */
  void answer(RoutingContext context, Supplier<Answer> responder) {
    if (!places.take()) {
      send(context, later(Duration.ofSeconds(1), "Too many messages at once: send it again."));
      return;
    }
    var eventLoop = context.vertx().getOrCreateContext();
    var scope = RequestScope.of(context);
    Thread.ofVirtual()
        .name(name)
        .start(() -> scope.run(() -> answer(context, eventLoop, responder)));
  }

  private void answer(RoutingContext context, Context eventLoop, Supplier<Answer> responder) {
    try {
      var answer = responder.get();
      eventLoop.runOnContext(_ -> send(context, answer));
    } catch (RejectedExecutionException e) {
      LOG.debug("a {} request is not answered: the server has stopped meanwhile", name, e);
    } catch (RuntimeException e) {
      eventLoop.runOnContext(_ -> context.fail(e));
    } finally {
      places.giveBack();
    }
  }

  /** An answer that asks to retry after some time. */
  static Answer later(Duration due, String words) {
    var seconds = Math.max(1, due.plusMillis(999).toSeconds());
    return Answer.text(UNAVAILABLE, Map.of("retry-after", Long.toString(seconds)), words);
  }

  /** Sends an answer. */
  static void send(RoutingContext context, Answer answer) {
    var response = context.response();
    answer.headers().forEach(response::putHeader);
    response
        .setStatusCode(answer.status())
        .putHeader("content-type", answer.contentType())
        .putHeader("cache-control", "no-store");
    answer.body().to(response).onFailure(context::fail);
  }
}
