package org.samling.routes.ncip;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldView;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.ncip.NcipNotification.ItemRequested;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.Acknowledged;
import org.samling.ncip.NcipResponse.RequestItemResponse;
import org.samling.ncip.data.MandatedAction;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;

/**
 * Places requests: puts a patron in the queue for a title, or another library, by an interlibrary
 * request. A patron's is for any item of the title; a library's request for a title is for the copy
 * that can be fetched first, unless the lender's setting says any. The response gives the actual
 * scope, whatever scope was requested, and the copy to be fetched.
 */
final class NcipRequests {

  /** The request types that are placed as holds. */
  private static final Set<String> TYPES = Set.of("hold", "loan", "page", "stack retrieval");

  /**
   * The fields of an item if none are requested: those that don't change, so that a repetition gets
   * the same answer.
   */
  private static final List<SchemeValue> DESCRIPTION =
      List.of(SchemeValue.of("Bibliographic Description"), SchemeValue.of("Item Description"));

  private final Commands commands;
  private final NcipPatrons patrons;
  private final NcipItems items;
  private final NcipTitles titles;
  private final NcipLending lending;
  private final Inquiries inquiries;

  NcipRequests(
      Commands commands,
      NcipPatrons patrons,
      NcipItems items,
      NcipTitles titles,
      NcipLending lending,
      Inquiries inquiries) {
    this.commands = commands;
    this.patrons = patrons;
    this.items = items;
    this.titles = titles;
    this.lending = lending;
    this.inquiries = inquiries;
  }

  /**
   * What is requested.
   *
   * @param record the title
   * @param item the item by which it was identified, or null
   */
  private record Title(RecordKey record, @Nullable ItemState item) {}

  /** Answers RequestItem. */
  NcipResponse request(NcipExchange<RequestItem> exchange) {
    var patron = patron(exchange);
    var title = title(exchange);
    return placed(
        exchange,
        patron,
        title,
        place(
            exchange,
            patron,
            title,
            NcipCosts.accepted(
                exchange,
                exchange.request().acknowledgement().acknowledgedFeeAmount(),
                exchange.request().acknowledgement().paidFeeAmount())));
  }

  /** Answers ItemRequested: a request that is reported is placed like one that is made here. */
  NcipResponse requested(NcipExchange<ItemRequested> exchange) {
    var notice = exchange.request();
    var placed = notice.dateOfUserRequest();
    var title = notice.bibliographicId();
    var item = notice.itemId();
    var asked =
        exchange.with(
            new RequestItem(
                placed == null ? null : new MandatedAction(placed),
                notice.userId(),
                List.of(),
                title == null ? List.of() : List.of(title),
                item == null ? List.of() : List.of(item),
                notice.requestId(),
                new RequestItem.Type(notice.requestType(), notice.requestScopeType()),
                null,
                new RequestItem.Dates(
                    notice.earliestDateNeeded(),
                    notice.needBeforeDate(),
                    notice.pickupLocation(),
                    notice.pickupExpiryDate()),
                RequestItem.Acknowledgement.NONE,
                new RequestItem.Elements(List.of(), List.of())));
    place(asked, patron(asked), title(asked), LendingFee.ANY);
    return new Acknowledged(notice.service());
  }

  private String patron(NcipExchange<RequestItem> exchange) {
    var request = exchange.request();
    var type = request.requestType();
    if (type != null && !TYPES.contains(type.value().toLowerCase(Locale.ROOT))) {
      throw new ProblemException(
          ProblemType.UNKNOWN_VALUE_FROM_KNOWN_SCHEME,
          "This server supports the request types Hold, Loan, Page and Stack Retrieval.",
          "RequestType",
          type.value());
    }
    return patrons.identifier(exchange, request.userId(), request.authenticationInputs());
  }

  /**
   * What was placed.
   *
   * @param hold the hold, or null
   * @param fee what was charged for it, or null
   */
  private record PlacedHold(@Nullable UUID hold, @Nullable LendingFee fee) {}

