package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.NcipResponse.CheckInItemResponse;
import org.samling.ncip.NcipResponse.CheckOutItemResponse;
import org.samling.ncip.NcipResponse.LookupItemResponse;
import org.samling.ncip.NcipResponse.LookupItemResponse.ItemTransaction;
import org.samling.ncip.NcipResponse.LookupUserResponse;
import org.samling.ncip.NcipResponse.MessageProblem;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.NcipResponse.RequestItemResponse;

/** Makes elements of responses. */
final class ResponseWriter {
  private ResponseWriter() {}

  /**
   * The element that goes into the message.
   *
   * @param header the request's header, which the response's turns round
   */
  static NcipElement write(NcipResponse response, @Nullable NcipHeader header) {
    return switch (response) {
      case LookupUserResponse user -> lookupUser(user, header);
      case LookupItemResponse item -> lookupItem(item, header);
      case RequestItemResponse request -> requestItem(request, header);
      case CheckOutItemResponse loan -> checkOutItem(loan, header);
      case CheckInItemResponse returned -> checkInItem(returned, header);
      case ProblemResponse(var service, var problems, var fee) ->
          begin(service, header)
              .addAll(problems, ResponseWriter::problem)
              .add(fee, amount -> ComponentWriter.amount("RequiredFeeAmount", amount))
              .build();
      case MessageProblem(var problem) -> problem(problem);
    };
  }

  private static NcipElement lookupUser(LookupUserResponse user, @Nullable NcipHeader header) {
    return begin(NcipService.LOOKUP_USER, header)
        .add(ComponentWriter.userId(user.userId()))
        .addAll(user.userFiscalAccounts(), UserWriter::userFiscalAccount)
        .addAll(user.loanedItemsCounts(), UserWriter::loanedItemsCount)
        .addAll(user.loanedItems(), UserWriter::loanedItem)
        .addAll(user.requestedItemsCounts(), UserWriter::requestedItemsCount)
        .addAll(user.requestedItems(), UserWriter::requestedItem)
        .add(user.userOptionalFields(), UserWriter::userOptionalFields)
        .build();
  }

  private static NcipElement lookupItem(LookupItemResponse item, @Nullable NcipHeader header) {
    return begin(NcipService.LOOKUP_ITEM, header)
        .add(item.requestId(), ComponentWriter::requestId)
        .add(item.itemId(), ComponentWriter::itemId)
        .time("HoldPickupDate", item.holdPickupDate())
        .time("DateRecalled", item.dateRecalled())
        .add(item.itemTransaction(), ResponseWriter::itemTransaction)
        .add(item.itemOptionalFields(), ComponentWriter::itemOptionalFields)
        .build();
  }

  private static NcipElement itemTransaction(ItemTransaction transaction) {
    return new ElementBuilder("ItemTransaction")
        .add(transaction.currentBorrower(), user -> inside("CurrentBorrower", user))
        .addAll(transaction.currentRequesters(), user -> inside("CurrentRequester", user))
        .build();
  }

  private static NcipElement inside(String name, UserId user) {
    return new ElementBuilder(name).add(ComponentWriter.userId(user)).build();
  }

  private static NcipElement requestItem(RequestItemResponse request, @Nullable NcipHeader header) {
    return begin(NcipService.REQUEST_ITEM, header)
        .add(request.requestId(), ComponentWriter::requestId)
        .add(request.itemId(), ComponentWriter::itemId)
        .add(ComponentWriter.userId(request.userId()))
        .value("RequestType", request.requestType())
        .value("RequestScopeType", request.requestScopeType())
        .time("DateAvailable", request.dateAvailable())
        .time("HoldPickupDate", request.holdPickupDate())
        .add(request.fiscalTransactionInformation(), ComponentWriter::fiscalTransactionInformation)
        .add(request.itemOptionalFields(), ComponentWriter::itemOptionalFields)
        .add(request.userOptionalFields(), UserWriter::userOptionalFields)
        .build();
  }

  private static NcipElement checkOutItem(CheckOutItemResponse loan, @Nullable NcipHeader header) {
    return begin(NcipService.CHECK_OUT_ITEM, header)
        .add(ComponentWriter.itemId(loan.itemId()))
        .add(ComponentWriter.userId(loan.userId()))
        .time("DateDue", loan.dateDue())
        .flag("IndeterminateLoanPeriodFlag", loan.dateDue() == null)
        .number("RenewalCount", loan.renewalCount())
        .add(loan.fiscalTransactionInformation(), ComponentWriter::fiscalTransactionInformation)
        .add(loan.itemOptionalFields(), ComponentWriter::itemOptionalFields)
        .add(loan.userOptionalFields(), UserWriter::userOptionalFields)
        .build();
  }

  private static NcipElement checkInItem(
      CheckInItemResponse returned, @Nullable NcipHeader header) {
    return begin(NcipService.CHECK_IN_ITEM, header)
        .add(ComponentWriter.itemId(returned.itemId()))
        .add(returned.userId(), ComponentWriter::userId)
        .add(returned.routingInformation(), ResponseWriter::routingInformation)
        .add(returned.fiscalTransactionInformation(), ComponentWriter::fiscalTransactionInformation)
        .add(returned.itemOptionalFields(), ComponentWriter::itemOptionalFields)
        .add(returned.userOptionalFields(), UserWriter::userOptionalFields)
        .build();
  }

  private static NcipElement routingInformation(RoutingInformation routing) {
    return new ElementBuilder("RoutingInformation")
        .text("RoutingInstructions", routing.routingInstructions())
        .add(
            new ElementBuilder("Destination")
                .text("BinNumber", routing.binNumber())
                .add(routing.location(), ComponentWriter::location)
                .build())
        .value("RequestType", routing.requestType())
        .add(routing.userId(), ComponentWriter::userId)
        .build();
  }

  private static NcipElement problem(Problem problem) {
    return new ElementBuilder("Problem")
        .value("ProblemType", problem.problemType())
        .text("ProblemDetail", problem.problemDetail())
        .text("ProblemElement", problem.problemElement())
        .text("ProblemValue", problem.problemValue())
        .build();
  }

  private static ElementBuilder begin(NcipService service, @Nullable NcipHeader header) {
    return new ElementBuilder(service.responseElement())
        .add(header == null ? null : responseHeader(header));
  }

  /** None where the request does not name both agencies: the schema has no header without them. */
  private static @Nullable NcipElement responseHeader(NcipHeader header) {
    var from = header.toAgencyId();
    var to = header.fromAgencyId();
    if (from == null || to == null) {
      return null;
    }
    return new ElementBuilder("ResponseHeader")
        .value("FromSystemId", header.toSystemId())
        .add(ComponentWriter.agency("FromAgencyId", from))
        .value("ToSystemId", header.fromSystemId())
        .add(ComponentWriter.agency("ToAgencyId", to))
        .build();
  }
}
