package org.samling.routes.z3950;

import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.samling.core.StoreException;
import org.samling.core.search.SearchException;
import org.samling.routes.ProtocolRoutes;
import org.samling.z3950.Close;
import org.samling.z3950.CloseReason;
import org.samling.z3950.UnsupportedApdu;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.DeleteResultSetRequest;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.ScanRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Request.SortRequest;
import org.samling.z3950.Z3950Request.TriggerResourceControlRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.ScanResponse;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DefaultDiagFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Z39.50 route. Failures become a diagnostic in the operation's own response, or a Close where
 * that has no room for one.
 */
final class Z3950Routes extends ProtocolRoutes<Z3950Exchange<?>, Z3950Request, Z3950Response> {

  private static final Logger LOG = LoggerFactory.getLogger(Z3950Routes.class);

  Z3950Routes(
      Z3950Init init,
      Z3950Search search,
      Z3950Present present,
      Z3950Scan scan,
      Z3950Sort sort,
      Z3950ExtendedServices extendedServices) {
    super("z3950", Z3950Request.class, Z3950Exchange::message);
    on(InitializeRequest.class, init::initialize);
    on(SearchRequest.class, search::search);
    on(PresentRequest.class, present::present);
    on(DeleteResultSetRequest.class, Z3950Sets::delete);
    on(ScanRequest.class, scan::scan);
    on(SortRequest.class, sort::sort);
    on(ExtendedServicesRequest.class, extendedServices::answer);
    on(Close.class, Z3950Routes::close);
    on(TriggerResourceControlRequest.class, Z3950Routes::notSupported);
    on(UnsupportedApdu.class, Z3950Routes::notSupported);

    onFailure(DiagnosticException.class, Z3950Routes::diagnostic);
    onFailure(SearchException.class, Z3950Routes::searchFault);
    onFailure(CancellationException.class, (exchange, _) -> cancelled(exchange));
    onFailure(StoreException.class, Z3950Routes::storeFault);
    onFailure(Exception.class, Z3950Routes::fault);
  }

  private <M extends Z3950Request> void on(
      Class<M> message, Function<Z3950Exchange<M>, Z3950Response> handler) {
    handle(message, (exchange, known) -> handler.apply(exchange.with(known)));
  }

  private static Z3950Response close(Z3950Exchange<Close> exchange) {
    return new Close(exchange.message().referenceId(), CloseReason.FINISHED, null);
  }

  private static Z3950Response notSupported(Z3950Exchange<? extends Z3950Request> exchange) {
    return notNegotiated(exchange.message());
  }

  /** A Close for a request with an option that was not negotiated at Init. */
  static Close notNegotiated(Z3950Request message) {
    return new Close(
        message.referenceId(),
        CloseReason.PROTOCOL_ERROR,
        message.apdu().title() + " is not an option negotiated at Init");
  }

  private static Z3950Response diagnostic(Z3950Exchange<?> request, DiagnosticException fault) {
    return failure(request, fault.diagnostic());
  }

  private static Z3950Response searchFault(Z3950Exchange<?> request, SearchException fault) {
    var diagnostic =
        switch (fault.kind()) {
          case TOO_COSTLY, TOO_SLOW ->
              DefaultDiagFormat.of(
                  Bib1Diagnostic.RESOURCES_EXHAUSTED_NO_RESULTS,
                  String.valueOf(fault.getMessage()));
          case MISSING_VALUE ->
              DefaultDiagFormat.of(
                  Bib1Diagnostic.CANNOT_SORT_ACCORDING_TO_SEQUENCE,
                  String.valueOf(fault.getMessage()));
          case UNSUPPORTED ->
              DefaultDiagFormat.of(
                  Bib1Diagnostic.UNSUPPORTED_SEARCH, String.valueOf(fault.getMessage()));
          case UNAVAILABLE ->
              DefaultDiagFormat.of(
                  Bib1Diagnostic.DATABASE_UNAVAILABLE, String.valueOf(fault.getMessage()));
        };
    return failure(request, diagnostic);
  }

  /** The answer to a request that the client cancelled. */
  static Z3950Response cancelled(Z3950Exchange<?> request) {
    return failure(request, DefaultDiagFormat.of(Bib1Diagnostic.TERMINATED_AT_ORIGIN_REQUEST, ""));
  }

  /** Whether a request can be cancelled: its response has room for the diagnostic. */
  static boolean isCancellable(Z3950Request message) {
    return switch (message) {
      case SearchRequest _,
          PresentRequest _,
          ScanRequest _,
          SortRequest _,
          ExtendedServicesRequest _ ->
          true;
      case InitializeRequest _,
          DeleteResultSetRequest _,
          TriggerResourceControlRequest _,
          Close _,
          UnsupportedApdu _ ->
          false;
    };
  }

  private static Z3950Response storeFault(Z3950Exchange<?> request, StoreException fault) {
    LOG.warn("Z39.50 request failed, store unavailable: {}", fault.toString());
    return failure(
        request, DefaultDiagFormat.of(Bib1Diagnostic.TEMPORARY_SYSTEM_ERROR, "try again later"));
  }

  private static Z3950Response fault(Z3950Exchange<?> request, Exception fault) {
    LOG.error("Z39.50 request failed", fault);
    return failure(request, DefaultDiagFormat.of(Bib1Diagnostic.PERMANENT_SYSTEM_ERROR, ""));
  }

  /** The response of the request's own kind, with a diagnostic. */
  static Z3950Response failure(Z3950Exchange<?> exchange, DefaultDiagFormat diagnostic) {
    var request = exchange.message();
    return switch (request) {
      case SearchRequest r -> SearchResponse.failure(r.referenceId(), diagnostic);
      case PresentRequest r -> PresentResponse.failure(r.referenceId(), diagnostic);
      case ScanRequest r -> ScanResponse.failure(r.referenceId(), diagnostic);
      case SortRequest r -> Z3950Sort.failure(exchange.session(), r, diagnostic);
      case ExtendedServicesRequest r ->
          ExtendedServicesResponse.failure(r.referenceId(), diagnostic);
      case InitializeRequest _,
          DeleteResultSetRequest _,
          TriggerResourceControlRequest _,
          Close _,
          UnsupportedApdu _ ->
          new Close(request.referenceId(), CloseReason.SYSTEM_PROBLEM, diagnostic.addinfo());
    };
  }
}
