package org.samling.routes.sru;

/** Settings of the SRU routes. */
final class SruSettings {

  /** How many records a response has unless the request says otherwise. */
  static final int DEFAULT_RECORDS = 10;

  /** The most records in a response. */
  static final int MAX_RECORDS = 1_000;

  /** The most characters of records in a response; a single record may be longer. */
  static final long MAX_RESPONSE_SIZE = 4L << 20;

  /** How many terms a list has unless the request says otherwise. */
  static final int DEFAULT_TERMS = 20;

  /** The most terms in a list. */
  static final int MAX_TERMS = 500;

  private SruSettings() {}
}
