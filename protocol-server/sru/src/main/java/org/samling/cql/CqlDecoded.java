package org.samling.cql;

/** The result of parsing a query. */
public sealed interface CqlDecoded {

  /** A query. */
  record Parsed(CqlQuery query) implements CqlDecoded {}

  /** A text that is not a query, and why. */
  record Malformed(CqlFault fault) implements CqlDecoded {}
}
