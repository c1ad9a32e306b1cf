package org.samling.routes.catalogue;

import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.Query;
import org.samling.core.search.RemoteSearch;
import org.samling.core.search.ResultSet;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.ScanResult;
import org.samling.core.search.SearchException;
import org.samling.core.search.SortOrder;
import org.samling.routes.catalogue.Databases.Database;

/**
 * Searches a database: of the library's own catalogue, or of other libraries'.
 *
 * @param own the library's own catalogue
 * @param remote other libraries' catalogues
 */
public record DatabaseSearch(CatalogueSearch own, RemoteSearch remote) {

  /**
   * Searches. Other libraries rank their records themselves, if they do.
   *
   * @return the result set; the caller closes it
   * @throws SearchException when this query is not supported, or the catalogue can't be searched at
   *     all
   */
  public ResultSet search(Database database, Query query, SortOrder order) {
    var scope = database.scope();
    if (scope != null) {
      return own.search(scope, query, order);
    }
    if (!order.equals(SortOrder.LATEST_FIRST) && !order.equals(SortOrder.RELEVANCE)) {
      throw unsupported("records of other catalogues can't be sorted");
    }
    return remote.search(database.name(), query);
  }

  /**
   * Lists terms.
   *
   * @throws SearchException when terms can't be listed
   */
  public ScanResult scan(Database database, ScanRequest request) {
    var scope = database.scope();
    if (scope == null) {
      throw unsupported("terms of other catalogues can't be listed");
    }
    return own.scan(scope, request);
  }

  private static SearchException unsupported(String why) {
    return new SearchException(SearchException.Kind.UNSUPPORTED, why, null);
  }
}
