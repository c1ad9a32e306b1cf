package org.samling.routes.ncip;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samling.core.StoreException;
import org.samling.core.search.SearchException;
import org.samling.ncip.NcipNotification;
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

/** The NCIP route. Failures become a Problem in the service's own response. */
final class NcipRoutes extends ProtocolRoutes<NcipExchange<?>, NcipRequest, NcipResponse> {

  private static final Logger LOG = LoggerFactory.getLogger(NcipRoutes.class);

  /** Creates the routes of the services. */
  NcipRoutes(Services services) {
    super("ncip", NcipRequest.class, NcipExchange::request);
    var users = services.users();
    var items = services.items();
    var requests = services.requests();
    var holds = services.holds();
    var loans = services.loans();
    on(NcipRequest.LookupUser.class, users.lookups()::lookup);
    on(NcipRequest.LookupItem.class, exchange -> items.lookup(exchange, holds));
    on(NcipRequest.LookupItemSet.class, services.sets()::lookup);
    on(NcipRequest.LookupRequest.class, holds::lookup);
    on(NcipRequest.LookupAgency.class, services.agencies()::lookup);
    on(NcipRequest.LookupVersion.class, services.agencies()::versions);
    on(NcipRequest.RequestItem.class, requests::request);
    on(NcipRequest.CancelRequestItem.class, holds::cancel);
    on(NcipRequest.UpdateRequestItem.class, holds::update);
    on(NcipRequest.CheckOutItem.class, loans::checkOut);
    on(NcipRequest.CheckInItem.class, loans::checkIn);
    on(NcipRequest.RenewItem.class, loans::renew);
    on(NcipRequest.RecallItem.class, loans::recall);
    on(NcipRequest.CancelRecallItem.class, loans::cancelRecall);
    on(NcipRequest.UndoCheckOutItem.class, loans::undo);
    on(NcipRequest.AcceptItem.class, services.borrowing()::accept);
    on(NcipRequest.DeleteItem.class, services.borrowing()::delete);
    on(NcipRequest.CreateUser.class, users.additions()::create);
    on(NcipRequest.UpdateUser.class, users.changes()::update);
    on(NcipRequest.CreateUserFiscalTransaction.class, services.fees()::create);
    on(NcipNotification.ItemCheckedIn.class, loans::checkedIn);
    on(NcipNotification.ItemCheckedOut.class, loans::checkedOut);
    on(NcipNotification.ItemRenewed.class, loans::renewed);
    on(NcipNotification.ItemRequested.class, requests::requested);
    on(NcipNotification.ItemShipped.class, services.shipments()::shipped);
    on(NcipNotification.ItemReceived.class, services.shipments()::received);
    on(NcipNotification.ItemRequestCancelled.class, holds::cancelled);
    on(NcipNotification.ItemRequestUpdated.class, holds::updated);
    on(NcipNotification.CirculationStatusUpdated.class, loans::statusUpdated);
    on(NcipNotification.CirculationStatusChangeReported.class, loans::changeReported);
    on(Unsupported.class, this::notSupported);

    onFailure(ProblemException.class, NcipRoutes::problem);
    onFailure(Exception.class, NcipRoutes::fault);
  }

  /** The handlers of the services about users. */
  record Users(NcipUsers lookups, NcipNewUsers additions, NcipUserChanges changes) {}

  /** The handlers of the services. */
  record Services(
      Users users,
      NcipItems items,
      NcipItemSets sets,
      NcipRequests requests,
      NcipHolds holds,
      NcipLoans loans,
      NcipFees fees,
      NcipBorrowing borrowing,
      NcipShipments shipments,
      NcipAgencies agencies) {}

  private <R extends NcipRequest> void on(
      Class<R> request, Function<NcipExchange<R>, NcipResponse> handler) {
    handle(request, (exchange, known) -> handler.apply(exchange.with(known)));
  }

  private NcipResponse notSupported(NcipExchange<Unsupported> exchange) {
    throw new ProblemException(
        ProblemType.UNSUPPORTED_SERVICE,
        handled()
            .map(Class::getSimpleName) // the record of a service has its name
            .flatMap(name -> NcipService.named(name).stream())
            .sorted()
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
        List.of(
            Problem.of(problem.type(), service, problem.detail())
                .at(problem.element(), problem.value())),
        problem.requiredFee());
  }
}
