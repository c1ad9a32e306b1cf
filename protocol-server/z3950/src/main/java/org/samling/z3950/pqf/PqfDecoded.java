package org.samling.z3950.pqf;

import org.samling.z3950.data.RpnQuery;

/** What became of a text. */
public sealed interface PqfDecoded {

  /** A query. */
  record Parsed(RpnQuery query) implements PqfDecoded {}

  /**
   * None.
   *
   * @param reason what is wrong, for people
   * @param position the character at which it was seen, from 0
   */
  record Malformed(String reason, int position) implements PqfDecoded {}
}
