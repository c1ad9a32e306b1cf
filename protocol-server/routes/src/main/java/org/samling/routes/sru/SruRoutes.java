package org.samling.routes.sru;

import java.util.function.Function;
import org.samling.core.search.SearchException;
import org.samling.cql.DiagnosticCode;
import org.samling.routes.ProtocolRoutes;
import org.samling.sru.SruDiagnostic;
import org.samling.sru.SruRequest;
import org.samling.sru.SruResponse;
import org.samling.sru.SruResponse.Failure;

/**
 * The SRU route. It takes a {@link SruExchange} and returns a {@link SruResponse}; searches that
 * the index can't do become diagnostics. Other failures leave the route as exceptions.
 */
final class SruRoutes extends ProtocolRoutes {

  /** The route's endpoint. */
  static final String URI = "direct:sru";

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
    route(URI, (SruExchange<?> exchange) -> exchange.request().getClass());
    on(SruRequest.Explain.class, SruExplain::explain);
    on(SruRequest.SearchRetrieve.class, search::search);
    on(SruRequest.Scan.class, scan::scan);
  }

  private <M extends SruRequest> void on(
      Class<M> request, Function<SruExchange<M>, SruResponse> operation) {
    answer(request, operation);
  }

  private static SruResponse searchFault(SruExchange<?> exchange, SearchException fault) {
    var code =
        switch (fault.kind()) {
          case TOO_COSTLY, UNSUPPORTED -> DiagnosticCode.QUERY_FEATURE_UNSUPPORTED;
          case MISSING_VALUE -> DiagnosticCode.SORT_ENDED_DUE_TO_MISSING_VALUE;
          case TOO_SLOW, UNAVAILABLE -> DiagnosticCode.SYSTEM_TEMPORARILY_UNAVAILABLE;
        };
    return Failure.of(
        exchange.request().operation(),
        new SruDiagnostic(code, String.valueOf(fault.getMessage())));
  }
}