  /**
   * Places a request of a patron, or of a library; without a hold if another protocol placed it
   * before, without one.
   *
   * @param acceptedFee the highest fee that the patron accepts
   */
  private PlacedHold place(
      NcipExchange<RequestItem> exchange, String patron, Title title, long acceptedFee) {
    var library = Institution.symbol(patron);
    if (library.isPresent()) {
      var found = titles.find(exchange, title.record());
      return new PlacedHold(
          lending
              .place(exchange, library.get(), new WantedRecord(found.key(), found.ref()))
              .handling()
              .hold(),
          null);
    }
    return switch (commands.outcome(hold(exchange, patron, title, acceptedFee))) {
      case HoldOutcome.Placed placed -> new PlacedHold(placed.holdId(), placed.fee());
      case HoldOutcome.Cancelled _, HoldOutcome.PlacedTogether _, HoldOutcome.Changed _ ->
          throw new IllegalStateException("unexpected outcome of placing a hold");
      case HoldOutcome.Refused refused ->
          throw NcipCosts.problem(exchange, NcipService.REQUEST_ITEM, refused);
    };
  }

  private HoldCommand.PlaceHold hold(
      NcipExchange<RequestItem> exchange, String patron, Title title, long acceptedFee) {
    var request = exchange.request();
    var pickup = request.pickupLocation();
    var mandated = request.mandatedAction();
    var requestId = request.requestId();
    return new HoldCommand.PlaceHold(
        requestId == null
            ? exchange.originByContent("request", patron, title.record())
            : exchange.origin(
                NcipSettings.REQUEST_WINDOW,
                "request-id",
                String.valueOf(requestId.agencyId()),
                requestId.requestIdentifierValue(),
                // Asked again after the fee was told: another command.
                acceptedFee == 0 ? "" : "accepting " + acceptedFee),
        patron,
        title.record(),
        null,
        new HoldCommand.HoldOptions(
            pickup == null
                ? exchange.account().branch()
                : NcipPlaces.branch(inquiries.policy(exchange.tenant()), pickup),
            mandated == null ? exchange.received() : mandated.dateEventOccurred(),
            request.needBeforeDate(),
            false,
            requestId == null ? null : NcipHolds.reference(exchange.account(), requestId),
            false,
            acceptedFee));
  }

  private NcipResponse placed(
      NcipExchange<RequestItem> exchange, String patron, Title title, PlacedHold placed) {
    var hold = placed.hold();
    var request = exchange.request();
    var account = exchange.account();
    var found = hold == null ? null : inquiries.hold(exchange.tenant(), hold).orElse(null);
    var item = title.item() == null ? copy(exchange, found) : title.item();
    var answer =
        new RequestItemResponse(
            request.requestId() == null
                ? NcipUsers.requestId(
                    account,
                    Objects.requireNonNull(hold, "a request without RequestId has a hold")
                        .toString())
                : request.requestId(),
            item == null ? null : NcipItems.id(account, item.item().barcode()),
            NcipUsers.id(account, patron),
            request.requestType() == null ? NcipHolds.HOLD : request.requestType(),
            NcipHolds.scope(found),
            null,
            item == null
                ? null
                : NcipItems.fields(
                    item,
                    request.itemElementTypes().isEmpty()
                        ? DESCRIPTION
                        : request.itemElementTypes()));
    return NcipCosts.charging(exchange, answer, placed.fee());
  }

  /** The item of a hold, whose barcode or call number partners use from then on. */
  private @Nullable ItemState copy(NcipExchange<?> exchange, @Nullable HoldView hold) {
    return hold == null || hold.copy() == null
        ? null
        : inquiries.item(exchange.tenant(), hold.copy()).orElse(null);
  }

  private Title title(NcipExchange<RequestItem> exchange) {
    var request = exchange.request();
    if (!request.itemIds().isEmpty()) {
      var item = items.item(exchange, request.itemIds().getFirst());
      return new Title(item.record(), item);
    }
    if (request.bibliographicIds().isEmpty()) {
      throw new ProblemException(
          ProblemType.NEEDED_DATA_MISSING,
          "Name the item or title by ItemId or BibliographicId.",
          "ItemId");
    }
    return new Title(titles.key(exchange, request.bibliographicIds().getFirst()), null);
  }
}
