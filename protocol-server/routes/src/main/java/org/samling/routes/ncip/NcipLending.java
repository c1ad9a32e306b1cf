package org.samling.routes.ncip;

import java.util.Optional;
import org.samling.core.circulation.HoldView;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.Named;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryRequests.Done;
import org.samling.core.ill.InterlibraryRequests.NoSuchRequest;
import org.samling.core.ill.InterlibraryRequests.NotAllowed;
import org.samling.core.ill.InterlibraryRequests.Placed;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.ill.Placement;
import org.samling.core.policy.Setting;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RequestId;
import org.samling.routes.catalogue.RequestedTitles;

/**
 * Requests by other libraries to borrow. A user whose card is that of a library ({@link
 * Institution}) is that library, and a request for it is an interlibrary request, the same as those
 * of ISO 18626 and Item Order: identified by its account, library and RequestId.
 */
final class NcipLending {

  private final InterlibraryRequests requests;
  private final InterlibraryMessages messages;
  private final Inquiries inquiries;
  private final RequestedTitles titles;

  NcipLending(
      InterlibraryRequests requests,
      InterlibraryMessages messages,
      Inquiries inquiries,
      RequestedTitles titles) {
    this.requests = requests;
    this.messages = messages;
    this.inquiries = inquiries;
    this.titles = titles;
  }

  /**
   * Places a library's request, once however often it is sent.
   *
   * @param library the symbol of the library
   * @param record the requested title
   * @throws ProblemException where the account does not speak for the library, or the title can't
   *     be held
   */
  InterlibraryRequest place(
      NcipExchange<RequestItem> exchange, String library, WantedRecord record) {
    exchange.checkSender();
    if (!exchange.account().actsFor(library)) {
      throw notForThisAccount(library);
    }
    var items = titles.items(exchange.tenant(), record);
    Placed placed;
    var earlier = "";
    while (true) {
      var order = order(exchange, library, record, earlier);
      placed =
          requests.placeHeld(
              exchange.tenant(),
              branch(exchange),
              order,
              Placement.of(order, items),
              exchange.request().itemIds().isEmpty() && isOfOneCopy(exchange));
      var request = placed.request();
      if (!request.isRepeatedBy(order)) {
        throw new ProblemException(
            ProblemType.DUPLICATE_REQUEST,
            "This RequestId was used for another request.",
            "RequestIdentifierValue",
            order.reference());
      }
      if (order.reference() != null || placed.isNew() || !request.state().isOver(Side.LENDING)) {
        break;
      }
      earlier = Long.toString(request.number()); // no RequestId: a closed one is not meant again
    }
    if (placed.placement().state() == InterlibraryState.UNFILLED) {
      throw unfilled(placed);
    }
    return placed.request();
  }

  /** Whether a hold on a title is for a single copy of it. */
  private boolean isOfOneCopy(NcipExchange<?> exchange) {
    var policy = inquiries.policy(exchange.tenant());
    return policy
        .setting(
            Setting.HOLD_PARTNER_COPY, exchange.account().branch(), policy.day(exchange.received()))
        .value();
  }

  private static ProblemException notForThisAccount(String library) {
    return new ProblemException(
        ProblemType.UNAUTHORIZED_SERVICE_FOR_AGENCY,
        "The account does not speak for this library.",
        "UserIdentifierValue",
        Institution.card(library));
  }

  private static ProblemException unfilled(Placed placed) {
    var notHeld = placed.notHeld();
    return notHeld == null
        ? new ProblemException(
            ProblemType.ITEM_DOES_NOT_CIRCULATE,
            "This title has no items for loan.",
            "BibliographicId")
        : NcipRefusals.problem(NcipService.REQUEST_ITEM, notHeld);
  }

  /** The branch in PickupLocation if it is one of the library's, else the account's own. */
  private String branch(NcipExchange<RequestItem> exchange) {
    var pickup = exchange.request().pickupLocation();
    return Optional.ofNullable(pickup)
        .flatMap(place -> NcipPlaces.find(inquiries.policy(exchange.tenant()), place))
        .orElse(exchange.account().branch());
  }

  /**
   * The order of a request.
   *
   * @param earlier the number of an earlier, closed request for the same, or empty
   */
  private static InterlibraryOrder order(
      NcipExchange<RequestItem> exchange, String library, WantedRecord record, String earlier) {
    var request = exchange.request();
    var needBefore = request.needBeforeDate();
    var pickup = request.pickupLocation();
    return new InterlibraryOrder(
            new Requester(exchange.account().username(), library),
            request.requestId() == null ? null : reference(request.requestId()),
            CommandKey.of(
                    CommandKey.MAX_WINDOW,
                    "ncip-request",
                    exchange.account().id(),
                    library,
                    record.key(),
                    earlier)
                .hex(),
            record,
            Description.NOTHING,
            Service.LOAN,
            needBefore == null
                ? null
                : needBefore.atZone(exchange.account().tenant().zone()).toLocalDate(),
            pickup == null ? null : InterlibraryText.of(pickup.value(), InterlibraryOrder.MAX_TEXT),
            null)
        .withMessage(exchange.storedMessage());
  }

  /** A partner's reference of a request, in its stored form. */
  static String reference(RequestId id) {
    var reference =
        InterlibraryText.ofNumber(id.requestIdentifierValue(), InterlibraryOrder.MAX_TEXT);
    return reference == null ? "" : reference;
  }

  /** The interlibrary request that a partner made with a number, by whatever protocol. */
  Optional<InterlibraryRequest> find(NcipExchange<?> exchange, RequestId id) {
    var account = exchange.account();
    return messages.find(
        exchange.tenant(),
        new Named(account.username(), account.partners(), Side.LENDING, reference(id), null),
        "");
  }

  /** The interlibrary request that a hold was made for, if one was. */
  Optional<InterlibraryRequest> find(NcipExchange<?> exchange, HoldView hold) {
    return requests
        .ofHold(exchange.tenant(), hold.id())
        .filter(request -> request.side() == Side.LENDING);
  }

  /**
   * Cancels a library's request, with its hold; a request that is already cancelled stays so.
   *
   * @param patron the user in the message
   * @throws ProblemException where the request is another's, or can no longer be cancelled
   */
  void cancel(NcipExchange<?> exchange, String patron, InterlibraryRequest request) {
    var library = request.order().requester().library();
    if (library == null
        || !Institution.card(library).equals(patron)
        || !exchange.account().actsFor(library)) {
      throw new ProblemException(
          ProblemType.UNKNOWN_REQUEST, "The user has no such request.", "UserId");
    }
    var now = request;
    while (now.state() != InterlibraryState.CANCELLED) {
      if (!now.state().next(Side.LENDING).contains(InterlibraryState.CANCELLED)) {
        throw new ProblemException(
            ProblemType.REQUEST_ALREADY_PROCESSED,
            "The item was already sent, or the request is closed.",
            "RequestId");
      }
      now =
          switch (requests.step(
              exchange.tenant(),
              request.number(),
              new Step(
                  now.state(), InterlibraryState.CANCELLED, exchange.account().username(), null))) {
            case Done(var after) -> after;
            case NotAllowed(var other) -> other;
            case NoSuchRequest() ->
                throw new IllegalStateException("interlibrary requests are never deleted");
          };
    }
  }
}
