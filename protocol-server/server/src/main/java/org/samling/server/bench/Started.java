package org.samling.server.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a bench has started: it is stopped, the last first, also where the bench is interrupted. */
final class Started implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Started.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Thread hook = new Thread(this::stop, "bench-stop");

  Started() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Adds one more, and returns it. */
  synchronized <T extends AutoCloseable> T add(T one) {
    started.push(one);
    return one;
  }

  private synchronized void stop() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        LOG.warn("something that the bench started did not stop: {}", e.toString());
      }
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The bench was interrupted: the hook is running.
    }
  }
}
