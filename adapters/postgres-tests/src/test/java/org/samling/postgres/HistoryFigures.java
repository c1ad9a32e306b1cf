package org.samling.postgres;

import java.time.Duration;

/**
 * What a history that was checked comes to.
 *
 * @param refusedAlone refusals in transactions in which nothing was done, which left nothing in any
 *     table
 * @param unknown commands that were not answered the first time
 * @param unknownDone those of them that had been done by then
 * @param lost commands that were answered, and lost to a promotion of a standby that commits did
 *     not wait for
 * @param longest the longest time until an answer, or until it was said that there is none
 * @param late how often that took longer than five seconds
 */
record HistoryFigures(
    long commands,
    long refused,
    long refusedAlone,
    long unknown,
    long unknownDone,
    long lost,
    Duration longest,
    long late) {

  static final HistoryFigures NONE = new HistoryFigures(0, 0, 0, 0, 0, 0, Duration.ZERO, 0);

  HistoryFigures plus(HistoryFigures other) {
    return new HistoryFigures(
        commands + other.commands,
        refused + other.refused,
        refusedAlone + other.refusedAlone,
        unknown + other.unknown,
        unknownDone + other.unknownDone,
        lost + other.lost,
        longest.compareTo(other.longest) > 0 ? longest : other.longest,
        late + other.late);
  }

  /** The same, with how long the commands of another history took. */
  HistoryFigures withWaitsOf(HistoryFigures other) {
    return new HistoryFigures(
        commands, refused, refusedAlone, unknown, unknownDone, lost, other.longest, other.late);
  }

  @Override
  public String toString() {
    return "%,d commands, %,d acknowledged, %,d refused (%,d of them alone, which left nothing in any table); %,d unknown at first, of which %,d had been done; %,d lost to a promotion; longest answer %.1f s, %,d after 5 s"
        .formatted(
            commands,
            commands - refused,
            refused,
            refusedAlone,
            unknown,
            unknownDone,
            lost,
            longest.toMillis() / 1e3,
            late);
  }
}
