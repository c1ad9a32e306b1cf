package org.samling.iso18626;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.iso18626.Iso18626Message.AgencyId;
import org.samling.iso18626.Iso18626Message.Authentication;
import org.samling.iso18626.Iso18626Message.BibliographicInfo;
import org.samling.iso18626.Iso18626Message.ConfirmationHeader;
import org.samling.iso18626.Iso18626Message.Costs;
import org.samling.iso18626.Iso18626Message.DeliveryInfo;
import org.samling.iso18626.Iso18626Message.ErrorData;
import org.samling.iso18626.Iso18626Message.Header;
import org.samling.iso18626.Iso18626Message.Identifier;
import org.samling.iso18626.Iso18626Message.MessageInfo;
import org.samling.iso18626.Iso18626Message.Request;
import org.samling.iso18626.Iso18626Message.RequestConfirmation;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessage;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessageConfirmation;
import org.samling.iso18626.Iso18626Message.ServiceInfo;
import org.samling.iso18626.Iso18626Message.StatusInfo;
import org.samling.iso18626.Iso18626Message.SupplyingAgencyMessage;
import org.samling.iso18626.Iso18626Message.SupplyingAgencyMessageConfirmation;

/** Converts messages to elements, in the order of the schema; null components are left out. */
final class Iso18626Writer {

  private final List<Iso18626Element> children = new ArrayList<>();

  private Iso18626Writer() {}

  static Iso18626Element element(Iso18626Message message) {
    return switch (message) {
      case Request m -> request(m);
      case SupplyingAgencyMessage m ->
          new Iso18626Writer()
              .add(header(m.header()))
              .add(messageInfo(m.messageInfo()))
              .add(statusInfo(m.statusInfo()))
              .add(m.deliveryInfo() == null ? null : deliveryInfo(m.deliveryInfo()))
              .as(Iso18626Reader.SUPPLYING);
      case RequestingAgencyMessage m ->
          new Iso18626Writer()
              .add(header(m.header()))
              .code("action", m.action())
              .text("note", m.note())
              .as(Iso18626Reader.REQUESTING);
      case RequestConfirmation m ->
          new Iso18626Writer()
              .add(confirmation(m.header()))
              .add(error(m.error()))
              .as(Iso18626Reader.REQUEST + Iso18626Reader.CONFIRMATION);
      case SupplyingAgencyMessageConfirmation m ->
          new Iso18626Writer()
              .add(confirmation(m.header()))
              .code("reasonForMessage", m.reason())
              .add(error(m.error()))
              .as(Iso18626Reader.SUPPLYING + Iso18626Reader.CONFIRMATION);
      case RequestingAgencyMessageConfirmation m ->
          new Iso18626Writer()
              .add(confirmation(m.header()))
              .code("action", m.action())
              .add(error(m.error()))
              .as(Iso18626Reader.REQUESTING + Iso18626Reader.CONFIRMATION);
    };
  }

  private static Iso18626Element request(Request request) {
    var date = request.publicationDate();
    var service = request.serviceInfo();
    var patron = request.patron();
    var writer =
        new Iso18626Writer()
            .add(header(request.header()))
            .add(bibliographic(request.bibliographicInfo()))
            .add(
                date == null
                    ? null
                    : new Iso18626Writer().text("publicationDate", date).as("publicationInfo"))
            .add(service == null ? null : service(service));
    if (!request.delivery().isEmpty()) {
      writer.add(delivery(request.delivery()));
    }
    return writer
        .add(request.replyTo() == null ? null : agency(request.replyTo()))
        .add(patron == null ? null : new Iso18626Writer().text("patronId", patron).as("patronInfo"))
        .add(
            request.maximumCosts() == null
                ? null
                : new Iso18626Writer()
                    .add(costs("maximumCosts", request.maximumCosts()))
                    .as("billingInfo"))
        .as(Iso18626Reader.REQUEST);
  }

  private static @Nullable Iso18626Element costs(String name, @Nullable Costs costs) {
    return costs == null
        ? null
        : new Iso18626Writer()
            .text("currencyCode", costs.currencyCode())
            .text("monetaryValue", costs.monetaryValue())
            .as(name);
  }

  private static Iso18626Element bibliographic(BibliographicInfo info) {
    var writer =
        new Iso18626Writer()
            .text("supplierUniqueRecordId", info.supplierUniqueRecordId())
            .text("title", info.title())
            .text("author", info.author())
            .text("titleOfComponent", info.titleOfComponent())
            .text("authorOfComponent", info.authorOfComponent())
            .text("volume", info.volume())
            .text("issue", info.issue())
            .text("pagesRequested", info.pagesRequested());
    for (Identifier id : info.itemIds()) {
      writer.add(
          new Iso18626Writer()
              .text("bibliographicItemIdentifier", id.value())
              .text("bibliographicItemIdentifierCode", id.code())
              .as("bibliographicItemId"));
    }
    for (Identifier id : info.recordIds()) {
      writer.add(
          new Iso18626Writer()
              .text("bibliographicRecordIdentifierCode", id.code())
              .text("bibliographicRecordIdentifier", id.value())
              .as("bibliographicRecordId"));
    }
    return writer.as("bibliographicInfo");
  }

