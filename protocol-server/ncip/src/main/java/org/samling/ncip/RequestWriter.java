package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.NcipRequest.CheckInItem;
import org.samling.ncip.NcipRequest.CheckOutItem;
import org.samling.ncip.NcipRequest.LookupItem;
import org.samling.ncip.NcipRequest.LookupUser;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.NcipRequest.Unsupported;

/** Makes elements of requests: the client's side. */
final class RequestWriter {
  private RequestWriter() {}

  static NcipElement write(NcipMessage message) {
    var request = message.request();
    var element =
        new ElementBuilder(request.service().element())
            .add(message.header(), RequestWriter::initiationHeader);
    return switch (request) {
      case LookupUser user -> lookupUser(element, user);
      case LookupItem item -> lookupItem(element, item);
      case RequestItem wanted -> requestItem(element, wanted);
      case CheckOutItem loan -> checkOutItem(element, loan);
      case CheckInItem returned -> checkInItem(element, returned);
      case Unsupported(var service, _) ->
          throw new IllegalArgumentException(service.element() + " can't be written");
    };
  }

  private static NcipElement lookupUser(ElementBuilder element, LookupUser user) {
    return element
        .add(user.userId(), ComponentWriter::userId)
        .addAll(user.authenticationInputs(), RequestWriter::authenticationInput)
        .values("UserElementType", user.userElementTypes())
        .flag("LoanedItemsDesired", user.loanedItemsDesired())
        .flag("RequestedItemsDesired", user.requestedItemsDesired())
        .flag("UserFiscalAccountDesired", user.userFiscalAccountDesired())
        .build();
  }

  private static NcipElement lookupItem(ElementBuilder element, LookupItem item) {
    return element
        .add(item.itemId(), ComponentWriter::itemId)
        .add(item.requestId(), ComponentWriter::requestId)
        .values("ItemElementType", item.itemElementTypes())
        .flag("CurrentBorrowerDesired", item.currentBorrowerDesired())
        .flag("CurrentRequestersDesired", item.currentRequestersDesired())
        .build();
  }

  private static NcipElement requestItem(ElementBuilder element, RequestItem wanted) {
    return element
        .add(wanted.mandatedAction(), RequestWriter::mandatedAction)
        .add(wanted.userId(), ComponentWriter::userId)
        .addAll(wanted.authenticationInputs(), RequestWriter::authenticationInput)
        .addAll(wanted.bibliographicIds(), ComponentWriter::bibliographicId)
        .addAll(wanted.itemIds(), ComponentWriter::itemId)
        .add(wanted.requestId(), ComponentWriter::requestId)
        .value("RequestType", wanted.requestType())
        .value("RequestScopeType", wanted.requestScopeType())
        .add(wanted.itemOptionalFields(), ComponentWriter::itemOptionalFields)
        .time("EarliestDateNeeded", wanted.earliestDateNeeded())
        .time("NeedBeforeDate", wanted.needBeforeDate())
        .value("PickupLocation", wanted.pickupLocation())
        .time("PickupExpiryDate", wanted.pickupExpiryDate())
        .add(wanted.acknowledgedFeeAmount(), RequestWriter::acknowledgedFee)
        .add(wanted.paidFeeAmount(), RequestWriter::paidFee)
        .values("AcknowledgedItemUseRestrictionType", wanted.acknowledgedItemUseRestrictionTypes())
        .values("ItemElementType", wanted.itemElementTypes())
        .values("UserElementType", wanted.userElementTypes())
        .build();
  }

  private static NcipElement checkOutItem(ElementBuilder element, CheckOutItem loan) {
    return element
        .add(loan.mandatedAction(), RequestWriter::mandatedAction)
        .add(loan.userId(), ComponentWriter::userId)
        .addAll(loan.authenticationInputs(), RequestWriter::authenticationInput)
        .add(ComponentWriter.itemId(loan.itemId()))
        .add(loan.requestId(), ComponentWriter::requestId)
        .add(loan.acknowledgedFeeAmount(), RequestWriter::acknowledgedFee)
        .add(loan.paidFeeAmount(), RequestWriter::paidFee)
        .values("AcknowledgedItemUseRestrictionType", loan.acknowledgedItemUseRestrictionTypes())
        .flag("ResourceDesired", loan.resourceDesired())
        .time("DesiredDateDue", loan.desiredDateDue())
        .values("ItemElementType", loan.itemElementTypes())
        .values("UserElementType", loan.userElementTypes())
        .build();
  }

  private static NcipElement checkInItem(ElementBuilder element, CheckInItem returned) {
    return element
        .add(returned.mandatedAction(), RequestWriter::mandatedAction)
        .add(ComponentWriter.itemId(returned.itemId()))
        .values("ItemElementType", returned.itemElementTypes())
        .values("UserElementType", returned.userElementTypes())
        .build();
  }

  private static NcipElement initiationHeader(NcipHeader header) {
    var from = header.fromAgencyId();
    var to = header.toAgencyId();
    if (from == null || to == null) {
      throw new IllegalArgumentException("a header names an agency on either side");
    }
    return new ElementBuilder("InitiationHeader")
        .value("FromSystemId", header.fromSystemId())
        .text("FromSystemAuthentication", secret(header.fromSystemAuthentication()))
        .add(ComponentWriter.agency("FromAgencyId", from))
        .text("FromAgencyAuthentication", secret(header.fromAgencyAuthentication()))
        .add(
            header.onBehalfOfAgency(), agency -> ComponentWriter.agency("OnBehalfOfAgency", agency))
        .value("ToSystemId", header.toSystemId())
        .add(ComponentWriter.agency("ToAgencyId", to))
        .value("ApplicationProfileType", header.applicationProfileType())
        .build();
  }

  private static @Nullable String secret(@Nullable NcipSecret secret) {
    return secret == null ? null : secret.value();
  }

  private static NcipElement authenticationInput(AuthenticationInput input) {
    var format = input.authenticationDataFormatType();
    return new ElementBuilder("AuthenticationInput")
        .text("AuthenticationInputData", input.authenticationInputData())
        .value("AuthenticationDataFormatType", format == null ? SchemeValue.of("text") : format)
        .value("AuthenticationInputType", input.authenticationInputType())
        .build();
  }

  private static NcipElement mandatedAction(MandatedAction action) {
    return new ElementBuilder("MandatedAction")
        .time("DateEventOccurred", action.dateEventOccurred())
        .build();
  }

  private static NcipElement acknowledgedFee(Amount amount) {
    return ComponentWriter.amount("AcknowledgedFeeAmount", amount);
  }

  private static NcipElement paidFee(Amount amount) {
    return ComponentWriter.amount("PaidFeeAmount", amount);
  }
}
