package org.samling.core.search;

/**
 * The port that searches the catalogue. What it does, and what its result sets do, can be
 * {@linkplain Cancellation cancelled}.
 */
public interface CatalogueSearch {

  /**
   * Searches; the latest publications come first.
   *
   * @param scope whose catalogue
   * @param query for what
   * @return what was found; the caller closes it
   * @throws SearchException when the index can't answer this query, or none at all
   */
  default ResultSet search(SearchScope scope, Query query) {
    return search(scope, query, SortOrder.LATEST_FIRST);
  }

  /**
   * Searches.
   *
   * @param scope whose catalogue
   * @param query for what
   * @param order in which order what was found is told
   * @return what was found; the caller closes it
   * @throws SearchException when the index can't answer this query, or none at all
   */
  ResultSet search(SearchScope scope, Query query, SortOrder order);

  /**
   * Lists terms of a field in filing order, with how many records have them.
   *
   * @param scope whose catalogue; terms that none of its records has are not told
   * @param request which terms
   * @return the terms
   * @throws SearchException when the index can't answer
   */
  ScanResult scan(SearchScope scope, ScanRequest request);
}
