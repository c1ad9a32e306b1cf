package org.samling.console.web;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events to one browser, rendered on a virtual thread of their own. A browser that
 * reads too slowly misses some.
 */
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private final Context eventLoop;
  private final HttpServerResponse response;
  private final CountDownLatch gone = new CountDownLatch(1);

  /** Used on the event loop only. */
  EventStream(Context eventLoop, HttpServerResponse response) {
    this.eventLoop = eventLoop;
    this.response = response;
    response
        .putHeader("content-type", "text/event-stream")
        .putHeader("x-accel-buffering", "no")
        .setChunked(true);
    response.closeHandler(_ -> gone.countDown());
    response.exceptionHandler(_ -> gone.countDown());
    var _ = response.writeHead();
  }

  /**
   * Sends events until the browser disconnects.
   *
   * @param events the events
   * @param html renders an event as HTML
   * @param goesOn whether the viewer still has access; checked before each event
   */
  void send(Reply.Events events, Function<Reply.Rendered, String> html, BooleanSupplier goesOn) {
    try {
      do {
        if (!goesOn.getAsBoolean()) {
          break;
        }
        events
            .next()
            .get()
            .ifPresent(event -> write(text(event.name(), html.apply(event.shown()))));
      } while (!gone.await(events.every().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("an event stream of the console ended: {}", e.toString());
    }
    try {
      eventLoop.runOnContext(_ -> {
        if (!response.ended() && !response.closed()) {
          var _ = response.end();
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.debug("an event stream outlived its server", e);
    }
  }

  private void write(String text) {
    eventLoop.runOnContext(_ -> {
      if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
        var _ = response.write(text);
      }
    });
  }

  private static String text(String name, String html) {
    var text = new StringBuilder("event: ").append(name).append('\n');
    html.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    return text.append('\n').toString();
  }
}
