package org.samling.exchange.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.exchange.imports.UploadDirectory.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The imports that wait: one queue for each tenant and one for common records, each processed on a
 * thread of its own that lives while the queue is not empty. Safe for use by many threads.
 */
final class UploadQueues implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UploadQueues.class);

  /** How many imports run at once; more would only compete for the same disk. */
  private static final int AT_ONCE = 2;

  private static final Duration LATER = Duration.ofSeconds(30);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private final int most;
  private final Predicate<Place> run;
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Map<Optional<TenantId>, Queue> queues = new HashMap<>();
  private volatile boolean isClosing;

  /** The first one is running. Guarded by all queues. */
  private static final class Queue {
    private final Deque<Place> places = new ArrayDeque<>();
    private int reserved;
    private boolean isWorkedOff;
  }

  /** Where a cancelled import was. */
  enum Removed {
    /** Running; still in the queue. */
    RUNS,
    /** Waiting. */
    WAITED,
    /** Neither. */
    NOT_HERE
  }

  /**
   * Makes it.
   *
   * @param most the most imports in a queue, including reservations
   * @param run runs an import and returns whether it is over; if not, it is run again later
   */
  UploadQueues(int most, Predicate<Place> run) {
    this.most = most;
    this.run = run;
  }

  /** Reserves a place in a queue, if there is one left. */
  boolean reserve(@Nullable TenantId owner) {
    synchronized (queues) {
      var queue = of(owner);
      if (queue.places.size() + queue.reserved >= most) {
        return false;
      }
      queue.reserved++;
      return true;
    }
  }

  /** Releases a reservation that was used or is not needed. */
  void release(@Nullable TenantId owner) {
    synchronized (queues) {
      of(owner).reserved--;
    }
  }

  /** Adds an import at the end of its queue. */
  void add(Place place) {
    synchronized (queues) {
      var queue = of(place.owner());
      queue.places.add(place);
      if (!queue.isWorkedOff) {
        queue.isWorkedOff = true;
        Thread.ofVirtual().name("import-uploads-" + place.owner()).start(() -> workOff(queue));
      }
    }
  }

  /** Removes an import that has not begun. */
  Removed remove(Place place) {
    synchronized (queues) {
      var queue = of(place.owner());
      if (place.equals(queue.places.peekFirst())) {
        queues.notifyAll();
        return Removed.RUNS;
      }
      return queue.places.remove(place) ? Removed.WAITED : Removed.NOT_HERE;
    }
  }

  private Queue of(@Nullable TenantId owner) {
    return queues.computeIfAbsent(Optional.ofNullable(owner), _ -> new Queue());
  }

  private void workOff(Queue queue) {
    for (var place = next(queue); place != null; place = next(queue)) {
      places.acquireUninterruptibly();
      var isOver = false;
      try {
        isOver = !isClosing && run.test(place);
      } catch (RuntimeException e) {
        LOG.error("import {} failed, and is retried later", place.number(), e);
      } finally {
        places.release();
      }
      if (isOver) {
        synchronized (queues) {
          queue.places.remove(place);
        }
      } else {
        pause();
      }
    }
  }

  /** The next import; null where there is none, and the thread ends. */
  private @Nullable Place next(Queue queue) {
    synchronized (queues) {
      var place = isClosing ? null : queue.places.peekFirst();
      if (place == null) {
        queue.isWorkedOff = false;
        queues.notifyAll();
      }
      return place;
    }
  }

  private void pause() {
    synchronized (queues) {
      try {
        if (!isClosing) {
          queues.wait(LATER.toMillis());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  boolean isClosing() {
    return isClosing;
  }

  /** Starts no more imports, and waits for running ones to stop. */
  @Override
  public void close() {
    var until = Instant.now().plus(LONGEST_STOP);
    synchronized (queues) {
      isClosing = true;
      queues.notifyAll();
      try {
        while (queues.values().stream().anyMatch(q -> q.isWorkedOff)
            && Instant.now().isBefore(until)) {
          queues.wait(100);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
