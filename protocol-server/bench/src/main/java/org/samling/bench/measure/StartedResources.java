package org.samling.bench.measure;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a bench has started, stopped in reverse order on close. Child processes among it stop by
 * themselves if the bench is interrupted.
 */
public final class StartedResources implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartedResources.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Adds a resource, and returns it. */
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
