package org.samling.bench.nation;

import java.time.Duration;
import org.samling.exchange.generate.Sizes;

/**
 * The plan of a run.
 *
 * @param scale the size of the library, as a part of Denmark's
 * @param sizes the library
 * @param kiosks how many kiosks are logged in, at least one for each tenant
 * @param rate the traffic, as a part of that of Denmark's worst minute
 * @param nodes how many servers share the kiosks, 1 or 2
 * @param settle how long at most it waits for the servers to be at rest before the traffic
 * @param warmUp how long the traffic runs before it counts
 * @param length how long it counts
 * @param standby what stands beside the primary
 * @param promoteAfter the time from the primary's end to the promotion of its standby
 * @param prices what hardware costs
 */
public record NationPlan(
    double scale,
    Sizes sizes,
    int kiosks,
    double rate,
    int nodes,
    Duration settle,
    Duration warmUp,
    Duration length,
    Standby standby,
    Duration promoteAfter,
    NationCost.Prices prices) {

  /** Denmark's libraries, in round numbers: what a run is a part of. */
  private static final int ITEMS = 30_000_000;

  private static final int PATRONS = 6_000_000;
  private static final int LOANS = 12_000_000;
  private static final int HOLDS = 600_000;

  /** The share of the largest of 98 is an eighth, which is Copenhagen's. */
  private static final double SKEW = 0.8;

  private static final int LEAST_OF_A_TENANT = 200;

  /** What stands beside the primary when it is killed. */
  public enum Standby {
    /** Nothing: the primary itself is started again. */
    NONE,
    /** A standby that has not confirmed what was acknowledged: the last of it may be lost. */
    ASYNC,
    /** A standby that has confirmed all that was acknowledged. */
    SYNC
  }

  /**
   * The sizes of a library that is a part of Denmark's.
   *
   * @throws IllegalArgumentException if it would be too large or too small
   */
  public static Sizes sizes(double scale, int tenants, int branches) {
    var least = tenants * LEAST_OF_A_TENANT;
    var items = Math.max(least, part(ITEMS, scale));
    return new Sizes(
        tenants,
        branches,
        Math.max(least, part(PATRONS, scale)),
        items,
        part(LOANS, items / (double) ITEMS),
        part(HOLDS, items / (double) ITEMS),
        SKEW);
  }

  private static int part(int of, double scale) {
    return (int) Math.round(of * scale);
  }

  /** How many of a kind come in a second. */
  double perSecond(Traffic.Kind kind) {
    return kind.perSecond() * rate;
  }
}
