package org.samling.postgres.hashing;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait within one share. Addresses take turns, so that one that sends hundreds waits for
 * itself. Guarded by the pool's lock.
 */
final class Lane {

  private final int most;
  private final Map<String, Deque<Waiting>> byAddress = new LinkedHashMap<>();
  private int size;

  /**
   * One who waits.
   *
   * @param address where it comes from
   * @param turn completed when its turn comes, or exceptionally when it is not to wait any more
   */
  record Waiting(String address, CompletableFuture<HashingPool.Turn> turn) {}

  Lane(int most) {
    this.most = most;
  }

  int size() {
    return size;
  }

  /**
   * Lets somebody wait.
   *
   * @return who is not to wait any more, for there is no room: the youngest of the address that has
   *     the most, which may be the newcomer; or null
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

  /** Takes who is next; the address it comes from is the last from then on. */
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

  /** Takes out who does not wait any more. */
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
