package org.samling.routes.ncip;

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
import org.samling.routes.ProtocolRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The NCIP routes: one for each service. A route takes an {@link NcipExchange} and leaves an {@link
 * NcipResponse}; what goes wrong becomes a Problem in the service's own response.
 */
final class NcipRoutes extends ProtocolRoutes {

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
    onException(ProblemException.class)
        .handled(true)
        .process(failed(ProblemException.class, NcipRoutes::problem));
    onException(Exception.class).handled(true).process(failed(Exception.class, NcipRoutes::fault));

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

  private static NcipResponse problem(NcipExchange<?> request, ProblemException problem) {
    return response(request.request(), problem);
  }

  private static NcipResponse fault(NcipExchange<?> request, Exception fault) {
    var service = request.request().service().element();
    if (fault instanceof StoreException || fault instanceof SearchException) {
      LOG.warn("no answer to {}: {}", service, fault.toString());
    } else {
      LOG.error("{} met a fault", service, fault);
    }
    return unknownOutcome(request.request());
  }

  /** What is answered where it is not known what came of a request. */
  static NcipResponse unknownOutcome(NcipRequest request) {
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
}
