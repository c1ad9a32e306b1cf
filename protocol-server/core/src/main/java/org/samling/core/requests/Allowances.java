package org.samling.core.requests;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * An allowance for each of many, such as addresses. One that is full again is forgotten.
 *
 * @param <K> whose they are
 */
public final class Allowances<K> {

  private final double perSecond;
  private final int most;
  private final ConcurrentMap<K, Allowance> taken = new ConcurrentHashMap<>();

  /**
   * Gives everybody the same.
   *
   * @param perSecond how often a second
   * @param most how many times at once
   */
  public Allowances(double perSecond, int most) {
    this.perSecond = perSecond;
    this.most = most;
  }

  /** Somebody's allowance, to take of. */
  public Allowance of(K whose) {
    return taken.computeIfAbsent(whose, _ -> new Allowance(perSecond, most));
  }

  /** Somebody's allowance, or null where nothing was taken of late. */
  public @Nullable Allowance known(K whose) {
    return taken.get(whose);
  }

  /** Forgets what is full again; to be called now and then. */
  public void forget() {
    taken.values().removeIf(Allowance::isFull);
  }
}
