package org.samling.z3950;

/** What a search looks for, in one of the standard's query types. */
public sealed interface Query {

  /** Type 1; type 101, which is the same in version 3, is read as this one too. */
  record Rpn(RpnQuery query) implements Query {}

  /**
   * Another type of the standard.
   *
   * @param type 0 (private), 2 (ISO 8777), 100 (ANSI Z39.58), 102 (ranked list) or 104 (external,
   *     such as CQL)
   * @param element the query as it came, with the tag of its type
   */
  record Unsupported(int type, Octets element) implements Query {}
}
