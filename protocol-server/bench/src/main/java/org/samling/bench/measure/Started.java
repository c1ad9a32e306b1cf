package org.samling.bench.measure;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a bench has started: it is stopped, the last first. Processes among it stop also where the
 * bench is interrupted, each by itself.
 */
public final class Started implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Started.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Adds one more, and returns it. */
  public <T extends AutoCloseable> T add(T one) {
    started.push(one);
    return one;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        LOG.warn("something that the bench started did not stop: {}", e.toString());
      }
    }
  }
}
