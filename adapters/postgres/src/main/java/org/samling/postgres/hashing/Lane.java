package org.samling.postgres.hashing;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The waiting requests of one share. Addresses take turns, so that one that sends hundreds only
 * holds up itself. Guarded by the pool's lock.
 */
final class Lane {

  private final int most;
  private final Map<String, Deque<Waiting>> byAddress = new LinkedHashMap<>();
  private int size;

  /**
   * A waiting request.
   *
   * @param address where it comes from
   * @param turn completed when its turn comes, or exceptionally when it must stop waiting
   */
  record Waiting(String address, CompletableFuture<HashingPool.Turn> turn) {}

  Lane(int most) {
    this.most = most;
  }

  int size() {
    return size;
  }

  /**
   * Adds a request to those that wait.
   *
   * @return the request that must stop waiting because there is no room: the newest of the address
   *     that has the most, which may be the newcomer; or null
   */
  @Nullable Waiting add(Waiting newcomer) {
    byAddress.computeIfAbsent(newcomer.address(), _ -> new ArrayDeque<>()).add(newcomer);
    size++;
    if (size <= most) {
      return null;
    }
    var longest =
        byAddress.values().stream().max(Comparator.comparingInt(Deque::size)).orElseThrow();
    var mine = byAddress.get(newcomer.address());
    var youngest = mine != null && mine.size() == longest.size() ? newcomer : longest.getLast();
    remove(youngest);
    return youngest;
  }

  /** Takes the next request; its address then becomes the last in order. */
  @Nullable Waiting poll() {
    var addresses = byAddress.entrySet().iterator();
    if (!addresses.hasNext()) {
      return null;
    }
    var first = addresses.next();
    addresses.remove();
    var next = first.getValue().removeFirst();
    size--;
    if (!first.getValue().isEmpty()) {
      byAddress.put(first.getKey(), first.getValue());
    }
    return next;
  }

  /** Removes a request that no longer waits. */
  void remove(Waiting gone) {
    var ofAddress = byAddress.get(gone.address());
    if (ofAddress != null && ofAddress.remove(gone)) {
      size--;
      if (ofAddress.isEmpty()) {
        byAddress.remove(gone.address());
      }
    }
  }
}
