package org.samling.exchange.seed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of loading.
 *
 * @param counts how many of each kind; every kind is there
 * @param problems what was refused, each as {@code file:line: field: why}
 */
public record SeedReport(Map<Kind, Count> counts, List<String> problems) {

  /** Copies both. */
  public SeedReport {
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    problems = List.copyOf(problems);
  }

  /** Whether nothing was refused. */
  public boolean isClean() {
    return problems.isEmpty();
  }

  /** What is loaded, in this order. */
  public enum Kind {
    /** Tenants. */
    TENANTS,
    /** Branches. */
    BRANCHES,
    /** Settings. */
    SETTINGS,
    /** Policy rules. */
    POLICIES,
    /** Stops. */
    STOPS,
    /** Texts of a tenant's own. */
    TEXTS,
    /** Floating groups. */
    FLOATING_GROUPS,
    /** Tables of sorting machines. */
    SORTING_TABLES,
    /** Agreements with other tenants. */
    LENDING_AGREEMENTS,
    /** Records. */
    RECORDS,
    /** Items. */
    ITEMS,
    /** Patrons. */
    PATRONS,
    /** Accounts of machines. */
    ACCOUNTS,
    /** Open loans. */
    LOANS,
    /** Holds. */
    HOLDS,
    /** Fees. */
    FEES,
    /** Groups, with who is in them. */
    GROUPS,
    /** Sets of items. */
    SETS,
    /** Bookings. */
    BOOKINGS,
    /** Subscriptions of periodicals. */
    SUBSCRIPTIONS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * How many of a kind.
   *
   * @param added how many are new
   * @param kept how many were there already, with what was different in the file brought up to
   *     date; the accounts of a tenant that was there count here, as the store does not tell which
   *     of them were
   * @param refused how many could not be loaded, each with a problem
   */
  public record Count(int added, int kept, int refused) {
    Count plus(int moreAdded, int moreKept, int moreRefused) {
      return new Count(added + moreAdded, kept + moreKept, refused + moreRefused);
    }
  }

  /** Counts while the load goes on, and tells how far it has come. */
  static final class Tally {

    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    private final List<String> problems = new ArrayList<>();
    private final Progress progress;

    Tally(Progress progress) {
      this.progress = progress;
      for (var kind : Kind.values()) {
        counts.put(kind, new Count(0, 0, 0));
      }
    }

    void done(Kind kind, int added, int kept) {
      count(kind, added, kept, 0);
    }

    void refused(Kind kind, String problem) {
      problems.add(problem);
      count(kind, 0, 0, 1);
    }

    private void count(Kind kind, int added, int kept, int refused) {
      counts.computeIfPresent(kind, (_, count) -> count.plus(added, kept, refused));
      progress.step(added + kept + refused, kind.toString());
    }

    SeedReport report() {
      return new SeedReport(counts, problems);
    }
  }
}
