package org.samling.routes;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does the same with several things at once, each on a virtual thread of its own. */
public final class Concurrently {

  private Concurrently() {}

  /**
   * Returns when all are done. One that fails holds up no other, and is not lost: the first failure
   * is thrown in the end, with the others suppressed.
   */
  public static <T> void forEach(Collection<T> things, Consumer<T> doing) {
    var failures = new ConcurrentLinkedQueue<RuntimeException>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var thing : things) {
        threads.execute(() -> {
          try {
            doing.accept(thing);
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
