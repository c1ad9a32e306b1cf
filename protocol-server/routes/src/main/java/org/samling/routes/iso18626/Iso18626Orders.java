package org.samling.routes.iso18626;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.OutgoingMessage;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryText;
import org.samling.iso18626.Iso18626Code.RequestType;
import org.samling.iso18626.Iso18626Code.ServiceType;
import org.samling.iso18626.Iso18626Message.BibliographicInfo;
import org.samling.iso18626.Iso18626Message.Costs;
import org.samling.iso18626.Iso18626Message.Header;
import org.samling.iso18626.Iso18626Message.Identifier;
import org.samling.iso18626.Iso18626Message.Request;
import org.samling.iso18626.Iso18626Message.ServiceInfo;

/** Converts between the standard's requests and the core's orders. */
final class Iso18626Orders {

  private static final int MAX_NAME = InterlibraryOrder.MAX_NAME;
  private static final int MAX_TEXT = InterlibraryOrder.MAX_TEXT;
  private static final String ISBN = "ISBN";
  private static final String ISSN = "ISSN";

  private Iso18626Orders() {}

  /** The library that sent the message, as the requester. */
  static Requester requester(Iso18626Exchange<?> exchange) {
    return new Requester(
        exchange.account().username(),
        InterlibraryText.of(exchange.message().header().requestingAgencyId().value(), MAX_NAME));
  }

  /** The requesting library's own number for the request. */
  static String reference(Header header) {
    var reference = InterlibraryText.ofNumber(header.requestingAgencyRequestId(), MAX_TEXT);
    return reference == null ? "" : reference;
  }

  /** The order of a request. */
  static InterlibraryOrder order(
      Iso18626Exchange<Request> exchange, @Nullable WantedRecord record) {
    var request = exchange.message();
    var service = request.serviceInfo();
    var needBefore = service == null ? null : service.needBefore();
    return new InterlibraryOrder(
        requester(exchange),
        reference(request.header()),
        exchange.fingerprint(),
        record,
        description(request),
        service != null && service.serviceType() == ServiceType.COPY ? Service.COPY : Service.LOAN,
        needBefore == null
            ? null
            : needBefore.atZone(exchange.account().tenant().zone()).toLocalDate(),
        InterlibraryText.of(String.join("\n", request.delivery()), MAX_TEXT),
        InterlibraryText.of(note(request), MAX_TEXT),
        InterlibraryText.of(request.patron(), MAX_NAME),
        exchange.storedText());
  }

  /** The note, before it what staff should know of a request that comes again, and its costs. */
  private static String note(Request request) {
    var service = request.serviceInfo();
    var costs = request.maximumCosts();
    var previous = service == null ? null : service.previousRequestId();
    var isAgain = service != null && service.requestType() == RequestType.RETRY;
    return Stream.of(
            isAgain ? "again" + (previous == null ? "" : ", before as " + previous) : null,
            costs == null
                ? null
                : "up to %s %s".formatted(costs.monetaryValue(), costs.currencyCode()),
            service == null ? null : service.note())
        .filter(Objects::nonNull)
        .collect(Collectors.joining("; "));
  }

  private static Description description(Request request) {
    var info = request.bibliographicInfo();
    return Description.builder()
        .title(InterlibraryText.of(info.title(), MAX_TEXT))
        .author(InterlibraryText.of(info.author(), MAX_TEXT))
        .published(InterlibraryText.of(request.publicationDate(), MAX_NAME))
        .isbn(InterlibraryText.ofNumber(number(info.itemIds(), ISBN), MAX_NAME))
        .issn(InterlibraryText.ofNumber(number(info.itemIds(), ISSN), MAX_NAME))
        .number(
            InterlibraryText.ofNumber(
                recordNumbers(info).stream().findFirst().orElse(null), MAX_NAME))
        .part(
            InterlibraryText.of(
                Stream.of(
                        info.volume(),
                        info.issue(),
                        info.authorOfComponent(),
                        info.titleOfComponent(),
                        info.pagesRequested())
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("; ")),
                MAX_TEXT))
        .build();
  }

  private static @Nullable String number(List<Identifier> ids, String code) {
    return ids.stream()
        .filter(id -> id.code().toUpperCase(Locale.ROOT).contains(code))
        .map(Identifier::value)
        .findFirst()
        .orElse(null);
  }

  /** The record numbers, the supplier's own first. */
  static List<String> recordNumbers(BibliographicInfo info) {
    var numbers = new ArrayList<String>();
    if (info.supplierUniqueRecordId() != null) {
      numbers.add(info.supplierUniqueRecordId());
    }
    info.recordIds().forEach(id -> numbers.add(id.value()));
    return numbers;
  }

  /** The ISBN, if there is one. */
  static List<String> isbns(BibliographicInfo info) {
    var isbn = number(info.itemIds(), ISBN);
    return isbn == null ? List.of() : List.of(isbn);
  }

  /** The request for an order of the library's own; a retry accepts the terms that were offered. */
  static Request request(Header header, OutgoingMessage due) {
    var order = due.request().order();
    var terms = due.request().handling().terms();
    var before = terms.retryOf();
    var again = before != null && before + 1 == due.lender() ? before : null;
    var offer = terms.offer();
    var cost = again == null || offer == null ? null : offer.cost();
    var described = order.description();
    var ids = new ArrayList<Identifier>();
    if (described.isbn() != null) {
      ids.add(new Identifier(ISBN, described.isbn()));
    }
    if (described.issn() != null) {
      ids.add(new Identifier(ISSN, described.issn()));
    }
    var needBefore = order.needBefore();
    return new Request(
        header,
        new BibliographicInfo(
            described.number(),
            described.title(),
            described.author(),
            BibliographicInfo.Component.ofPages(described.part()),
            ids,
            List.of()),
        described.published(),
        new ServiceInfo(
            again == null ? null : RequestType.RETRY,
            again == null ? null : InterlibraryMessages.reference(due.request().number(), again),
            order.service() == Service.COPY ? ServiceType.COPY : ServiceType.LOAN,
            needBefore == null ? null : needBefore.atStartOfDay(ZoneOffset.UTC).toInstant(),
            order.note()),
        order.delivery() == null ? List.of() : List.of(order.delivery()),
        null,
        cost == null ? null : new Costs(cost.currency(), cost.value()));
  }
}
