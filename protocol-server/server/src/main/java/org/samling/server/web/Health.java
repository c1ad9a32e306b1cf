package org.samling.server.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's health, checked in the store once a second and cached, so that thousands of kiosks
 * and probes can ask at no cost.
 */
public final class Health implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final BooleanSupplier store;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean storeIsReady;
  private volatile boolean draining;

  /**
   * Starts checking.
   *
   * @param store whether a loan can be written; may take some seconds
   */
  public Health(BooleanSupplier store) {
    this.store = store;
    this.storeIsReady = store.getAsBoolean();
    this.thread = Thread.ofVirtual().name("health").start(this::watch);
  }

  private void watch() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        var now = check();
        if (now != storeIsReady) {
          storeIsReady = now;
          LOG.warn(now ? "loans can be written again" : "loans can't be written");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the store; a check that fails counts as no, and is logged once. */
  private boolean check() {
    try {
      return store.getAsBoolean();
    } catch (RuntimeException e) {
      if (storeIsReady) {
        LOG.error("the store could not be checked", e);
      }
      return false;
    }
  }

  /** Whether loans can be written. */
  public boolean isStoreReady() {
    return storeIsReady;
  }

  /** Whether the server takes work: loans can be written, and it is not about to stop. */
  public boolean isReady() {
    return storeIsReady && !draining;
  }

  /** Reports not ready from now on, so that no new work is sent here. */
  public void drain() {
    draining = true;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
