package org.samling.routes.cql;

import org.samling.core.search.Query;
import org.samling.core.search.SortOrder;
import org.samling.sru.SruDiagnostic;

/** What became of a query in CQL. */
public sealed interface CqlTranslated {

  /**
   * A query of the core's.
   *
   * @param query for what
   * @param order in which order; without keys where the query says nothing of it
   * @param terms how many terms it has
   */
  record Translated(Query query, SortOrder order, int terms) implements CqlTranslated {}

  /** None, and why. */
  record Refused(SruDiagnostic diagnostic) implements CqlTranslated {}
}
