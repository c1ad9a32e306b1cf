package org.samling.postgres.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of stopping when the JVM ends, on SIGINT, SIGTERM or {@link System#exit}: one after
 * another, the last added first. The JVM itself runs all of its shutdown hooks at once, so whatever
 * has to stop before PostgreSQL does (listeners, the writers of the store) must be a step here and
 * not a hook of its own.
 *
 * <p>Safe for use by many threads.
 */
public final class ShutdownSequence {

  private static final Logger LOG = LoggerFactory.getLogger(ShutdownSequence.class);

  private static final Deque<Step> STEPS = new ArrayDeque<>();
  private static volatile boolean begun;

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(ShutdownSequence::run, "shutdown"));
    } catch (IllegalStateException _) {
      begun = true; // the JVM is ending already
    }
  }

  private ShutdownSequence() {}

  /** A step, until it is closed: by then, whatever it would stop must have stopped. */
  public static final class Step implements AutoCloseable {

    private final String name;
    private final Runnable stop;

    private Step(String name, Runnable stop) {
      this.name = name;
      this.stop = stop;
    }

    @Override
    public void close() {
      remove(this);
    }
  }

  /**
   * Adds a step. Once the sequence has begun this does not return: nothing more is started.
   *
   * @param name what is stopped, for the log
   * @param stop stops it, and does nothing where it has stopped already; may run while other
   *     threads still work with it
   */
  public static Step add(String name, Runnable stop) {
    var step = new Step(name, stop);
    if (!pushed(step)) {
      throw awaitEnd();
    }
    return step;
  }

  private static synchronized boolean pushed(Step step) {
    if (!begun) {
      STEPS.push(step);
    }
    return !begun;
  }

  private static synchronized void remove(Step step) {
    STEPS.remove(step);
  }

  /** Whether the JVM is ending: failures from then on are its consequence and not worth logging. */
  public static boolean hasBegun() {
    return begun;
  }

  /**
   * Parks the calling thread until the JVM is gone: it never returns, so callers throw the result.
   */
  static IllegalStateException awaitEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  private static void run() {
    for (var step = next(); step != null; step = next()) {
      try {
        step.stop.run();
      } catch (RuntimeException | Error e) {
        // Such as a class that can't be loaded, because a new version was unpacked over this one.
        LOG.warn("{} did not stop", step.name, e);
      }
    }
  }

  private static synchronized @Nullable Step next() {
    begun = true;
    return STEPS.poll();
  }
}