  private static Iso18626Element service(ServiceInfo info) {
    return new Iso18626Writer()
        .code("requestType", info.requestType())
        .text("requestingAgencyPreviousRequestId", info.previousRequestId())
        .code("serviceType", info.serviceType())
        .time("needBeforeDate", info.needBefore())
        .text("note", info.note())
        .as("serviceInfo");
  }

  /** An address of the requesting agency on the Web; the standard's list of types is open. */
  private static Iso18626Element agency(String replyTo) {
    return new Iso18626Writer()
        .add(
            new Iso18626Writer()
                .add(
                    new Iso18626Writer()
                        .text("electronicAddressType", "HTTP")
                        .text("electronicAddressData", replyTo)
                        .as("electronicAddress"))
                .as("address"))
        .as("requestingAgencyInfo");
  }

  /** The schema allows only two lines: any further ones are joined to the second. */
  private static Iso18626Element delivery(List<String> lines) {
    var physical = new Iso18626Writer().text("line1", lines.getFirst());
    if (lines.size() > 1) {
      physical.text("line2", String.join(", ", lines.subList(1, lines.size())));
    }
    return new Iso18626Writer()
        .add(new Iso18626Writer().add(physical.as("physicalAddress")).as("address"))
        .as("requestedDeliveryInfo");
  }

  private static Iso18626Element messageInfo(MessageInfo info) {
    var answer = info.answer();
    return new Iso18626Writer()
        .code("reasonForMessage", info.reason())
        .text("answerYesNo", answer == null ? null : answer ? "Y" : "N")
        .text("note", info.note())
        .text("reasonUnfilled", info.reasonUnfilled())
        .text("reasonRetry", info.reasonRetry())
        .add(costs("offeredCosts", info.offeredCosts()))
        .time("retryAfter", info.retryAfter())
        .as("messageInfo");
  }

  private static Iso18626Element statusInfo(StatusInfo info) {
    return new Iso18626Writer()
        .code("status", info.status())
        .time("expectedDeliveryDate", info.expected())
        .time("dueDate", info.due())
        .time("lastChange", info.lastChange())
        .as("statusInfo");
  }

  private static Iso18626Element deliveryInfo(DeliveryInfo info) {
    return new Iso18626Writer()
        .time("dateSent", info.sent())
        .text("itemId", info.itemId())
        .text("sentVia", info.sentVia())
        .text("loanCondition", info.loanCondition())
        .as("deliveryInfo");
  }

  private static Iso18626Element header(Header header) {
    var supplying = header.supplyingAgencyId();
    var authentication = header.authentication();
    return new Iso18626Writer()
        .add(
            agency(
                "supplyingAgencyId",
                supplying == null ? new AgencyId(AgencyId.ISIL, "") : supplying))
        .add(agency("requestingAgencyId", header.requestingAgencyId()))
        .text("multipleItemRequestId", header.multipleItemRequestId())
        .text("timestamp", header.timestamp())
        .text("requestingAgencyRequestId", header.requestingAgencyRequestId())
        .text("supplyingAgencyRequestId", header.supplyingAgencyRequestId())
        .add(authentication == null ? null : authentication(authentication))
        .as(Iso18626Reader.HEADER);
  }

  private static Iso18626Element authentication(Authentication authentication) {
    return new Iso18626Writer()
        .text("accountId", authentication.accountId())
        .text("securityCode", authentication.securityCode())
        .as("requestingAgencyAuthentication");
  }

  private static Iso18626Element confirmation(ConfirmationHeader header) {
    var supplying = header.supplyingAgencyId();
    var requesting = header.requestingAgencyId();
    return new Iso18626Writer()
        .add(supplying == null ? null : agency("supplyingAgencyId", supplying))
        .add(requesting == null ? null : agency("requestingAgencyId", requesting))
        .text("timestamp", header.timestamp())
        .text("requestingAgencyRequestId", header.requestingAgencyRequestId())
        .text("multipleItemRequestId", header.multipleItemRequestId())
        .time("timestampReceived", header.received())
        .text("messageStatus", header.isOk() ? "OK" : "ERROR")
        .as("confirmationHeader");
  }

  private static @Nullable Iso18626Element error(@Nullable ErrorData error) {
    return error == null
        ? null
        : new Iso18626Writer()
            .code("errorType", error.type())
            .text("errorValue", error.value())
            .as("errorData");
  }

  private static Iso18626Element agency(String name, AgencyId agency) {
    return new Iso18626Writer()
        .text("agencyIdType", agency.type())
        .text("agencyIdValue", agency.value())
        .as(name);
  }

  private Iso18626Element as(String name) {
    return new Iso18626Element(name, null, "", children);
  }

  private Iso18626Writer add(@Nullable Iso18626Element child) {
    if (child != null) {
      children.add(child);
    }
    return this;
  }

  private Iso18626Writer text(String name, @Nullable String text) {
    return add(text == null ? null : Iso18626Element.leaf(name, text));
  }

  private Iso18626Writer code(String name, @Nullable Enum<?> code) {
    return text(name, code == null ? null : Iso18626Code.wire(code));
  }

  private Iso18626Writer time(String name, @Nullable Instant at) {
    return text(name, at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}
