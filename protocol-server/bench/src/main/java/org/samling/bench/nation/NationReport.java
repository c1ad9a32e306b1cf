package org.samling.bench.nation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.bench.nation.NationFigures.Row;
import org.samling.bench.suite.Code;
import org.samling.bench.suite.Machine;

/**
 * What a run found. Times are in milliseconds and count from when a request was due, unless their
 * names say otherwise.
 *
 * @param of what was measured
 * @param failures why the first requests failed
 * @param failover null if no write was acknowledged after it
 */
record NationReport(
    Of of,
    Figures figures,
    NationSamples.Counts counts,
    List<String> failures,
    @Nullable Gap failover,
    List<Aim> aims,
    List<Check> checks,
    Cost cost) {

  /**
   * What was measured.
   *
   * @param at when the run ended, in UTC
   */
  record Of(String at, Code code, Machine machine, NationPlan plan, Database database) {}

  /**
   * The times.
   *
   * @param outside requests outside the gap
   * @param gap requests in the gap
   * @param seconds by second and kind
   * @param cores processor use by second
   */
  record Figures(
      List<Row> outside, List<Row> gap, List<NationFigures.Second> seconds, List<Cores> cores) {}

  /**
   * The library.
   *
   * @param titles how many common records it has
   * @param bytes the size of the database at the end
   * @param settledSeconds how long the servers' jobs took, before the traffic, for what a new
   *     library leaves them, or null if nobody waited for that or they were still at work
   */
  record Database(long titles, long bytes, @Nullable Double settledSeconds) {}

  /**
   * The failover, in seconds.
   *
   * @param killedAt when the primary was killed, from when counting began
   * @param promotedAfter the time from then until its standby was promoted
   * @param firstWriteAfter the time from then until a write was acknowledged: the gap
   * @param firstWriteAfterPromotion the part of the gap after the promotion
   * @param caughtUpAfter the time from the kill until all that had waited was answered
   */
  record Gap(
      double killedAt,
      double promotedAfter,
      double firstWriteAfter,
      double firstWriteAfterPromotion,
      double caughtUpAfter) {}

  /**
   * A figure to be reached; one that is missed fails nothing.
   *
   * @param unit the unit of both figures
   */
  record Aim(String what, String unit, double aim, double measured) {

    /** Whether it is reached. */
    public boolean met() {
      return measured <= aim;
    }
  }

  /**
   * Something that has to be so.
   *
   * @param found what was found, as a count and examples
   */
  record Check(String what, boolean passed, String found) {}

  /** What the run cost, and what follows from it. */
  record Cost(
      NationCost.Measured measured,
      NationCost.Prices prices,
      double coreSecondsAThousandLoans,
      double logBytesAThousandLoans,
      double diskBytesAThousandLoans,
      double busyCores,
      double rentedCores,
      double rentedGigabytes,
      double nationAYear,
      double municipalityAYear) {

    static Cost of(NationCost cost) {
      return new Cost(
          cost.measured(),
          cost.prices(),
          cost.coreSecondsAThousandLoans(),
          cost.logBytesAThousandLoans(),
          cost.diskBytesAThousandLoans(),
          cost.busyCores(),
          cost.rentedCores(),
          cost.rentedGigabytes(),
          cost.ofTheNation(),
          cost.ofAMunicipality());
    }
  }

  /** How many cores were busy in a second. */
  record Cores(double second, double server, double store, double load) {}

  /** Whether everything is as it has to be. */
  boolean isRight() {
    return checks.stream().allMatch(Check::passed);
  }
}
