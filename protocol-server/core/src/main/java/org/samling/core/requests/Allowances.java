package org.samling.core.requests;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * An allowance for each of many keys, such as addresses. One that is full again is removed.
 *
 * @param <K> the type of key
 */
public final class Allowances<K> {

  private final double perSecond;
  private final int most;
  private final ConcurrentMap<K, Allowance> taken = new ConcurrentHashMap<>();

  /**
   * Gives each key the same allowance.
   *
   * @param perSecond how often a second
   * @param most the size of a burst
   */
  public Allowances(double perSecond, int most) {
    this.perSecond = perSecond;
    this.most = most;
  }

  /** The allowance of a key. */
  public Allowance of(K whose) {
    return taken.computeIfAbsent(whose, _ -> new Allowance(perSecond, most));
  }

  /** The allowance of a key, or null where nothing was taken recently. */
  public @Nullable Allowance known(K whose) {
    return taken.get(whose);
  }

  /** Removes allowances that are full again; to be called now and then. */
  public void forget() {
    taken.values().removeIf(Allowance::isFull);
  }
}
