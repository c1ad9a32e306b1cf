package org.samling.ncip;

import java.util.EnumSet;
import org.samling.ncip.NcipResponse.LookupItemResponse.ItemTransaction;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.BibliographicDescription;
import org.samling.ncip.data.BibliographicDescription.Text;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.BibliographicId.BibliographicItemId;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;
import org.samling.ncip.data.FiscalTransactionInformation;
import org.samling.ncip.data.FiscalTransactionInformation.FiscalTransactionReferenceId;
import org.samling.ncip.data.FiscalTransactionInformation.ItemDetails;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.ItemOptionalFields.ItemDescription;
import org.samling.ncip.data.ItemOptionalFields.Location;
import org.samling.ncip.data.ItemOptionalFields.LocationNameInstance;
import org.samling.ncip.data.MandatedAction;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.RoutingInformation;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserId;

/** Builds the elements that requests and responses share: identifiers, items, money. */
final class ComponentWriter {
  private ComponentWriter() {}

  static NcipElement userId(UserId user) {
    return new ElementBuilder("UserId")
        .value("AgencyId", user.agencyId())
        .value("UserIdentifierType", user.userIdentifierType())
        .text("UserIdentifierValue", user.userIdentifierValue())
        .build();
  }

  static NcipElement itemId(ItemId item) {
    return new ElementBuilder("ItemId")
        .value("AgencyId", item.agencyId())
        .value("ItemIdentifierType", item.itemIdentifierType())
        .text("ItemIdentifierValue", item.itemIdentifierValue())
        .build();
  }

  static NcipElement requestId(RequestId request) {
    return new ElementBuilder("RequestId")
        .value("AgencyId", request.agencyId())
        .value("RequestIdentifierType", request.requestIdentifierType())
        .text("RequestIdentifierValue", request.requestIdentifierValue())
        .build();
  }

  static NcipElement bibliographicId(BibliographicId id) {
    return new ElementBuilder("BibliographicId")
        .add(
            switch (id) {
              case BibliographicItemId item -> bibliographicItemId(item);
              case BibliographicRecordId record -> bibliographicRecordId(record);
            })
        .build();
  }

  private static NcipElement bibliographicItemId(BibliographicItemId id) {
    return new ElementBuilder("BibliographicItemId")
        .text("BibliographicItemIdentifier", id.bibliographicItemIdentifier())
        .value("BibliographicItemIdentifierCode", id.bibliographicItemIdentifierCode())
        .build();
  }

  private static NcipElement bibliographicRecordId(BibliographicRecordId id) {
    return new ElementBuilder("BibliographicRecordId")
        .text("BibliographicRecordIdentifier", id.bibliographicRecordIdentifier())
        .value("AgencyId", id.agencyId())
        .value(
            "BibliographicRecordIdentifierCode",
            id.agencyId() == null ? id.bibliographicRecordIdentifierCode() : null)
        .build();
  }

  static NcipElement amount(String name, Amount amount) {
    return new ElementBuilder(name)
        .value("CurrencyCode", amount.currencyCode())
        .number("MonetaryValue", amount.monetaryValue())
        .build();
  }

  static NcipElement bibliographicDescription(BibliographicDescription title) {
    var element = new ElementBuilder("BibliographicDescription");
    texts(element, title, EnumSet.range(Text.AUTHOR, Text.AUTHOR_OF_COMPONENT));
    element
        .add(title.bibliographicItemId(), ComponentWriter::bibliographicItemId)
        .addAll(title.bibliographicRecordIds(), ComponentWriter::bibliographicRecordId);
    texts(element, title, EnumSet.range(Text.EDITION, Text.TITLE_OF_COMPONENT));
    return element
        .value("Language", title.language())
        .value("MediumType", title.mediumType())
        .build();
  }

  private static void texts(
      ElementBuilder element, BibliographicDescription title, EnumSet<Text> which) {
    which.forEach(text -> element.text(text.element(), title.text(text)));
  }

  static NcipElement itemOptionalFields(ItemOptionalFields item) {
    return new ElementBuilder("ItemOptionalFields")
        .add(item.bibliographicDescription(), ComponentWriter::bibliographicDescription)
        .values("ItemUseRestrictionType", item.itemUseRestrictionTypes())
        .value("CirculationStatus", item.circulationStatus())
        .number("HoldQueueLength", item.holdQueueLength())
        .add(item.itemDescription(), ComponentWriter::itemDescription)
        .addAll(item.locations(), ComponentWriter::location)
        .time("DateDue", item.dateDue())
        .build();
  }

