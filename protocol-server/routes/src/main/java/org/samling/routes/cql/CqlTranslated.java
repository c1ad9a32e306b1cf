package org.samling.routes.cql;

import org.samling.core.search.Query;
import org.samling.core.search.SortOrder;
import org.samling.sru.SruDiagnostic;

/** The result of translating a CQL query. */
public sealed interface CqlTranslated {

  /**
   * A query of the core's.
   *
   * @param order its sort order; the default if the query gives none
   * @param terms how many terms it has
   */
  record Translated(Query query, SortOrder order, int terms) implements CqlTranslated {}

  /** The diagnostic where a query can't be translated. */
  record Refused(SruDiagnostic diagnostic) implements CqlTranslated {}
}
