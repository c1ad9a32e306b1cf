package org.samling.routes.sru;

/** What the SRU routes go by. */
final class SruSettings {

  /** How many records a response has where the request says nothing. */
  static final int USUAL_RECORDS = 10;

  /** The most records that a response has. */
  static final int MOST_RECORDS = 1_000;

  /** The most characters of records that a response has, but for a single one. */
  static final long LARGEST_RESPONSE = 4L << 20;

  /** How many terms a list has where the request says nothing. */
  static final int USUAL_TERMS = 20;

  /** The most terms of a list. */
  static final int MOST_TERMS = 500;

  private SruSettings() {}
}
