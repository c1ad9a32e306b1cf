package org.samling.core.requests;

import java.time.Duration;

/**
 * How often something may happen: so often a second, and so many times at once after a pause. What
 * is taken beyond that is owed, and whoever took it is told how long to wait.
 *
 * <p>Safe for use by many threads.
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
   * @param most how many times at once
   */
  public Allowance(double perSecond, int most) {
    this.perSecond = perSecond;
    this.most = most;
    this.left = most;
    this.since = System.nanoTime();
  }

  /** Takes one, and says after how long it is due. */
  public synchronized Duration take() {
    refill();
    left -= 1;
    return due(-left);
  }

  /** Takes one if it is due now. */
  public synchronized boolean takeIfDue() {
    refill();
    if (left < 1) {
      return false;
    }
    left -= 1;
    return true;
  }

  /** Gives back one that was taken, for what it was taken for did not happen. */
  public synchronized void giveBack() {
    refill();
    left = Math.min(most, left + 1);
  }

  /** How many would be due now. */
  public synchronized int left() {
    refill();
    return (int) Math.max(0, Math.floor(left));
  }

  /** After how long one would be due, without taking it. */
  public synchronized Duration due() {
    refill();
    return due(1 - left);
  }

  /** Whether nothing is owed and nothing was taken of late: as if it were new. */
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
