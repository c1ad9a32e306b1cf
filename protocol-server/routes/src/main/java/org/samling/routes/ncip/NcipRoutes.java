package org.samling.routes.ncip;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samling.core.StoreException;
import org.samling.core.search.SearchException;
import org.samling.ncip.NcipRequest;
import org.samling.ncip.NcipRequest.Unsupported;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.ProblemType;
import org.samling.routes.ProtocolRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The NCIP route. It takes an {@link NcipExchange} and returns an {@link NcipResponse}; failures
 * become a Problem in the service's own response.
 */
final class NcipRoutes extends ProtocolRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(NcipRoutes.class);

  /** The route's endpoint. */
  static final String URI = "direct:ncip";

  /** Creates the routes of the services. */
  NcipRoutes(Services services) {
    var users = services.users();
    var items = services.items();
    var requests = services.requests();
    var holds = services.holds();
    var loans = services.loans();
    serve(NcipService.LOOKUP_USER, users::lookup);
    serve(
        NcipService.LOOKUP_ITEM,
        (NcipExchange<NcipRequest.LookupItem> exchange) -> items.lookup(exchange, holds));
    serve(NcipService.LOOKUP_ITEM_SET, services.sets()::lookup);
    serve(NcipService.LOOKUP_REQUEST, holds::lookup);
    serve(NcipService.LOOKUP_AGENCY, services.agencies()::lookup);
    serve(NcipService.LOOKUP_VERSION, services.agencies()::versions);
    serve(NcipService.REQUEST_ITEM, requests::request);
    serve(NcipService.CANCEL_REQUEST_ITEM, holds::cancel);
    serve(NcipService.UPDATE_REQUEST_ITEM, holds::update);
    serve(NcipService.CHECK_OUT_ITEM, loans::checkOut);
    serve(NcipService.CHECK_IN_ITEM, loans::checkIn);
    serve(NcipService.RENEW_ITEM, loans::renew);
    serve(NcipService.RECALL_ITEM, loans::recall);
    serve(NcipService.CANCEL_RECALL_ITEM, loans::cancelRecall);
    serve(NcipService.UNDO_CHECK_OUT_ITEM, loans::undo);
    serve(NcipService.ACCEPT_ITEM, services.borrowing()::accept);
    serve(NcipService.DELETE_ITEM, services.borrowing()::delete);
    serve(NcipService.CREATE_USER, services.newUsers()::create);
    serve(NcipService.CREATE_USER_FISCAL_TRANSACTION, services.fees()::create);
    serve(NcipService.ITEM_CHECKED_IN, loans::checkedIn);
    serve(NcipService.ITEM_CHECKED_OUT, loans::checkedOut);
    serve(NcipService.ITEM_RENEWED, loans::renewed);
    serve(NcipService.ITEM_REQUESTED, requests::requested);
    serve(NcipService.ITEM_SHIPPED, services.shipments()::shipped);
    serve(NcipService.ITEM_RECEIVED, services.shipments()::received);
    serve(NcipService.ITEM_REQUEST_CANCELLED, holds::cancelled);
    serve(NcipService.ITEM_REQUEST_UPDATED, holds::updated);
    serve(NcipService.CIRCULATION_STATUS_UPDATED, loans::statusUpdated);
    serve(NcipService.CIRCULATION_STATUS_CHANGE_REPORTED, loans::changeReported);
  }

  /** The handlers of the services. */
  record Services(
      NcipUsers users,
      NcipItems items,
      NcipItemSets sets,
      NcipRequests requests,
      NcipHolds holds,
      NcipLoans loans,
      NcipFees fees,
      NcipNewUsers newUsers,
      NcipBorrowing borrowing,
      NcipShipments shipments,
      NcipAgencies agencies) {}

  /**
   * Adds a service. The type of the operation must be that of the service's request: {@link
   * NcipRequest#service()}.
   */
  private <R extends NcipRequest> void serve(
      NcipService service, Function<NcipExchange<R>, NcipResponse> operation) {
    answer(service, operation);
  }

  @Override
  public void configure() {
    onException(ProblemException.class)
        .handled(true)
        .process(failed(ProblemException.class, NcipRoutes::problem));
    onException(Exception.class).handled(true).process(failed(Exception.class, NcipRoutes::fault));

    route(
        URI,
        (NcipExchange<?> exchange) ->
            exchange.request() instanceof Unsupported
                ? Unsupported.class
                : exchange.request().service());
    answer(Unsupported.class, this::notSupported);
  }

  private NcipResponse notSupported(NcipExchange<Unsupported> exchange) {
    throw new ProblemException(
        ProblemType.UNSUPPORTED_SERVICE,
        Arrays.stream(NcipService.values())
            .filter(operations()::contains)
            .map(NcipService::element)
            .collect(Collectors.joining(", ", "This server supports ", ".")),
        exchange.request().service().element());
  }

  private static NcipResponse problem(NcipExchange<?> request, ProblemException problem) {
    return response(request.request().service(), problem);
  }

  private static NcipResponse fault(NcipExchange<?> request, Exception fault) {
    var service = request.request().service().element();
    if (fault instanceof StoreException || fault instanceof SearchException) {
      LOG.warn("NCIP {} could not be answered: {}", service, fault.toString());
    } else {
      LOG.error("NCIP {} failed", service, fault);
    }
    return unknownOutcome(request.request().service());
  }

  /** The answer where the outcome of a request is not known. */
  static NcipResponse unknownOutcome(NcipService service) {
    return response(
        service,
        new ProblemException(
            ProblemType.TEMPORARY_PROCESSING_FAILURE,
            "Send the same message again: it is not executed twice.",
            null));
  }

  static NcipResponse response(NcipService service, ProblemException problem) {
    return new ProblemResponse(
        service,
        Problem.of(problem.type(), service, problem.detail())
            .at(problem.element(), problem.value()));
  }
}
