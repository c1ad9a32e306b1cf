package org.samling.exchange.routes;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.requests.ResourceLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of an operator's route: a queue, whose messages go through the route one after
 * another. Its thread is a virtual one, on which a connection that hangs can be interrupted: a
 * server that stops does not wait for it.
 */
final class CopyConsumer extends DefaultConsumer {

  /** How many messages may wait. */
  static final int QUEUE = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(CopyConsumer.class);

  /** How long the message that is on its way may take when the route is stopped. */
  private static final Duration GRACE = Duration.ofSeconds(4);

  private static final Duration INTERRUPTED = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 200;

  private final CopyEndpoint endpoint;
  private final BlockingQueue<Exchange> waiting = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicBoolean isDropping = new AtomicBoolean();
  private volatile boolean isOpen;
  private @Nullable Thread thread;

  CopyConsumer(CopyEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  /** Has a message wait for the route, or drops it where too many do. */
  void offer(Supplier<Exchange> message) {
    var isDropped = waiting.remainingCapacity() == 0 || !waiting.offer(message.get());
    if (isDropped) {
      ResourceLimit.ROUTE_MESSAGES.reach();
    }
    if (isDropping.getAndSet(isDropped) != isDropped) {
      LOG.warn(
          isDropped
              ? "the route {} is too slow for {}: it misses messages until it has caught up"
              : "the route {} has caught up with {}",
          getRouteId(),
          endpoint.getEndpointUri());
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    isOpen = true;
    thread = Thread.ofVirtual().name("route-" + getRouteId()).start(this::run);
    endpoint.add(this);
  }

  private void run() {
    try {
      while (isOpen) {
        var exchange = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (exchange != null) {
          route(exchange);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // and ends
    }
  }

  private void route(Exchange exchange) {
    try {
      getProcessor().process(exchange); // a step that fails is logged by Camel
    } catch (Exception e) {
      getExceptionHandler().handleException(e);
    }
  }

  @Override
  protected void doStop() throws Exception {
    endpoint.remove(this);
    isOpen = false;
    var running = thread;
    if (running != null && !running.join(GRACE)) {
      running.interrupt();
      running.join(INTERRUPTED);
    }
    waiting.clear();
    super.doStop();
  }
}
