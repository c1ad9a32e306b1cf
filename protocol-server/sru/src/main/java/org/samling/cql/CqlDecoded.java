package org.samling.cql;

/** What became of a text. */
public sealed interface CqlDecoded {

  /** A query. */
  record Parsed(CqlQuery query) implements CqlDecoded {}

  /** None, and why. */
  record Malformed(CqlFault fault) implements CqlDecoded {}
}
