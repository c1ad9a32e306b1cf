package org.samling.bench.nation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When the primary was killed, when its standby was promoted, and when the first write after that
 * was acknowledged; all by {@link System#nanoTime}.
 *
 * <p>Safe for use by many threads.
 */
final class Failover {

  private final CountDownLatch recovery = new CountDownLatch(1);
  private long killed;
  private long promoted;
  private volatile boolean awaited;
  private @Nullable Times times;

  /** The times of a failover that is over. */
  record Times(long killed, long promoted, long recovered) {

    /** Nanoseconds in which no write was acknowledged. */
    long gap() {
      return recovered - killed;
    }

    /** The part of the gap that the server is answerable for. */
    long afterPromotion() {
      return recovered - promoted;
    }
  }

  synchronized void killed(long now) {
    killed = now;
  }

  /** From now on, a write that is acknowledged ends the gap. */
  synchronized void promoted(long now) {
    promoted = now;
    awaited = true;
  }

  /** A write was acknowledged. */
  void acknowledged(long now) {
    if (awaited) {
      end(now);
    }
  }

  private synchronized void end(long now) {
    if (times == null) {
      times = new Times(killed, promoted, now);
      awaited = false;
      recovery.countDown();
    }
  }

  /** Waits for the end of the gap; returns whether it came within so many seconds. */
  boolean endsWithin(long seconds) throws InterruptedException {
    return recovery.await(seconds, TimeUnit.SECONDS);
  }

  /** Its times; null unless it is over. */
  synchronized @Nullable Times times() {
    return times;
  }
}
