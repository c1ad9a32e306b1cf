package org.samling.core.requests;

import java.time.Duration;

/**
 * A rate limit: a number of times a second, and a burst after a pause. Whoever takes more gets to
 * know how long to wait for it.
 *
 * <p>Thread-safe.
 */
public final class Allowance {

  private final double perSecond;
  private final double most;
  private double left;
  private long since;

  /**
   * A full allowance.
   *
   * @param perSecond how often a second
   * @param most the size of a burst
   */
  public Allowance(double perSecond, int most) {
    this.perSecond = perSecond;
    this.most = most;
    this.left = most;
    this.since = System.nanoTime();
  }

  /** Takes one, and returns how long to wait for it. */
  public synchronized Duration take() {
    refill();
    left -= 1;
    return due(-left);
  }

  /** Takes one if that needs no waiting. */
  public synchronized boolean takeIfDue() {
    refill();
    if (left < 1) {
      return false;
    }
    left -= 1;
    return true;
  }

  /** Gives back one that was not used after all. */
  public synchronized void giveBack() {
    refill();
    left = Math.min(most, left + 1);
  }

  /** How many can be taken now without waiting. */
  public synchronized int left() {
    refill();
    return (int) Math.max(0, Math.floor(left));
  }

  /** How long one would have to wait for the next, without taking it. */
  public synchronized Duration due() {
    refill();
    return due(1 - left);
  }

  /** Whether it is full again, as if it were new. */
  public synchronized boolean isFull() {
    refill();
    return left >= most;
  }

  private Duration due(double owed) {
    return owed <= 0 ? Duration.ZERO : Duration.ofNanos((long) (owed / perSecond * 1e9));
  }

  private void refill() {
    var now = System.nanoTime();
    left = Math.min(most, left + (now - since) / 1e9 * perSecond);
    since = now;
  }
}
