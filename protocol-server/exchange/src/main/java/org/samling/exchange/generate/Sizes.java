package org.samling.exchange.generate;

import java.util.stream.IntStream;

/**
 * The size of a generated library, all its tenants together, which share each number.
 *
 * @param tenants how many tenants, 1 to 200
 * @param branches how many branches, at least one for each tenant and at most 2,000
 * @param patrons how many patrons, at least one for each tenant and at most 10,000,000
 * @param items how many items, at least one for each tenant and at most 50,000,000
 * @param loans how many open loans, none or more
 * @param holds how many waiting holds, at most as many as patrons; in addition a tenth as many have
 *     an item set aside
 * @param skew how unevenly the tenants share, 0 to 2: the share of tenant r goes by 1 / r^skew (as
 *     Zipf found for towns); 0 is evenly
 */
public record Sizes(
    int tenants, int branches, int patrons, int items, int loans, int holds, double skew) {

  private static final int MAX_TENANTS = 200;
  private static final int MAX_BRANCHES = 2_000;
  private static final int MAX_PATRONS = 10_000_000;
  private static final int MAX_ITEMS = 50_000_000;

  /** Waiting holds for each hold with an item set aside. */
  private static final int WAITING_FOR_EACH_SET_ASIDE = 10;

  /** The average number of copies of a title in a tenant. */
  private static final int COPIES = 3;

  private static final double MAX_SKEW = 2;

  /** The weight of the first tenant. */
  private static final double FIRST_WEIGHT = 1_000_000;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException when a size is out of its limits or inconsistent with another;
   *     the message says which and why
   */
  public Sizes {
    inRange("tenants", tenants, 1, MAX_TENANTS);
    inRange("branches", branches, tenants, MAX_BRANCHES);
    inRange("patrons", patrons, tenants, MAX_PATRONS);
    inRange("items", items, tenants, MAX_ITEMS);
    inRange("loans", loans, 0, MAX_ITEMS);
    inRange("holds", holds, 0, MAX_PATRONS);
    if (!(skew >= 0 && skew <= MAX_SKEW)) {
      throw new IllegalArgumentException(
          "--skew must be 0 to %.0f, not %s".formatted(MAX_SKEW, skew));
    }
    if (loans + (long) holds / WAITING_FOR_EACH_SET_ASIDE > items * 9L / 10) {
      throw new IllegalArgumentException(
          "--loans %,d plus a tenth of --holds %,d exceed nine tenths of --items %,d: the other items are not for loan, or not ready"
              .formatted(loans, holds, items));
    }
    if (holds > patrons) {
      throw new IllegalArgumentException(
          "--holds %,d exceed --patrons %,d".formatted(holds, patrons));
    }
    if (holds > 0 && loans < tenants) {
      throw new IllegalArgumentException(
          "--holds %,d need --loans: holds wait for titles that are on loan".formatted(holds));
    }
  }

  /** Sizes that the tenants share evenly. */
  public Sizes(int tenants, int branches, int patrons, int items, int loans, int holds) {
    this(tenants, branches, patrons, items, loans, holds, 0);
  }

  private static void inRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "--%s must be %,d to %,d, not %,d".formatted(option, least, most, value));
    }
  }

  /**
   * A tenant's share.
   *
   * @param number the tenant, from 1
   * @param branches how many branches
   * @param firstPatron the number of its first patron, counted over all tenants
   * @param patrons how many patrons
   * @param firstItem the number of its first item, counted over all tenants
   * @param items how many items
   * @param loans how many open loans
   * @param holds how many waiting holds
   */
  record Share(
      int number,
      int branches,
      int firstPatron,
      int patrons,
      int firstItem,
      int items,
      int loans,
      int holds) {

    /** How many holds have an item set aside. */
    int setAside() {
      return holds / WAITING_FOR_EACH_SET_ASIDE;
    }

    /** How many titles the items belong to. */
    int titles() {
      return Math.max(1, items / COPIES);
    }
  }

  /** The share of a tenant, from 1. */
  Share share(int tenant) {
    return new Share(
        tenant,
        partOf(branches, tenant),
        before(patrons, tenant) + 1,
        partOf(patrons, tenant),
        before(items, tenant) + 1,
        partOf(items, tenant),
        partOf(loans, tenant),
        partOf(holds, tenant));
  }

  /**
   * A tenant's part of a number that the tenants share, at least one where there is one for each.
   *
   * @param tenant the tenant, from 1
   */
  public int partOf(int total, int tenant) {
    return before(total, tenant + 1) - before(total, tenant);
  }

  private int before(int total, int tenant) {
    var sure = total >= tenants ? 1 : 0;
    var rest = (long) total - (long) sure * tenants;
    return sure * (tenant - 1) + (int) (rest * weightBefore(tenant) / weightBefore(tenants + 1));
  }

  private long weightBefore(int tenant) {
    return IntStream.range(1, tenant)
        .mapToLong(t -> Math.round(FIRST_WEIGHT * Math.pow(t, -skew)))
        .sum();
  }

  /** How many rows a generator reports, of all kinds together. */
  public long rows() {
    return (long) titles() + patrons + items + loans + holds;
  }

  /** How many titles there are: as many as the tenant with most items needs, as all share them. */
  int titles() {
    var most = 0;
    for (var tenant = 1; tenant <= tenants; tenant++) {
      most = Math.max(most, share(tenant).titles());
    }
    return most;
  }
}
