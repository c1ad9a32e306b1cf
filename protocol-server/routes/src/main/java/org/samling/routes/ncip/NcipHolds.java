package org.samling.routes.ncip;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldView;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.facts.HoldReference;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Account;
import org.samling.ncip.NcipNotification.ItemRequestCancelled;
import org.samling.ncip.NcipNotification.ItemRequestUpdated;
import org.samling.ncip.NcipRequest;
import org.samling.ncip.NcipRequest.CancelRequestItem;
import org.samling.ncip.NcipRequest.LookupRequest;
import org.samling.ncip.NcipRequest.UpdateRequestItem;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.Acknowledged;
import org.samling.ncip.NcipResponse.CancelRequestItemResponse;
import org.samling.ncip.NcipResponse.LookupRequestResponse;
import org.samling.ncip.NcipResponse.UpdateRequestItemResponse;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RequestFields;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.SchemeValue;

/**
 * Looks up, changes and cancels requests that were placed. A request is identified by its partner's
 * RequestId, by this server's own, or by its patron and an item of its title.
 */
final class NcipHolds {

  static final SchemeValue HOLD = NcipScheme.REQUEST_TYPE.of("Hold");
  private static final SchemeValue TITLE_SCOPE =
      NcipScheme.REQUEST_SCOPE_TYPE.of("Bibliographic Item");
  private static final SchemeValue ITEM_SCOPE = NcipScheme.REQUEST_SCOPE_TYPE.of("Item");

  private final Commands commands;
  private final NcipPatrons patrons;
  private final NcipItems items;
  private final Inquiries inquiries;
  private final NcipLending lending;

  NcipHolds(
      Commands commands,
      NcipPatrons patrons,
      NcipItems items,
      Inquiries inquiries,
      NcipLending lending) {
    this.commands = commands;
    this.patrons = patrons;
    this.items = items;
    this.inquiries = inquiries;
    this.lending = lending;
  }

  /**
   * The stored reference of a partner's RequestId.
   *
   * @throws ProblemException where the number is too long
   */
  static HoldReference reference(Account account, RequestId id) {
    var agency = id.agencyId();
    var reference = id.requestIdentifierValue();
    if (reference.length() > HoldReference.LONGEST
        || (agency != null && agency.value().length() > HoldReference.LONGEST)) {
      throw new ProblemException(
          ProblemType.ELEMENT_RULE_VIOLATED,
          "A RequestId has at most %d characters.".formatted(HoldReference.LONGEST),
          "RequestIdentifierValue");
    }
    return new HoldReference(account.id(), agency == null ? "" : agency.value(), reference);
  }

