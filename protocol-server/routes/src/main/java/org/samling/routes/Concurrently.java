package org.samling.routes;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Runs an action for several things at once, each on a virtual thread of its own. */
public final class Concurrently {

  private Concurrently() {}

  /**
   * Returns when all are done. A failure doesn't stop the others: the first is thrown at the end,
   * with the rest suppressed.
   */
  public static <T> void forEach(Collection<T> things, Consumer<T> action) {
    var failures = new ConcurrentLinkedQueue<RuntimeException>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var thing : things) {
        threads.execute(() -> {
          try {
            action.accept(thing);
          } catch (RuntimeException e) {
            failures.add(e);
          }
        });
      }
    }
    var first = failures.poll();
    if (first != null) {
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
