package org.samling.z3950.ccl;

/** The result of parsing a query. */
public sealed interface CclDecoded {

  /** A query. */
  record Parsed(CclNode query) implements CclDecoded {}

  /**
   * A text that is not a query.
   *
   * @param reason what is wrong, for people
   * @param position the index of the character where the fault was found, from 0
   */
  record Malformed(String reason, int position) implements CclDecoded {}
}