  /**
   * The request with this number, open or closed.
   *
   * @throws ProblemException where there is none
   */
  HoldView find(NcipExchange<?> exchange, RequestId id) {
    return inquiries
        .hold(exchange.tenant(), reference(exchange.account(), id))
        .or(() ->
            own(id.requestIdentifierValue())
                .flatMap(hold -> inquiries.hold(exchange.tenant(), hold)))
        .or(() ->
            lending
                .find(exchange, id)
                .flatMap(request -> Optional.ofNullable(request.handling().hold()))
                .flatMap(hold -> inquiries.hold(exchange.tenant(), hold)))
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.UNKNOWN_REQUEST,
                "No request has this number.",
                "RequestIdentifierValue",
                id.requestIdentifierValue()));
  }

  private static Optional<UUID> own(String value) {
    try {
      return Optional.of(UUID.fromString(value));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The open request of a patron that an item fills or may fill; the oldest of several. */
  private HoldView find(NcipExchange<?> exchange, String patron, ItemId id) {
    var item = items.item(exchange, id);
    return patrons.account(exchange, patron, Set.of(PatronAccount.Part.HOLDS)).holds().stream()
        .filter(hold -> hold.record().equals(item.record()))
        .min(
            Comparator.comparing(
                (PatronAccount.Hold hold) -> !item.item().barcode().equals(hold.barcode())))
        .flatMap(hold -> inquiries.hold(exchange.tenant(), hold.id()))
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.UNKNOWN_REQUEST,
                "The user has no request for the title of this item.",
                "ItemId",
                id.itemIdentifierValue()));
  }

  private HoldView find(
      NcipExchange<?> exchange,
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      @Nullable String patron) {
    if (requestId != null) {
      return find(exchange, requestId);
    }
    if (itemId == null || patron == null) {
      throw new ProblemException(
          ProblemType.NEEDED_DATA_MISSING,
          "Identify the request by RequestId, or by UserId and ItemId.",
          itemId == null ? "RequestId" : "UserId");
    }
    return find(exchange, patron, itemId);
  }

  /** Answers LookupRequest. */
  NcipResponse lookup(NcipExchange<LookupRequest> exchange) {
    var request = exchange.request();
    var account = exchange.account();
    var patron =
        request.requestId() == null
            ? patrons.identifier(exchange, request.userId(), request.authenticationInputs())
            : null;
    var found = find(exchange, request.requestId(), request.itemId(), patron);
    var hold = found.hold();
    var types = request.requestElementTypes();
    return new LookupRequestResponse(
        requestId(account, request.requestId(), found),
        itemId(account, hold.barcode()),
        NcipItems.isRequested(types, "User Id") ? NcipUsers.id(account, found.patron()) : null,
        new LookupRequestResponse.Status(
            NcipItems.isRequested(types, "Request Type") ? HOLD : null,
            NcipItems.isRequested(types, "Request Scope Type") ? scope(found) : null,
            NcipItems.isRequested(types, "Request Status Type") ? status(hold.state()) : null,
            NcipItems.isRequested(types, "Hold Queue Position") ? found.position() : null),
        new LookupRequestResponse.Dates(
            NcipItems.isRequested(types, "Need Before Date") ? hold.expires() : null,
            null,
            NcipItems.isRequested(types, "Pickup Location")
                ? NcipScheme.agency(hold.pickup())
                : null,
            NcipItems.isRequested(types, "Pickup Expiry Date") ? hold.pickupUntil() : null,
            NcipItems.isRequested(types, "Date Of User Request") ? hold.placed() : null),
        fields(exchange, found, request.itemElementTypes()),
        request.userElementTypes().isEmpty()
            ? null
            : NcipUsers.fields(
                account,
                patrons.account(exchange, found.patron(), Set.of()),
                request.userElementTypes()));
  }

  /** What fills a hold: one item, or any of the title. */
  static SchemeValue scope(@Nullable HoldView hold) {
    return hold != null && hold.meant() == HoldView.Meant.WANTED ? ITEM_SCOPE : TITLE_SCOPE;
  }

  /** The fields of the item that fills the hold, or of the title alone. */
  private @Nullable ItemOptionalFields fields(
      NcipExchange<?> exchange, HoldView found, List<SchemeValue> types) {
    if (types.isEmpty()) {
      return null;
    }
    var barcode = found.hold().barcode();
    return barcode == null
        ? NcipItems.titleFields(found.hold().title(), found.hold().record())
        : inquiries
            .item(exchange.tenant(), barcode)
            .map(item -> NcipItems.fields(item, types))
            .orElse(null);
  }

  /** The status of a request; null once its patron has the item, for which NCIP has no value. */
  static @Nullable SchemeValue status(HoldState state) {
    return switch (state) {
      case WAITING, BOUND, IN_TRANSIT -> NcipScheme.REQUEST_STATUS_TYPE.of("In Process");
      case READY -> NcipScheme.REQUEST_STATUS_TYPE.of("Available For Pickup");
      case CANCELLED -> NcipScheme.REQUEST_STATUS_TYPE.of("Cannot Fulfill Request");
      case EXPIRED, NOT_FETCHED -> NcipScheme.REQUEST_STATUS_TYPE.of("Expired");
      case FULFILLED -> null;
    };
  }

  /** Answers CancelRequestItem. */
  NcipResponse cancel(NcipExchange<CancelRequestItem> exchange) {
    var request = exchange.request();
    var patron = patrons.identifier(exchange, request.userId(), request.authenticationInputs());
    var found = find(exchange, request.requestId(), request.itemId(), patron);
    cancel(exchange, patron, found);
    var account = exchange.account();
    return new CancelRequestItemResponse(
        requestId(account, request.requestId(), found),
        itemId(account, found.hold().barcode()),
        NcipUsers.id(account, patron),
        fields(exchange, found, request.itemElementTypes()),
        null);
  }

  /** Answers ItemRequestCancelled. */
  NcipResponse cancelled(NcipExchange<ItemRequestCancelled> exchange) {
    var notice = exchange.request();
    var patron = notice.userId().userIdentifierValue();
    cancel(exchange, patron, find(exchange, notice.requestId(), notice.itemId(), patron));
    return new Acknowledged(notice.service());
  }

  /**
   * A request is cancelled once, so that its number identifies a repetition however late it comes.
   */
  private void cancel(NcipExchange<?> exchange, String patron, HoldView found) {
    var interlibrary = lending.find(exchange, found);
    if (interlibrary.isPresent()) {
      lending.cancel(exchange, patron, interlibrary.get());
      return;
    }
    var origin = exchange.origin(NcipSettings.REQUEST_WINDOW, "cancel", patron, found.id());
    var outcome = commands.outcome(new HoldCommand.CancelHoldById(origin, patron, found.id()));
    if (outcome instanceof HoldOutcome.Refused(_, var reason, _, _)) {
      if (reason == RefusalReason.NOT_HELD && !found.hold().state().isOpen()) {
        throw new ProblemException(
            ProblemType.REQUEST_ALREADY_PROCESSED, "The request is already closed.", "RequestId");
      }
      throw NcipRefusals.problem(NcipService.CANCEL_REQUEST_ITEM, reason);
    }
  }

  /** Answers UpdateRequestItem. */
  NcipResponse update(NcipExchange<UpdateRequestItem> exchange) {
    var request = exchange.request();
    var patron =
        request.requestId() == null
            ? patrons.identifier(exchange, request.userId(), request.authenticationInputs())
            : null;
    var found = find(exchange, request.requestId(), request.itemId(), patron);
    var copy = found.copy();
    if (copy == null) {
      throw new ProblemException(
          ProblemType.UNKNOWN_ITEM, "The title no longer has items.", "RequestId");
    }
    update(exchange, found, request.deleteRequestFields(), request.addRequestFields());
    var account = exchange.account();
    return new UpdateRequestItemResponse(
        NcipItems.id(account, copy),
        NcipUsers.id(account, found.patron()),
        HOLD,
        scope(found),
        null,
        found.hold().pickupUntil(),
        fields(exchange, found, request.itemElementTypes()),
        null);
  }

  /** Answers ItemRequestUpdated. */
  NcipResponse updated(NcipExchange<ItemRequestUpdated> exchange) {
    var notice = exchange.request();
    var user = notice.userId();
    var found =
        find(
            exchange,
            notice.requestId(),
            notice.itemId(),
            user == null ? null : user.userIdentifierValue());
    update(exchange, found, notice.deleteRequestFields(), notice.addRequestFields());
    return new Acknowledged(notice.service());
  }

  private void update(
      NcipExchange<? extends NcipRequest> exchange,
      HoldView found,
      @Nullable RequestFields deleted,
      @Nullable RequestFields added) {
    var place = added == null ? null : added.pickupLocation();
    var pickup =
        place == null ? null : NcipPlaces.branch(inquiries.policy(exchange.tenant()), place);
    var expires = added == null ? null : added.needBeforeDate();
    refuse(
        ProblemType.UNABLE_TO_ADD_ELEMENT,
        added,
        "Only PickupLocation and NeedBeforeDate of a request can be changed.");
    refuse(
        ProblemType.UNABLE_TO_DELETE_ELEMENT,
        deleted,
        "Only PickupLocation and NeedBeforeDate can be changed, by AddRequestFields.");
    if (pickup == null && expires == null) {
      throw new ProblemException(
          ProblemType.NEEDED_DATA_MISSING,
          "Give the new PickupLocation or NeedBeforeDate in AddRequestFields.",
          "AddRequestFields");
    }
    var outcome =
        commands.outcome(
            new HoldCommand.ChangeHoldOnTitle(
                exchange.originByContent(
                    "update",
                    found.id(),
                    pickup == null ? "" : pickup,
                    expires == null ? Instant.EPOCH : expires),
                found.patron(),
                found.hold().record(),
                found.hold().barcode() == null ? found.copy() : found.hold().barcode(),
                pickup,
                expires));
    if (outcome instanceof HoldOutcome.Refused(_, var reason, _, _)) {
      throw NcipRefusals.problem(exchange.request().service(), reason);
    }
  }

  /**
   * Refuses fields that can't be changed here. PickupLocation and NeedBeforeDate may be deleted, as
   * they are added again.
   */
  private static void refuse(ProblemType type, @Nullable RequestFields fields, String detail) {
    if (fields != null
        && (fields.userId() != null
            || fields.itemId() != null
            || fields.requestType() != null
            || fields.requestScopeType() != null
            || fields.earliestDateNeeded() != null
            || fields.pickupExpiryDate() != null)) {
      throw new ProblemException(type, detail, null);
    }
  }

  /** The number in the request, or else this server's. */
  private static RequestId requestId(Account account, @Nullable RequestId asked, HoldView found) {
    return asked == null ? NcipUsers.requestId(account, found.id().toString()) : asked;
  }

  private static @Nullable ItemId itemId(Account account, @Nullable String barcode) {
    return barcode == null ? null : NcipItems.id(account, barcode);
  }
}
