package org.samling.z3950.pqf;

import org.samling.z3950.data.RpnQuery;

/** The result of parsing a query. */
public sealed interface PqfDecoded {

  /** A query. */
  record Parsed(RpnQuery query) implements PqfDecoded {}

  /**
   * A text that is not a query.
   *
   * @param reason what is wrong, for people
   * @param position the index of the character where the fault was found, from 0
   */
  record Malformed(String reason, int position) implements PqfDecoded {}
}
