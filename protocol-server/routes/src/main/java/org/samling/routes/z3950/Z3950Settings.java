package org.samling.routes.z3950;

import java.time.Duration;

/**
 * Settings of the Z39.50 routes.
 *
 * @param version the version of this server, for Init
 * @param resultSets how many result sets a session may keep
 * @param answerWithin how long an answer may wait for the store
 */
public record Z3950Settings(String version, int resultSets, Duration answerWithin) {

  /** The most bytes of records in one answer, whatever a client prefers. */
  static final long MAX_MESSAGE_SIZE = 4L << 20;

  /** The most bytes of records in all segments of one answer. */
  static final long MAX_AGGREGATE_SIZE = 8L << 20;

  /** The message size for clients that propose none, or an invalid one. */
  static final long DEFAULT_MESSAGE_SIZE = 1L << 20;

  /** The most records in one answer. */
  static final int MAX_RECORDS = 1_000;
}