  private static NcipElement itemDescription(ItemDescription copy) {
    return new ElementBuilder("ItemDescription")
        .text("CallNumber", copy.callNumber())
        .text("CopyNumber", copy.copyNumber())
        .value("ItemDescriptionLevel", copy.itemDescriptionLevel())
        .add(
            copy.unstructuredHoldingsData(),
            holdings ->
                new ElementBuilder("HoldingsInformation")
                    .text("UnstructuredHoldingsData", holdings)
                    .build())
        .number("NumberOfPieces", copy.numberOfPieces())
        .build();
  }

  static NcipElement location(Location location) {
    return new ElementBuilder("Location")
        .value("LocationType", location.locationType())
        .add(
            new ElementBuilder("LocationName")
                .addAll(location.locationName(), ComponentWriter::locationNameInstance)
                .build())
        .build();
  }

  private static NcipElement locationNameInstance(LocationNameInstance name) {
    return new ElementBuilder("LocationNameInstance")
        .number("LocationNameLevel", name.locationNameLevel())
        .text("LocationNameValue", name.locationNameValue())
        .build();
  }

  static NcipElement fiscalTransactionInformation(FiscalTransactionInformation transaction) {
    return new ElementBuilder("FiscalTransactionInformation")
        .value("FiscalActionType", transaction.fiscalActionType())
        .add(
            transaction.fiscalTransactionReferenceId(),
            ComponentWriter::fiscalTransactionReferenceId)
        .value("FiscalTransactionType", transaction.fiscalTransactionType())
        .add(amount("Amount", transaction.amount()))
        .value("PaymentMethodType", transaction.paymentMethodType())
        .text("FiscalTransactionDescription", transaction.fiscalTransactionDescription())
        .add(transaction.requestId(), ComponentWriter::requestId)
        .add(transaction.itemDetails(), ComponentWriter::itemDetails)
        .build();
  }

  static NcipElement fiscalTransactionReferenceId(FiscalTransactionReferenceId reference) {
    return new ElementBuilder("FiscalTransactionReferenceId")
        .value("AgencyId", reference.agencyId())
        .text("FiscalTransactionIdentifierValue", reference.fiscalTransactionIdentifierValue())
        .build();
  }

  private static NcipElement itemDetails(ItemDetails item) {
    return new ElementBuilder("ItemDetails")
        .add(itemId(item.itemId()))
        .add(bibliographicDescription(item.bibliographicDescription()))
        .time("DateCheckedOut", item.dateCheckedOut())
        .time("DateDue", item.dateDue())
        .time("DateReturned", item.dateReturned())
        .build();
  }

  static NcipElement agency(String name, SchemeValue agencyId) {
    return new ElementBuilder(name).value("AgencyId", agencyId).build();
  }

  static NcipElement itemTransaction(ItemTransaction transaction) {
    return new ElementBuilder("ItemTransaction")
        .add(transaction.currentBorrower(), user -> inside("CurrentBorrower", user))
        .addAll(transaction.currentRequesters(), user -> inside("CurrentRequester", user))
        .build();
  }

  private static NcipElement inside(String name, UserId user) {
    return new ElementBuilder(name).add(userId(user)).build();
  }

  static NcipElement routingInformation(RoutingInformation routing) {
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

  static NcipElement problem(Problem problem) {
    return new ElementBuilder("Problem")
        .value("ProblemType", problem.problemType())
        .text("ProblemDetail", problem.problemDetail())
        .text("ProblemElement", problem.problemElement())
        .text("ProblemValue", problem.problemValue())
        .build();
  }

  static NcipElement authenticationInput(AuthenticationInput input) {
    var format = input.authenticationDataFormatType();
    return new ElementBuilder("AuthenticationInput")
        .text("AuthenticationInputData", input.authenticationInputData())
        .value("AuthenticationDataFormatType", format == null ? SchemeValue.of("text") : format)
        .value("AuthenticationInputType", input.authenticationInputType())
        .build();
  }

  static NcipElement mandatedAction(MandatedAction action) {
    return new ElementBuilder("MandatedAction")
        .time("DateEventOccurred", action.dateEventOccurred())
        .build();
  }
}
