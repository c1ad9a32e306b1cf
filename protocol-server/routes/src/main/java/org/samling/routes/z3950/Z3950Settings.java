package org.samling.routes.z3950;

import java.time.Duration;

/**
 * What the Z39.50 routes go by.
 *
 * @param version the version of this server, for Init
 * @param resultSets how many result sets a session may keep
 * @param answerWithin how long an answer may wait for the store
 */
public record Z3950Settings(String version, int resultSets, Duration answerWithin) {

  /** The most bytes of records that one answer holds, whatever a client prefers. */
  static final long LARGEST_MESSAGE = 4L << 20;

  /** The most bytes of records that the segments of one answer hold together. */
  static final long LARGEST_AGGREGATE = 8L << 20;

  /** What a client that prefers nothing sensible gets. */
  static final long USUAL_MESSAGE = 1L << 20;

  /** The most records that one answer holds. */
  static final int MOST_RECORDS = 1_000;
}
