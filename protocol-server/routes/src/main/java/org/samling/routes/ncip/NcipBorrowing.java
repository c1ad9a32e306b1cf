package org.samling.routes.ncip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.Arrival.Terms;
import org.samling.core.ill.BorrowedItems.Accepted;
import org.samling.core.ill.BorrowedItems.BarcodeTaken;
import org.samling.core.ill.BorrowedItems.BorrowedItemReference;
import org.samling.core.ill.BorrowedItems.NotAccepted;
import org.samling.core.ill.BorrowedItems.NotAwaited;
import org.samling.core.ill.BorrowedItems.NotBorrowed;
import org.samling.core.ill.BorrowedItems.ReferenceTaken;
import org.samling.core.ill.BorrowedItems.Removed;
import org.samling.core.ill.BorrowedItems.StillOnLoan;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.Named;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.InterlibraryText;
import org.samling.ncip.NcipRequest.AcceptItem;
import org.samling.ncip.NcipRequest.DeleteItem;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.AcceptItemResponse;
import org.samling.ncip.NcipResponse.DeleteItemResponse;
import org.samling.ncip.data.BibliographicDescription;
import org.samling.ncip.data.BibliographicDescription.Text;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;

/**
 * Items borrowed from other libraries: AcceptItem adds them, DeleteItem removes them. An item that
 * is accepted again under the same RequestId is always the same item; a repeated deletion is
 * recognised too.
 */
final class NcipBorrowing {

  private final BorrowingDesk borrowing;
  private final InterlibraryMessages messages;
  private final Inquiries inquiries;

  NcipBorrowing(BorrowingDesk borrowing, InterlibraryMessages messages, Inquiries inquiries) {
    this.borrowing = borrowing;
    this.messages = messages;
    this.inquiries = inquiries;
  }

  /** Answers AcceptItem. */
  NcipResponse accept(NcipExchange<AcceptItem> exchange) {
    exchange.checkSender();
    var request = exchange.request();
    var outcome =
        borrowing.accept(exchange.tenant(), exchange.account().branch(), arrival(exchange));
    return switch (outcome) {
      case Accepted(var accepted, _) ->
          new AcceptItemResponse(request.requestId(), id(exchange, accepted));
      case NotAccepted(var reason) -> throw NcipRefusals.problem(NcipService.ACCEPT_ITEM, reason);
      case BarcodeTaken() ->
          throw new ProblemException(
              ProblemType.CANNOT_ACCEPT_ITEM,
              "Another item here has this barcode.",
              "ItemIdentifierValue",
              barcode(request.itemId()));
      case ReferenceTaken(var other) ->
          throw new ProblemException(
              ProblemType.DUPLICATE_REQUEST,
              "Item %s was accepted with this RequestId.".formatted(other.handling().item()),
              "RequestIdentifierValue",
              request.requestId().requestIdentifierValue());
      case NotAwaited _ ->
          throw new ProblemException(
              ProblemType.REQUEST_ALREADY_PROCESSED,
              "The request is not waiting for an item.",
              "RequestIdentifierValue",
              request.requestId().requestIdentifierValue());
    };
  }

  /** The item that is here now; null for a copy. */
  private static @Nullable ItemId id(NcipExchange<?> exchange, InterlibraryRequest accepted) {
    var barcode = accepted.handling().item();
    return barcode == null ? null : NcipItems.id(exchange.account(), barcode);
  }

  /**
   * The barcode of an item in its stored form; null if there is no item.
   *
   * @throws ProblemException where it is too long
   */
  static @Nullable String barcode(@Nullable ItemId item) {
    if (item != null && item.itemIdentifierValue().length() > Arrival.LONGEST_BARCODE) {
      throw new ProblemException(
          ProblemType.ELEMENT_RULE_VIOLATED,
          "A barcode has at most %d characters.".formatted(Arrival.LONGEST_BARCODE),
          "ItemIdentifierValue");
    }
    return item == null
        ? null
        : InterlibraryText.ofNumber(item.itemIdentifierValue(), Arrival.LONGEST_BARCODE);
  }

  private Arrival arrival(NcipExchange<AcceptItem> exchange) {
    var request = exchange.request();
    var reference = NcipLending.reference(request.requestId());
    var own = own(exchange, reference);
    return new Arrival(
        new Requester(exchange.account().username(), lender(exchange, own)),
        reference,
        barcode(request.itemId()),
        patron(request, own),
        pickup(exchange),
        description(request, own),
        terms(request, own),
        exchange.storedMessage(),
        own == null ? null : own.number());
  }

  /** A copy is one that was requested as such, or that the lender marks as non-returnable. */
  private static Terms terms(AcceptItem request, @Nullable InterlibraryRequest own) {
    return own == null
        ? new Terms(request.dateForReturn(), request.nonReturnableFlag())
        : Terms.of(own.order(), request.dateForReturn());
  }

