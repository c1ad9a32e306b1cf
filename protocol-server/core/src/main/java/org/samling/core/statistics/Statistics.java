package org.samling.core.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that counts events and returns the figures. Figures never change afterwards, also when
 * loans are anonymised or patrons erased. Throws {@link org.samling.core.StoreException} when the
 * store can't be reached.
 */
public interface Statistics {

  /** The most figures in one result. */
  int MAX_FIGURES = 100_000;

  /** The most visit counts stored at once. */
  int MAX_VISITS = 10_000;

  /** The most visits in one count. */
  int MOST_VISITS = 1_000_000;

  /**
   * Counts the events since the last call, each once, whichever node counts and whatever crashes.
   *
   * @param limit how many events at most
   * @return how many were counted; fewer than the limit where nothing is left, or another node
   *     counts
   */
  int count(TenantId tenant, int limit);

  /**
   * Closes the days that ended at least a day ago: merges for good age groups with fewer people
   * than {@link org.samling.core.policy.Setting#STATISTICS_LEAST_PERSONS} in an hour, deletes who
   * they were, and counts the stock of the last of these days.
   *
   * @param now the time
   * @return how many days were closed
   */
  int close(TenantId tenant, Instant now);

  /**
   * Figures, in the order of their dimensions.
   *
   * @throws IllegalArgumentException where the hour is combined with a dimension that is not stored
   *     by hour
   */
  List<Figure> figures(TenantId tenant, FigureQuery asked);

  /**
   * A query for figures.
   *
   * @param from the first day
   * @param until the last day
   * @param branch the code of the branch, or null for all
   * @param measures the measures; empty for all
   * @param by the dimensions
   */
  record FigureQuery(
      LocalDate from,
      LocalDate until,
      @Nullable String branch,
      Set<Measure> measures,
      List<Dimension> by) {

    /** Copies the sets, and checks them. */
    public FigureQuery {
      measures = Set.copyOf(measures.isEmpty() ? EnumSet.allOf(Measure.class) : measures);
      by = List.copyOf(by);
      if (until.isBefore(from)) {
        throw new IllegalArgumentException("the last day %s lies before %s".formatted(until, from));
      }
      if (by.contains(Dimension.HOUR)) {
        by.stream()
            .filter(d -> !d.isKnownOfHours())
            .findFirst()
            .ifPresent(d -> {
              throw new IllegalArgumentException(
                  "figures by hour can't be broken down by %s: that is not stored"
                      .formatted(d.word()));
            });
      }
    }
  }

  /**
   * A figure.
   *
   * @param values the requested dimensions, in that order, with their values
   * @param measure the measure
   * @param count the count
   * @param amount the amount, in minor units of the tenant's currency; 0 for measures without money
   */
  record Figure(Map<Dimension, String> values, Measure measure, long count, long amount) {}

  /**
   * The figures of a year for the national report, for each branch that has any, in order of their
   * codes.
   */
  List<YearOfBranch> year(TenantId tenant, int year);

  /**
   * The figures of a year at a branch, less what was undone.
   *
   * @param branch the branch's code, or {@link Dimension#NONE} for events at no branch
   * @param childrensLoans those of children's material among them
   * @param holds holds that were placed
   * @param stock items in the collection on the last day of the year that was counted
   * @param childrensStock those of children's material among them
   * @param accessions items added to the collection
   * @param withdrawals items withdrawn from it
   * @param visits visits, as far as they were counted
   */
  record YearOfBranch(
      String branch,
      long loans,
      long childrensLoans,
      long renewals,
      long returns,
      long holds,
      long stock,
      long childrensStock,
      long accessions,
      long withdrawals,
      long visits) {

    /** The sum of two. */
    public YearOfBranch plus(YearOfBranch other) {
      return new YearOfBranch(
          branch,
          loans + other.loans,
          childrensLoans + other.childrensLoans,
          renewals + other.renewals,
          returns + other.returns,
          holds + other.holds,
          stock + other.stock,
          childrensStock + other.childrensStock,
          accessions + other.accessions,
          withdrawals + other.withdrawals,
          visits + other.visits);
    }

    /** All figures 0, to add to. */
    public static YearOfBranch none(String branch) {
      return new YearOfBranch(branch, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  }

  /**
   * Stores counts of visits. A count replaces an earlier one of the same counter, day and hour, so
   * that storing the same again changes nothing.
   *
   * @param visits at most {@link #MAX_VISITS} counts
   * @param by who stores them
   */
  void putVisits(TenantId tenant, List<Visits> visits, String by);

  /**
   * A count of visits.
   *
   * @param branch the branch's code
   * @param counter the counter, where a branch has several: a door's name of 1 to 40 characters
   * @param hour the hour from 0 to 23, or null where a day was counted as a whole
   * @param visits how many, from 0 to {@link #MOST_VISITS}
   */
  record Visits(String branch, String counter, LocalDate day, @Nullable Integer hour, int visits) {

    /** The name of a counter without one. */
    public static final String DOOR = "door";

    /** Checks the numbers. */
    public Visits {
      if (counter.isBlank() || counter.length() > 40) {
        throw new IllegalArgumentException("a counter's name must have 1 to 40 characters");
      }
      if (hour != null && (hour < 0 || hour > 23)) {
        throw new IllegalArgumentException("an hour is a number from 0 to 23, not " + hour);
      }
      if (visits < 0 || visits > MOST_VISITS) {
        throw new IllegalArgumentException(
            "visits are a number from 0 to %,d, not %d".formatted(MOST_VISITS, visits));
      }
    }
  }
}
