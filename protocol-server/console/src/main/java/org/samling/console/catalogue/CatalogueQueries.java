package org.samling.console.catalogue;

import org.samling.console.web.Diagnostic;
import org.samling.core.search.Query;
import org.samling.core.search.SortOrder;

/** Parses search queries: plain words, or CQL with the indexes of SRU. */
public interface CatalogueQueries {

  /**
   * Parses a query.
   *
   * @throws UnfitException if the query is not valid or not supported
   */
  ParsedQuery read(String text) throws UnfitException;

  /**
   * A parsed query.
   *
   * @param order the sort order; by relevance if the query does not specify one
   */
  record ParsedQuery(Query query, SortOrder order) {}

  /** The query is not valid or not supported. */
  final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    /** Creates an exception for a diagnostic. */
    public UnfitException(Diagnostic diagnostic) {
      super(diagnostic.text());
      this.diagnostic = diagnostic;
    }

    /** Returns the diagnostic. */
    public Diagnostic diagnostic() {
      return diagnostic;
    }
  }
}