  /** The tenant's own request that the item is sent for, or null if it comes unrequested. */
  private @Nullable InterlibraryRequest own(NcipExchange<AcceptItem> exchange, String reference) {
    return find(exchange, reference, null)
        .filter(found -> found.handling().peer() != null)
        .orElse(null);
  }

  /**
   * The interlibrary request of something borrowed by this account, or requested from a library for
   * which it speaks.
   */
  private Optional<InterlibraryRequest> find(
      NcipExchange<?> exchange, @Nullable String reference, @Nullable String item) {
    var account = exchange.account();
    return messages.find(
        exchange.tenant(),
        new Named(account.username(), account.partners(), Side.BORROWING, reference, item),
        "");
  }

  /**
   * The lender: the library that was asked, or the sender of the message if the account speaks for
   * it.
   */
  private static @Nullable String lender(
      NcipExchange<AcceptItem> exchange, @Nullable InterlibraryRequest own) {
    var peer = own == null ? null : own.handling().peer();
    var header = exchange.header();
    var from = header == null ? null : header.fromAgencyId();
    if (peer != null) {
      return peer.library();
    }
    return from == null || !exchange.account().actsFor(from.value())
        ? null
        : InterlibraryText.of(from.value(), InterlibraryOrder.MAX_NAME);
  }

  private static String patron(AcceptItem request, @Nullable InterlibraryRequest own) {
    var user = request.userId();
    var patron = user == null && own != null ? own.order().patron() : null;
    if (user == null && patron == null) {
      throw new ProblemException(
          ProblemType.NEEDED_DATA_MISSING, "Name the user whom the item is for.", "UserId");
    }
    return user == null ? Objects.requireNonNull(patron) : user.userIdentifierValue();
  }

  /**
   * The pickup location: PickupLocation; else, as NCIP 1 has no such element, the branch in
   * ToAgencyId, if it is one; else the account's branch.
   */
  private String pickup(NcipExchange<AcceptItem> exchange) {
    var pickup = exchange.request().pickupLocation();
    var header = exchange.header();
    var policy = inquiries.policy(exchange.tenant());
    if (pickup != null) {
      return NcipPlaces.branch(policy, pickup);
    }
    var branches = policy.branches();
    var to = header == null ? List.<SchemeValue>of() : header.toAgencyIds();
    return to.stream()
        .map(SchemeValue::value)
        .filter(branches::containsKey)
        .findFirst()
        .orElse(exchange.account().branch());
  }

  private static Description description(AcceptItem request, @Nullable InterlibraryRequest own) {
    var fields = request.itemOptionalFields();
    var bibliographic = fields == null ? null : fields.bibliographicDescription();
    if (bibliographic == null) {
      return own == null ? Description.NOTHING : own.order().description();
    }
    return Description.builder()
        .title(InterlibraryText.of(bibliographic.text(Text.TITLE), InterlibraryOrder.MAX_TEXT))
        .author(InterlibraryText.of(bibliographic.text(Text.AUTHOR), InterlibraryOrder.MAX_TEXT))
        .published(
            InterlibraryText.of(
                bibliographic.text(Text.PUBLICATION_DATE), InterlibraryOrder.MAX_NAME))
        .isbn(number(bibliographic, false))
        .issn(number(bibliographic, true))
        .build();
  }

  private static @Nullable String number(BibliographicDescription bibliographic, boolean isIssn) {
    var id = bibliographic.bibliographicItemId();
    var code = id == null ? null : id.bibliographicItemIdentifierCode();
    return id == null || isIssn != (code != null && code.is("ISSN"))
        ? null
        : InterlibraryText.ofNumber(id.bibliographicItemIdentifier(), InterlibraryOrder.MAX_NAME);
  }

  /** Answers DeleteItem. */
  NcipResponse delete(NcipExchange<DeleteItem> exchange) {
    var barcode = Objects.requireNonNullElse(barcode(exchange.request().itemId()), "");
    var found = find(exchange, null, barcode).orElseThrow(() -> notBorrowed(barcode));
    return switch (borrowing.remove(
        exchange.tenant(),
        BorrowedItemReference.ofRequest(found.number()),
        exchange.account().username())) {
      case Removed _ -> new DeleteItemResponse(NcipItems.id(exchange.account(), barcode));
      case StillOnLoan _ ->
          throw new ProblemException(
              ProblemType.RESOURCE_CANNOT_BE_PROVIDED,
              "The item is on loan to a patron: check it in first.",
              "ItemIdentifierValue",
              barcode);
      case NotBorrowed() -> throw notBorrowed(barcode);
    };
  }

  private static ProblemException notBorrowed(String barcode) {
    return new ProblemException(
        ProblemType.UNKNOWN_ITEM,
        "This account has no accepted item with this barcode.",
        "ItemIdentifierValue",
        barcode);
  }
}
