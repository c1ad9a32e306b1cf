package org.samling.routes.ncip;

import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.samling.core.StoreException;
import org.samling.core.search.SearchException;
import org.samling.ncip.NcipRequest;
import org.samling.ncip.NcipRequest.CheckInItem;
import org.samling.ncip.NcipRequest.CheckOutItem;
import org.samling.ncip.NcipRequest.LookupItem;
import org.samling.ncip.NcipRequest.LookupUser;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.NcipRequest.Unsupported;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.Problem;
import org.samling.ncip.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The NCIP routes: one for each service. A route takes an {@link NcipExchange} and leaves an {@link
 * NcipResponse}; what goes wrong becomes a Problem in the service's own response.
 */
final class NcipRoutes extends RouteBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(NcipRoutes.class);

  static final String LOOKUP_USER = "direct:ncip-lookup-user";
  static final String LOOKUP_ITEM = "direct:ncip-lookup-item";
  static final String REQUEST_ITEM = "direct:ncip-request-item";
  static final String CHECK_OUT_ITEM = "direct:ncip-check-out-item";
  static final String CHECK_IN_ITEM = "direct:ncip-check-in-item";
  static final String NOT_SUPPORTED = "direct:ncip-not-supported";

  private final NcipUsers users;
  private final NcipItems items;
  private final NcipRequests requests;
  private final NcipLoans loans;

  NcipRoutes(NcipUsers users, NcipItems items, NcipRequests requests, NcipLoans loans) {
    this.users = users;
    this.items = items;
    this.requests = requests;
    this.loans = loans;
  }

  @Override
  public void configure() {
    onException(ProblemException.class).handled(true).process(NcipRoutes::problem);
    onException(StoreException.class).handled(true).process(NcipRoutes::fault);
    onException(SearchException.class).handled(true).process(NcipRoutes::fault);
    onException(Exception.class).handled(true).process(NcipRoutes::fault);

    from(LOOKUP_USER).routeId("ncip-lookup-user").process(to(users::lookup));
    from(LOOKUP_ITEM).routeId("ncip-lookup-item").process(to(items::lookup));
    from(REQUEST_ITEM).routeId("ncip-request-item").process(to(requests::request));
    from(CHECK_OUT_ITEM).routeId("ncip-check-out-item").process(to(loans::checkOut));
    from(CHECK_IN_ITEM).routeId("ncip-check-in-item").process(to(loans::checkIn));
    from(NOT_SUPPORTED).routeId("ncip-not-supported").process(to(NcipRoutes::notSupported));
  }

  /** The route of a request. */
  static String of(NcipRequest request) {
    return switch (request) {
      case LookupUser _ -> LOOKUP_USER;
      case LookupItem _ -> LOOKUP_ITEM;
      case RequestItem _ -> REQUEST_ITEM;
      case CheckOutItem _ -> CHECK_OUT_ITEM;
      case CheckInItem _ -> CHECK_IN_ITEM;
      case Unsupported _ -> NOT_SUPPORTED;
    };
  }

  private static NcipResponse notSupported(NcipExchange<Unsupported> exchange) {
    throw new ProblemException(
        ProblemType.UNSUPPORTED_SERVICE,
        "This server has LookupUser, LookupItem, RequestItem, CheckOutItem and CheckInItem.",
        exchange.request().service().element(),
        null);
  }

  private static <R extends NcipRequest> Processor to(
      Function<NcipExchange<R>, NcipResponse> operation) {
    return exchange -> {
      NcipExchange<R> request = request(exchange);
      exchange.getMessage().setBody(operation.apply(request));
    };
  }

  private static void problem(Exchange exchange) {
    var problem = caught(exchange);
    NcipExchange<NcipRequest> request = request(exchange);
    if (problem instanceof ProblemException p) {
      exchange.getMessage().setBody(response(request.request(), p));
    }
  }

  private static void fault(Exchange exchange) {
    var fault = caught(exchange);
    NcipExchange<NcipRequest> request = request(exchange);
    if (fault instanceof StoreException || fault instanceof SearchException) {
      LOG.warn("no answer to {}: {}", request.request().service().element(), fault.toString());
    } else {
      LOG.error("{} met a fault", request.request().service().element(), fault);
    }
    exchange.getMessage().setBody(fault(request.request()));
  }

  /** What is answered where it is not known what came of a request. */
  static NcipResponse fault(NcipRequest request) {
    return response(
        request,
        new ProblemException(
            ProblemType.TEMPORARY_PROCESSING_FAILURE,
            "Send the same message again: what was done already is not done twice.",
            null,
            null));
  }

  static NcipResponse response(NcipRequest request, ProblemException problem) {
    var service = request.service();
    return new ProblemResponse(
        service,
        Problem.of(problem.type(), service, problem.detail())
            .at(problem.element(), problem.value()));
  }

  @SuppressWarnings("unchecked") // the route of a request is chosen by its type
  private static <R extends NcipRequest> NcipExchange<R> request(Exchange exchange) {
    return (NcipExchange<R>) Objects.requireNonNull(exchange.getMessage().getBody());
  }

  private static Exception caught(Exchange exchange) {
    return Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
  }
}
