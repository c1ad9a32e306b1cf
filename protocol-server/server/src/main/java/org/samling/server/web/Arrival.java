package org.samling.server.web;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;
import org.samling.library.config.HttpSettings.Limits;

/**
 * The arrival of a request's body, which may not take for ever: so long, and as long as its bytes
 * take at the slowest rate. A file has a time limit of its own, from when it is read.
 */
final class Arrival {

  private static final String KEY = Arrival.class.getName();
  private static final int REQUEST_TIMEOUT = 408;

  private final HttpServerRequest request;
  private final Context eventLoop;
  private final long began = System.nanoTime();
  private volatile boolean isFile;

  /** That of a request, from now on; call this on its event loop. */
  Arrival(RoutingContext context) {
    this.request = context.request();
    this.eventLoop = context.vertx().getOrCreateContext();
    context.put(KEY, this);
  }

  /** That of a request which {@link WebServer} has taken. */
  static Arrival of(RoutingContext context) {
    return Objects.requireNonNull(context.get(KEY));
  }

  /** Leaves the time limit to who reads the body. */
  void isOfFile() {
    isFile = true;
  }

  /** Whether the request has arrived and was answered, or can't be any more. */
  boolean isOver() {
    var response = request.response();
    return response.closed() || (request.isEnded() && response.ended());
  }

  /** Whether the body takes longer than it may. */
  boolean isTooSlow(Limits limits) {
    if (isFile || request.isEnded()) {
      return false;
    }
    var allowed =
        limits.body().plus(Duration.ofMillis(1_000 * request.bytesRead() / limits.bodyRate()));
    return System.nanoTime() - began > allowed.toNanos();
  }

  /** Answers that it took too long, if nothing was answered yet, and ends the connection. */
  void giveUp() {
    eventLoop.runOnContext(_ -> {
      var response = request.response();
      if (request.version() == HttpVersion.HTTP_2) {
        response.reset();
      } else if (response.headWritten()) {
        request.connection().close();
      } else {
        response
            .setStatusCode(REQUEST_TIMEOUT)
            .putHeader("content-type", "text/plain; charset=utf-8")
            .putHeader("connection", "close")
            .end("The request did not arrive in time.\n")
            .onComplete(_ -> request.connection().close());
      }
    });
  }
}
