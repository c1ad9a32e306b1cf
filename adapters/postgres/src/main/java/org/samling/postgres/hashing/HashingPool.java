package org.samling.postgres.hashing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.requests.CurrentRequest;

/**
 * Makes hashes on a few threads of its own, never on those that carry virtual threads: a hash holds
 * a processor for tens of milliseconds, and whatever else the server does would wait for it.
 *
 * <pre>
 *   PINs of patrons      address, address, ...  \
 *   logins of machines   address, address, ...   >  in turns  ->  threads
 *   secrets that are set address, address, ...  /
 * </pre>
 *
 * <p>Shares take turns, and within a share the addresses that requests came from. Whoever finds no
 * room, or waits too long, is refused as busy. Safe for use by many threads.
 */
public final class HashingPool implements AutoCloseable {

  /** The address of requests that come over no network. */
  private static final String HERE = "here";

  /** What hashes are made for. */
  public enum Share {
    /** A patron's PIN is checked. */
    PIN,
    /** The password of a machine, a program or staff is checked. */
    LOGIN,
    /** A secret is set. */
    SET
  }

  /** Why a hash is not made. */
  public enum Refusal {
    /** Too many are waiting. */
    FULL,
    /** Its turn did not come in time. */
    LATE
  }

  private record Refused(Share share, Refusal refusal) {}

  private final HashingLimits limits;
  private final ExecutorService threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Share, Lane> lanes = new EnumMap<>(Share.class);
  private final Map<Share, LongAdder> hashCount = new EnumMap<>(Share.class);
  private final Map<Refused, LongAdder> refused = new HashMap<>();

  /** The share that has waited longest first. Guarded by lock, as is the next field. */
  private final Deque<Share> order = new ArrayDeque<>(List.of(Share.values()));

  private int free;

  /** A pool whose threads start when they are needed. */
  public HashingPool(HashingLimits limits) {
    this.limits = limits;
    this.free = limits.threads();
    this.threads =
        Executors.newFixedThreadPool(
            limits.threads(), Thread.ofPlatform().name("hashing-", 1).daemon().factory());
    for (var share : Share.values()) {
      lanes.put(share, new Lane(limits.queue()));
      hashCount.put(share, new LongAdder());
      for (var refusal : Refusal.values()) {
        refused.put(new Refused(share, refusal), new LongAdder());
      }
    }
  }

  /** The right to make hashes, one after another, until it is closed. */
  public final class Turn implements AutoCloseable {

    private final Share share;

    private Turn(Share share) {
      this.share = share;
    }

    /** Makes a hash on one of the pool's threads. */
    public <T> T hash(Supplier<T> work) {
      try {
        var result = CompletableFuture.supplyAsync(work, threads).join();
        Objects.requireNonNull(hashCount.get(share)).increment();
        return result;
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException fault ? fault : e;
      }
    }

    /** Lets the next one have its turn. */
    @Override
    public void close() {
      release();
    }
  }

  /**
   * Waits for the turn of the request that this thread works for.
   *
   * @throws StoreException as busy where too many wait, or the turn does not come in time
   */
  public Turn turn(Share share) {
    var address = CurrentRequest.from();
    var waiting = new Lane.Waiting(address == null ? HERE : address, new CompletableFuture<Turn>());
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return turnOf(share);
      }
      var leaves = lane(share).add(waiting);
      if (leaves != null) {
        leaves.turn().completeExceptionally(refusal(share, Refusal.FULL, null));
      }
    } finally {
      lock.unlock();
    }
    return await(share, waiting);
  }

  private Turn turnOf(Share share) {
    order.remove(share);
    order.addLast(share);
    return new Turn(share);
  }

  private Turn await(Share share, Lane.Waiting waiting) {
    try {
      return waiting.turn().get(limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw busy(e);
    } catch (TimeoutException e) {
      return leave(share, waiting, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return leave(share, waiting, e);
    }
  }

  /** Stops waiting, but takes a turn that came at this very moment. */
  private Turn leave(Share share, Lane.Waiting waiting, Exception cause) {
    lock.lock();
    try {
      lane(share).remove(waiting);
      if (!waiting.turn().isDone()) {
        throw refusal(share, Refusal.LATE, cause);
      }
    } finally {
      lock.unlock();
    }
    try {
      return waiting.turn().join();
    } catch (CompletionException e) {
      throw busy(e);
    }
  }

  private static RuntimeException busy(Exception e) {
    return e.getCause() instanceof StoreException busy ? busy : new IllegalStateException(e);
  }

  private StoreException refusal(Share share, Refusal refusal, @Nullable Exception cause) {
    Objects.requireNonNull(refused.get(new Refused(share, refusal))).increment();
    return new StoreException(
        StoreException.Kind.BUSY,
        switch (refusal) {
          case FULL -> "%d hashes wait already".formatted(limits.queue());
          case LATE -> "no hash was made within %d ms".formatted(limits.deadline().toMillis());
        },
        cause);
  }

  private void release() {
    lock.lock();
    try {
      for (var share : order) {
        var next = lane(share).poll();
        if (next != null) {
          next.turn().complete(turnOf(share));
          return;
        }
      }
      free++;
    } finally {
      lock.unlock();
    }
  }

  private Lane lane(Share share) {
    return Objects.requireNonNull(lanes.get(share));
  }

  /** How many are waiting for their turn. */
  public int waiting(Share share) {
    lock.lock();
    try {
      return lane(share).size();
    } finally {
      lock.unlock();
    }
  }

  /** How many hashes have been made since the start. */
  public long hashCount(Share share) {
    return Objects.requireNonNull(hashCount.get(share)).sum();
  }

  /** How many were refused since the start. */
  public long refused(Share share, Refusal refusal) {
    return Objects.requireNonNull(refused.get(new Refused(share, refusal))).sum();
  }

  /** Refuses those that wait, and ends the threads once their current hashes are made. */
  @Override
  public void close() {
    lock.lock();
    try {
      for (var share : Share.values()) {
        for (var next = lane(share).poll(); next != null; next = lane(share).poll()) {
          next.turn().completeExceptionally(refusal(share, Refusal.FULL, null));
        }
      }
    } finally {
      lock.unlock();
    }
    threads.shutdown();
  }
}
