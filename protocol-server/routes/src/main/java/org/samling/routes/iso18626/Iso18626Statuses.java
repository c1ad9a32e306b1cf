package org.samling.routes.iso18626;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.InterlibraryMessages.Reply;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.SupplyOffer;
import org.samling.core.ill.SupplyTerms;
import org.samling.iso18626.Iso18626Code;
import org.samling.iso18626.Iso18626Code.Action;
import org.samling.iso18626.Iso18626Code.Reason;
import org.samling.iso18626.Iso18626Code.Status;
import org.samling.iso18626.Iso18626Message.SupplyingAgencyMessage;

/** Maps between the standard's statuses and actions and the states of requests. */
final class Iso18626Statuses {

  private Iso18626Statuses() {}

  /** The status of a lender's request in a state. */
  static Status of(InterlibraryState state, Service service) {
    return switch (state) {
      case REQUESTED, SENT -> Status.REQUEST_RECEIVED;
      case EXPECT_TO_SUPPLY -> Status.EXPECT_TO_SUPPLY;
      case WILL_SUPPLY -> Status.WILL_SUPPLY;
      case SHIPPED, RECEIVED, ON_LOAN, RETURNED ->
          service == Service.COPY ? Status.COPY_COMPLETED : Status.LOANED;
      case CHECKED_IN -> Status.LOAN_COMPLETED;
      case CANCELLED -> Status.CANCELLED;
      case RETRY_POSSIBLE -> Status.RETRY_POSSIBLE;
      case UNFILLED -> Status.UNFILLED;
      case RECALLED -> Status.RECALLED;
      case OVERDUE -> Status.OVERDUE;
      case LOST -> Status.COMPLETED_WITHOUT_RETURN;
    };
  }

  /** How a lender's message changes the borrower's request. */
  static Reaction reaction(SupplyingAgencyMessage message) {
    var info = message.messageInfo();
    var status = message.statusInfo().status();
    var due = message.statusInfo().due();
    if (info.reason() == Reason.RENEW_RESPONSE) {
      return Reaction.terms(
          text(info.note()), SupplyTerms.answer(Boolean.TRUE.equals(info.answer()), due));
    }
    return switch (status) {
      case REQUEST_RECEIVED, LOAN_COMPLETED -> Reaction.NONE;
      case EXPECT_TO_SUPPLY -> offered(InterlibraryState.EXPECT_TO_SUPPLY, message);
      case RETRY_POSSIBLE -> offered(InterlibraryState.RETRY_POSSIBLE, message);
      case WILL_SUPPLY -> silently(InterlibraryState.WILL_SUPPLY, info.note(), null);
      case LOANED ->
          new Reaction(
              InterlibraryState.SHIPPED,
              false,
              text(info.note()),
              barcode(message),
              due,
              List.of());
      case COPY_COMPLETED ->
          new Reaction(
              InterlibraryState.SHIPPED,
              false,
              text(info.note()),
              null,
              SupplyTerms.copy(link(message)),
              List.of());
      case RECALLED ->
          new Reaction(InterlibraryState.RECALLED, false, text(info.note()), null, due, List.of());
      case OVERDUE ->
          new Reaction(InterlibraryState.OVERDUE, false, text(info.note()), null, due, List.of());
      case COMPLETED_WITHOUT_RETURN -> silently(InterlibraryState.LOST, info.note(), null);
      case CANCELLED -> silently(InterlibraryState.CANCELLED, info.note(), null);
      case UNFILLED ->
          silently(
              InterlibraryState.UNFILLED,
              Stream.of(Iso18626Code.wire(status), info.reasonUnfilled(), info.note())
                  .filter(Objects::nonNull)
                  .collect(Collectors.joining("; ")),
              null);
    };
  }

  private static Reaction offered(InterlibraryState to, SupplyingAgencyMessage message) {
    var info = message.messageInfo();
    var delivery = message.deliveryInfo();
    var costs = info.offeredCosts();
    return new Reaction(
        to,
        false,
        text(info.note()),
        null,
        SupplyTerms.of(
            new SupplyOffer(
                InterlibraryText.of(info.reasonRetry(), InterlibraryOrder.MAX_NAME),
                delivery == null ? null : text(delivery.loanCondition()),
                costs == null
                    ? null
                    : SupplyOffer.Cost.of(costs.monetaryValue(), costs.currencyCode()),
                info.retryAfter(),
                message.statusInfo().expected())),
        List.of());
  }

  /** The item's barcode; what is the address of a page is none. */
  private static @Nullable String barcode(SupplyingAgencyMessage message) {
    var delivery = message.deliveryInfo();
    return delivery == null || link(message) != null
        ? null
        : InterlibraryText.ofNumber(delivery.itemId(), InterlibraryOrder.MAX_NAME);
  }

  /** Where an electronic copy is: systems send it for the item, or in the note. */
  private static @Nullable String link(SupplyingAgencyMessage message) {
    var delivery = message.deliveryInfo();
    return Stream.of(
            Stream.ofNullable(delivery == null ? null : delivery.itemId()),
            Stream.ofNullable(delivery == null ? null : delivery.sentVia()),
            Stream.ofNullable(message.messageInfo().note())
                .flatMap(note -> Stream.of(note.split("\\s+"))))
        .flatMap(texts -> texts)
        .map(SupplyTerms::link)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** How a borrower's message changes the lender's request; renewals are handled elsewhere. */
  static Reaction reaction(Action action, @Nullable String note, InterlibraryRequest request) {
    return switch (action) {
      case RECEIVED -> silently(InterlibraryState.RECEIVED, note, null);
      case SHIPPED_RETURN -> silently(InterlibraryState.RETURNED, note, null);
      case CANCEL -> cancel(note, request);
      case STATUS_REQUEST -> replyOnly(new Reply(PeerNotice.STATUS_REQUEST_RESPONSE, null));
      case RENEW, SHIPPED_FORWARD, NOTIFICATION -> Reaction.NONE;
    };
  }

  private static Reaction cancel(@Nullable String note, InterlibraryRequest request) {
    var isPossible = request.next().contains(InterlibraryState.CANCELLED);
    var isDone = request.state() == InterlibraryState.CANCELLED;
    return new Reaction(
        isPossible ? InterlibraryState.CANCELLED : null,
        false,
        text(note),
        List.of(new Reply(PeerNotice.CANCEL_RESPONSE, isPossible || isDone)));
  }

  /** Only a reply. */
  static Reaction replyOnly(Reply reply) {
    return new Reaction(null, false, null, List.of(reply));
  }

  /** A change of state without a message: the other library knows it already. */
  private static Reaction silently(
      InterlibraryState to, @Nullable String note, @Nullable String item) {
    return new Reaction(to, false, text(note), item, List.of());
  }

  private static @Nullable String text(@Nullable String note) {
    return InterlibraryText.of(note, InterlibraryOrder.MAX_TEXT);
  }
}
