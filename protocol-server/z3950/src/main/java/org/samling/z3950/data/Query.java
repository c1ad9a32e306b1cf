package org.samling.z3950.data;

import org.samling.z3950.ber.Octets;

/** A search query, in one of the standard's query types. */
public sealed interface Query {

  /** Type 1; type 101, which is the same in version 3, is also read as this. */
  record Rpn(RpnQuery query) implements Query {}

  /** Type 2: a query in the Common Command Language (ISO 8777). */
  record Ccl(Octets query) implements Query {}

  /** Type 104: a query in a language identified by an object identifier, such as CQL. */
  record OfLanguage(External query) implements Query {}

  /**
   * Another type of the standard.
   *
   * @param type 0 (private), 100 (ANSI Z39.58) or 102 (ranked list)
   * @param element the query as received, with the tag of its type
   */
  record Unsupported(int type, Octets element) implements Query {}
}
