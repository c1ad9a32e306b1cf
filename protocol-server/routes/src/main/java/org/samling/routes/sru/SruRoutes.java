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
 * The SRU route. Searches that the index can't do become diagnostics. Other failures leave the
 * route as exceptions.
 */
final class SruRoutes extends ProtocolRoutes<SruExchange<?>, SruRequest, SruResponse> {

  SruRoutes(SruSearch search, SruScan scan) {
    super("sru", SruRequest.class, SruExchange::request);
    on(SruRequest.Explain.class, SruExplain::explain);
    on(SruRequest.SearchRetrieve.class, search::search);
    on(SruRequest.Scan.class, scan::scan);
    onFailure(SearchException.class, SruRoutes::searchFault);
  }

  private <M extends SruRequest> void on(
      Class<M> request, Function<SruExchange<M>, SruResponse> handler) {
    handle(request, (exchange, known) -> handler.apply(exchange.with(known)));
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
