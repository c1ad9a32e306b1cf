package org.samling.console.catalogue;

import org.samling.console.web.Diagnostic;
import org.samling.core.search.Query;
import org.samling.core.search.SortOrder;

/** Reads what people type to search: words, or CQL with the indexes that SRU has. */
public interface CatalogueQueries {

  /**
   * Reads a query.
   *
   * @throws UnfitException where it can't be asked
   */
  Asked read(String text) throws UnfitException;

  /**
   * What is asked for.
   *
   * @param query for what
   * @param order in which order; without keys where the query says nothing of it
   */
  record Asked(Query query, SortOrder order) {}

  /** What was typed is no query, or asks for what there is not. */
  final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    /** Makes the exception of what is wrong. */
    public UnfitException(Diagnostic diagnostic) {
      super(diagnostic.text());
      this.diagnostic = diagnostic;
    }

    /** What is wrong. */
    public Diagnostic diagnostic() {
      return diagnostic;
    }
  }
}
