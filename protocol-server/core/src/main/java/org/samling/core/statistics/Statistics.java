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
 * The port that counts what was done, and tells it. What was counted stays as it is: nothing that
 * is forgotten of loans and patrons changes a figure. Throws {@link
 * org.samling.core.StoreException} when the store can't be asked.
 */
public interface Statistics {

  /** How many figures are told at most. */
  int MAX_FIGURES = 100_000;

  /** How many visit counts are put at once at most. */
  int MAX_VISITS = 10_000;

  /** The most visits that one count can say. */
  int MOST_VISITS = 1_000_000;

  /**
   * Counts what has been done since the last call, each event once, whichever node counts and
   * whatever crashes.
   *
   * @param limit how many events are looked at at most
   * @return how many were looked at; fewer than the limit where nothing is left, or another node
   *     counts
   */
  int count(TenantId tenant, int limit);

  /**
   * Closes the days that ended at least a day ago: age groups in which fewer people than {@link
   * org.samling.core.policy.Setting#STATISTICS_LEAST_PERSONS} were there in an hour are merged for
   * good, who they were is forgotten, and the stock of the last of these days is counted.
   *
   * @param now the time
   * @return how many days were closed
   */
  int close(TenantId tenant, Instant now);

  /**
   * Figures, in the order of their dimensions.
   *
   * @throws IllegalArgumentException where the hour is asked for beside something that is not kept
   *     of hours
   */
  List<Figure> figures(TenantId tenant, Asked asked);

  /**
   * What is asked for.
   *
   * @param from the first day
   * @param until the last day
   * @param branch the code of the branch, or null for all
   * @param measures what is counted; all where there are none
   * @param by the dimensions
   */
  record Asked(
      LocalDate from,
      LocalDate until,
      @Nullable String branch,
      Set<Measure> measures,
      List<Dimension> by) {

    /** Copies the sets, and checks them. */
    public Asked {
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
                  "figures by hour can't be told by %s: that is not kept".formatted(d.word()));
            });
      }
    }
  }

  /**
   * A figure.
   *
   * @param values the dimensions that were asked for, in that order, with their values
   * @param measure what is counted
   * @param count how many
   * @param amount how much, in minor units of the tenant's currency; 0 for what is no money
   */
  record Figure(Map<Dimension, String> values, Measure measure, long count, long amount) {}

  /**
   * The figures of a year that the national report asks for, for each branch that has any, in order
   * of their codes.
   */
  List<YearOfBranch> year(TenantId tenant, int year);

  /**
   * The figures of a year at a branch. What was undone is taken off.
   *
   * @param branch the branch's code, or {@link Dimension#NONE} for what happened at none
   * @param childrensLoans those of children's material among them
   * @param holds holds that were placed
   * @param stock items in the collection on the last day of the year that was counted
   * @param childrensStock those of children's material among them
   * @param accessions items that came into the collection
   * @param withdrawals items that were taken out of it
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

    /** All branches together, from nothing on. */
    public static YearOfBranch none(String branch) {
      return new YearOfBranch(branch, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  }

  /**
   * Puts counts of visits; the same counter's of the same day and hour takes the place of the one
   * before, so that the same again changes nothing.
   *
   * @param visits at most {@link #MAX_VISITS} counts
   * @param by who puts them
   */
  void putVisits(TenantId tenant, List<Visits> visits, String by);

  /**
   * How many came in.
   *
   * @param branch the branch's code
   * @param counter what counted, where a branch has several: a door's name of 1 to 40 characters
   * @param hour the hour from 0 to 23, or null where a day was counted as a whole
   * @param visits how many, from 0 to {@link #MOST_VISITS}
   */
  record Visits(String branch, String counter, LocalDate day, @Nullable Integer hour, int visits) {

    /** What a counter is called that has no name. */
    public static final String DOOR = "door";

    /** Checks the numbers. */
    public Visits {
      if (counter.isBlank() || counter.length() > 40) {
        throw new IllegalArgumentException("a counter's name has 1 to 40 characters");
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
