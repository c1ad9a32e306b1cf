package org.samling.z3950.ccl;

/** What became of a text. */
public sealed interface CclDecoded {

  /** A query. */
  record Parsed(CclNode query) implements CclDecoded {}

  /**
   * None.
   *
   * @param reason what is wrong, for people
   * @param position the character at which it was seen, from 0
   */
  record Malformed(String reason, int position) implements CclDecoded {}
}
