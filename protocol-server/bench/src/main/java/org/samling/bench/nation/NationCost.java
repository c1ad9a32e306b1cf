package org.samling.bench.nation;

/**
 * What a run cost, and what that would come to on rented hardware.
 *
 * @param measured what was measured
 * @param prices the prices
 */
public record NationCost(Measured measured, Prices prices) {

  private static final double THOUSAND = 1_000;
  private static final double GIGABYTE = 1e9;
  private static final int MONTHS = 12;
  private static final int MUNICIPALITIES = 98;

  /** A machine that is busier answers late: what is rented for the worst minute is twice that. */
  private static final double HIGHEST_USE = 0.5;

  /**
   * What hardware costs.
   *
   * @param core a month of one virtual core with its memory
   * @param gigabyte a month of a gigabyte of its disk
   * @param currency the currency of both
   * @param loansOfAYear how many loans a year the nation has
   */
  public record Prices(double core, double gigabyte, String currency, long loansOfAYear) {}

  /**
   * The figures that the cost follows from.
   *
   * @param seconds how long was measured
   * @param serverSeconds core-seconds of all nodes
   * @param storeSeconds core-seconds of all PostgreSQL servers
   * @param loans how many checkouts were acknowledged
   * @param logBytes how much write-ahead log was written
   * @param grownBytes how much the database grew
   * @param databaseBytes its size at the end
   * @param copies on how many disks it is
   * @param scale the library, as a part of the nation's
   * @param rate the traffic, as a part of the nation's
   */
  public record Measured(
      double seconds,
      double serverSeconds,
      double storeSeconds,
      long loans,
      long logBytes,
      long grownBytes,
      long databaseBytes,
      int copies,
      double scale,
      double rate) {}

  /**
   * Core-seconds of everything but the load, for a thousand loans with all that comes with them.
   */
  double coreSecondsAThousandLoans() {
    return aThousandLoans(measured.serverSeconds() + measured.storeSeconds());
  }

  /** Bytes of write-ahead log for a thousand loans, on one server. */
  double logBytesAThousandLoans() {
    return aThousandLoans(measured.logBytes());
  }

  /** Bytes by which the database grew for a thousand loans, on one server. */
  double diskBytesAThousandLoans() {
    return aThousandLoans(measured.grownBytes());
  }

  private double aThousandLoans(double of) {
    return measured.loans() == 0 ? 0 : of * THOUSAND / measured.loans();
  }

  /** How many cores were busy on average, of everything but the load. */
  double busyCores() {
    return (measured.serverSeconds() + measured.storeSeconds()) / measured.seconds();
  }

  /**
   * How many cores to rent for the whole nation's worst minute: those that were busy, at the full
   * rate, with at most half of each in use.
   */
  double rentedCores() {
    return busyCores() / measured.rate() / HIGHEST_USE;
  }

  /** How many gigabytes the whole nation's library has, on all disks, with a year's loans added. */
  double rentedGigabytes() {
    var library = measured.databaseBytes() / measured.scale();
    var year = diskBytesAThousandLoans() * prices.loansOfAYear() / THOUSAND;
    return measured.copies() * (library + year) / GIGABYTE;
  }

  /** What the nation pays a year. */
  double ofTheNation() {
    return MONTHS * (rentedCores() * prices.core() + rentedGigabytes() * prices.gigabyte());
  }

  /** What a municipality of average size pays a year. */
  double ofAMunicipality() {
    return ofTheNation() / MUNICIPALITIES;
  }
}
