package org.samling.exchange.seed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a load.
 *
 * @param counts the counts of each kind; every kind is present
 * @param problems the refusals, each as {@code file:line: field: why}
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

  /** The kinds that are loaded, in this order. */
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
    /** A tenant's own texts. */
    TEXTS,
    /** Floating groups. */
    FLOATING_GROUPS,
    /** Sorting tables. */
    SORTING_TABLES,
    /** Agreements with other tenants. */
    LENDING_AGREEMENTS,
    /** Records. */
    RECORDS,
    /** Items. */
    ITEMS,
    /** Patrons. */
    PATRONS,
    /** Machine accounts. */
    ACCOUNTS,
    /** Partners of interlibrary loan. */
    ILL_PARTNERS,
    /** Open loans. */
    LOANS,
    /** Holds. */
    HOLDS,
    /** Fees. */
    FEES,
    /** Groups, with their members. */
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
   * The counts of one kind.
   *
   * @param added how many are new
   * @param updated how many existed and were changed to what the file says
   * @param kept how many existed and are as before. The accounts of an existing tenant count here,
   *     because the store does not say which of them existed
   * @param refused how many could not be loaded, each with a problem
   */
  public record Count(int added, int updated, int kept, int refused) {
    Count plus(Count more) {
      return new Count(
          added + more.added, updated + more.updated, kept + more.kept, refused + more.refused);
    }

    int all() {
      return added + updated + kept + refused;
    }
  }

  /** Counts during the load, and reports its progress. */
  static final class Tally {

    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    private final List<String> problems = new ArrayList<>();
    private final Progress progress;

    Tally(Progress progress) {
      this.progress = progress;
      for (var kind : Kind.values()) {
        counts.put(kind, new Count(0, 0, 0, 0));
      }
    }

    void done(Kind kind, int added, int kept) {
      done(kind, added, 0, kept);
    }

    void done(Kind kind, int added, int updated, int kept) {
      count(kind, new Count(added, updated, kept, 0));
    }

    void refused(Kind kind, String problem) {
      problems.add(problem);
      count(kind, new Count(0, 0, 0, 1));
    }

    private void count(Kind kind, Count more) {
      counts.computeIfPresent(kind, (_, count) -> count.plus(more));
      progress.step(more.all(), kind.toString());
    }

    SeedReport report() {
      return new SeedReport(counts, problems);
    }
  }
}
