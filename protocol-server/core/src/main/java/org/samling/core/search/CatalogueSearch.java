package org.samling.core.search;

/**
 * The port that searches the catalogue. Its searches and the methods of its result sets can be
 * {@linkplain Cancellation cancelled}.
 */
public interface CatalogueSearch {

  /**
   * Searches; the latest publications come first.
   *
   * @param scope whose catalogue
   * @param query the query
   * @return the result set; the caller closes it
   * @throws SearchException when the index can't answer this query, or is unavailable
   */
  default ResultSet search(SearchScope scope, Query query) {
    return search(scope, query, SortOrder.LATEST_FIRST);
  }

  /**
   * Searches.
   *
   * @param scope whose catalogue
   * @param query the query
   * @param order the order of the records
   * @return the result set; the caller closes it
   * @throws SearchException when the index can't answer this query, or is unavailable
   */
  ResultSet search(SearchScope scope, Query query, SortOrder order);

  /**
   * Lists terms of a field in filing order, with the number of records that have them.
   *
   * @param scope whose catalogue; terms that none of its records has are left out
   * @param request which terms
   * @return the terms
   * @throws SearchException when the index can't answer
   */
  ScanResult scan(SearchScope scope, ScanRequest request);

  /**
   * Makes what the store has by now searchable, without waiting longer than a search may take.
   *
   * @return whether it is; false also where another process maintains the index
   */
  default boolean showChanges() {
    return false;
  }
}
