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
import org.samling.core.ill.BorrowedItems.NotAccepted;
import org.samling.core.ill.BorrowedItems.NotAwaited;
import org.samling.core.ill.BorrowedItems.NotBorrowed;
import org.samling.core.ill.BorrowedItems.ReferenceTaken;
import org.samling.core.ill.BorrowedItems.Removed;
import org.samling.core.ill.BorrowedItems.StillOnLoan;
import org.samling.core.ill.BorrowedItems.Which;
import org.samling.core.ill.Borrowing;
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
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;

/**
 * Other libraries' items: they come with AcceptItem and go with DeleteItem. An item that comes
 * again under its RequestId is the same one for ever, and so is one that goes.
 */
final class NcipBorrowing {

  private final Borrowing borrowing;
  private final InterlibraryMessages messages;
  private final Inquiries inquiries;

  NcipBorrowing(Borrowing borrowing, InterlibraryMessages messages, Inquiries inquiries) {
    this.borrowing = borrowing;
    this.messages = messages;
    this.inquiries = inquiries;
  }

  /** Answers AcceptItem. */
  NcipResponse accept(NcipExchange<AcceptItem> exchange) {
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
              "Another item with this barcode is here.",
              "ItemIdentifierValue",
              barcode(request.itemId()));
      case ReferenceTaken(var other) ->
          throw new ProblemException(
              ProblemType.DUPLICATE_REQUEST,
              "Item %s came under this RequestId.".formatted(other.handling().item()),
              "RequestIdentifierValue",
              request.requestId().requestIdentifierValue());
      case NotAwaited _ ->
          throw new ProblemException(
              ProblemType.REQUEST_ALREADY_PROCESSED,
              "The request waits for no item.",
              "RequestIdentifierValue",
              request.requestId().requestIdentifierValue());
    };
  }

  /** The item that is here now; a copy is none. */
  private static @Nullable ItemId id(NcipExchange<?> exchange, InterlibraryRequest accepted) {
    var barcode = accepted.handling().item();
    return barcode == null ? null : NcipItems.id(exchange.account(), barcode);
  }

  /**
   * The barcode that names an item, as it is kept; null where none is named.
   *
   * @throws ProblemException where it is longer than any
   */
  static @Nullable String barcode(@Nullable ItemId item) {
    if (item != null && item.itemIdentifierValue().length() > Arrival.LONGEST_BARCODE) {
      throw new ProblemException(
          ProblemType.ELEMENT_RULE_VIOLATED,
          "A barcode has at most %d characters.".formatted(Arrival.LONGEST_BARCODE),
          "ItemIdentifierValue",
          null);
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
        exchange.kept(),
        own == null ? null : own.number());
  }

  /** A copy is what was asked for as one, or is said not to come back. */
  private static Terms terms(AcceptItem request, @Nullable InterlibraryRequest own) {
    return own == null
        ? new Terms(request.dateForReturn(), request.nonReturnableFlag())
        : Terms.of(own.order(), request.dateForReturn());
  }

  /** The tenant's own request that the item is sent for, or null where it comes unasked. */
  private @Nullable InterlibraryRequest own(NcipExchange<AcceptItem> exchange, String reference) {
    return find(exchange, reference, null)
        .filter(found -> found.handling().peer() != null)
        .orElse(null);
  }

  /** What was borrowed by this account, or asked of a library for which it speaks. */
  private Optional<InterlibraryRequest> find(
      NcipExchange<?> exchange, @Nullable String reference, @Nullable String item) {
    var account = exchange.account();
    return messages.find(
        exchange.tenant(),
        new Named(account.username(), account.partners(), Side.BORROWING, reference, item),
        "");
  }

  /** Who lends: the library that was asked, or the sender of the message, if it may say so. */
  private static @Nullable String lender(
      NcipExchange<AcceptItem> exchange, @Nullable InterlibraryRequest own) {
    var peer = own == null ? null : own.handling().peer();
    var header = exchange.header();
    var from = header == null ? null : header.fromAgencyId();
    if (peer != null) {
      return peer.library();
    }
    return from == null || !exchange.account().speaksFor(from.value())
        ? null
        : InterlibraryText.of(from.value(), InterlibraryOrder.MAX_NAME);
  }

  private static String patron(AcceptItem request, @Nullable InterlibraryRequest own) {
    var user = request.userId();
    var patron = user == null && own != null ? own.order().patron() : null;
    if (user == null && patron == null) {
      throw new ProblemException(
          ProblemType.NEEDED_DATA_MISSING, "Name the user for whom the item is.", "UserId", null);
    }
    return user == null ? Objects.requireNonNull(patron) : user.userIdentifierValue();
  }

  /**
   * Where it is fetched: PickupLocation; else, as NCIP 1 has no such element, the branch that
   * ToAgencyId names, if it names one; else where the account stands.
   */
  private String pickup(NcipExchange<AcceptItem> exchange) {
    var pickup = exchange.request().pickupLocation();
    var header = exchange.header();
    if (pickup != null) {
      return pickup.value();
    }
    var branches = inquiries.policy(exchange.tenant()).branches();
    var to = header == null ? List.<SchemeValue>of() : header.toAgencyIds();
    return to.stream()
        .map(SchemeValue::value)
        .filter(branches::containsKey)
        .findFirst()
        .orElse(exchange.account().branch());
  }

  private static Description description(AcceptItem request, @Nullable InterlibraryRequest own) {
    var fields = request.itemOptionalFields();
    var said = fields == null ? null : fields.bibliographicDescription();
    if (said == null) {
      return own == null ? Description.NOTHING : own.order().description();
    }
    return new Description(
        InterlibraryText.of(said.title(), InterlibraryOrder.MAX_TEXT),
        InterlibraryText.of(said.author(), InterlibraryOrder.MAX_TEXT),
        InterlibraryText.of(said.publicationDate(), InterlibraryOrder.MAX_NAME),
        number(said, false),
        number(said, true),
        null,
        null);
  }

  private static @Nullable String number(BibliographicDescription said, boolean isIssn) {
    var id = said.bibliographicItemId();
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
        exchange.tenant(), Which.ofRequest(found.number()), exchange.account().username())) {
      case Removed _ -> new DeleteItemResponse(NcipItems.id(exchange.account(), barcode));
      case StillOnLoan _ ->
          throw new ProblemException(
              ProblemType.RESOURCE_CANNOT_BE_PROVIDED,
              "A patron has the item: take it back first.",
              "ItemIdentifierValue",
              barcode);
      case NotBorrowed() -> throw notBorrowed(barcode);
    };
  }

  private static ProblemException notBorrowed(String barcode) {
    return new ProblemException(
        ProblemType.UNKNOWN_ITEM,
        "No item with this barcode was accepted from here.",
        "ItemIdentifierValue",
        barcode);
  }
}
