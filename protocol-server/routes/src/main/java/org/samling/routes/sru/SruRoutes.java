package org.samling.routes.sru;

import java.util.List;
import org.samling.core.search.SearchException;
import org.samling.cql.DiagnosticCode;
import org.samling.routes.ProtocolRoutes;
import org.samling.sru.SruDiagnostic;
import org.samling.sru.SruRequest;
import org.samling.sru.SruResponse;
import org.samling.sru.SruResponse.Failed;

/**
 * The SRU routes: one for each operation. A route takes a {@link SruExchange} and leaves a {@link
 * SruResponse}; what the index can't do becomes a diagnostic. Other faults leave the route.
 */
final class SruRoutes extends ProtocolRoutes {

  static final String EXPLAIN = "direct:sru-explain";
  static final String SEARCH_RETRIEVE = "direct:sru-search-retrieve";
  static final String SCAN = "direct:sru-scan";

  static final List<String> ALL = List.of(EXPLAIN, SEARCH_RETRIEVE, SCAN);

  private final SruSearch search;
  private final SruScan scan;

  SruRoutes(SruSearch search, SruScan scan) {
    this.search = search;
    this.scan = scan;
  }

  @Override
  public void configure() {
    errorHandler(defaultErrorHandler().logExhausted(false));
    onException(SearchException.class)
        .handled(true)
        .process(failed(SearchException.class, SruRoutes::searchFault));
    from(EXPLAIN).routeId("sru-explain").process(to(SruExplain::explain));
    from(SEARCH_RETRIEVE).routeId("sru-search-retrieve").process(to(search::search));
    from(SCAN).routeId("sru-scan").process(to(scan::scan));
  }

  /** The route of a request. */
  static String of(SruRequest request) {
    return switch (request) {
      case SruRequest.Explain _ -> EXPLAIN;
      case SruRequest.SearchRetrieve _ -> SEARCH_RETRIEVE;
      case SruRequest.Scan _ -> SCAN;
    };
  }

  private static SruResponse searchFault(SruExchange<?> exchange, SearchException fault) {
    var code =
        switch (fault.kind()) {
          case TOO_COSTLY, UNSUPPORTED -> DiagnosticCode.QUERY_FEATURE_UNSUPPORTED;
          case MISSING_VALUE -> DiagnosticCode.SORT_ENDED_DUE_TO_MISSING_VALUE;
          case TOO_SLOW, UNAVAILABLE -> DiagnosticCode.SYSTEM_TEMPORARILY_UNAVAILABLE;
        };
    return Failed.of(
        exchange.request().operation(),
        new SruDiagnostic(code, String.valueOf(fault.getMessage())));
  }
}
