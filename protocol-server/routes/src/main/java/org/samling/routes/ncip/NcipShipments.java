package org.samling.routes.ncip;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Named;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.InterlibraryMessages.ReactionRule;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.ncip.NcipNotification;
import org.samling.ncip.NcipNotification.ItemReceived;
import org.samling.ncip.NcipNotification.ItemShipped;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.Acknowledged;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RequestId;

/**
 * Notifications from other libraries about items on their way. One that is not possible in the
 * request's state changes nothing, and is stored with the request like all messages about it.
 */
final class NcipShipments {

  private final InterlibraryMessages messages;

  NcipShipments(InterlibraryMessages messages) {
    this.messages = messages;
  }

  /** Answers ItemShipped: a lender has sent the item, or a borrower sends it back. */
  NcipResponse shipped(NcipExchange<ItemShipped> exchange) {
    var notice = exchange.request();
    return react(
        exchange,
        notice.requestId(),
        notice.itemId(),
        request ->
            switch (request.side()) {
              case LENDING -> withoutReply(InterlibraryState.RETURNED, null);
              case BORROWING ->
                  withoutReply(InterlibraryState.SHIPPED, NcipBorrowing.barcode(notice.itemId()));
            });
  }

  /**
   * Answers ItemReceived: a borrower has received the item; if a lender has it back, that is only
   * stored.
   */
  NcipResponse received(NcipExchange<ItemReceived> exchange) {
    var notice = exchange.request();
    return react(
        exchange,
        notice.requestId(),
        notice.itemId(),
        request ->
            request.side() == Side.LENDING
                ? withoutReply(InterlibraryState.RECEIVED, null)
                : Reaction.NONE);
  }

  private static Reaction withoutReply(InterlibraryState to, @Nullable String item) {
    return new Reaction(to, false, null, item, List.of());
  }

  private NcipResponse react(
      NcipExchange<? extends NcipNotification> exchange,
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      ReactionRule reaction) {
    exchange.checkSender();
    var account = exchange.account();
    var service = exchange.request().service();
    var incoming =
        new Incoming(
            new Named(
                account.username(),
                account.partners(),
                null,
                requestId == null ? null : NcipLending.reference(requestId),
                NcipBorrowing.barcode(itemId)),
            account.username(),
            service.element(),
            fingerprint(exchange),
            exchange.storedMessage(),
            account.username(),
            exchange.replyTo());
    if (messages.receive(exchange.tenant(), incoming, reaction).isEmpty()) {
      throw new ProblemException(
          requestId == null ? ProblemType.UNKNOWN_ITEM : ProblemType.UNKNOWN_REQUEST,
          "No interlibrary request is known by this number.",
          requestId == null ? "ItemIdentifierValue" : "RequestIdentifierValue",
          requestId == null ? NcipBorrowing.barcode(itemId) : requestId.requestIdentifierValue());
    }
    return new Acknowledged(service);
  }

  private static String fingerprint(NcipExchange<?> exchange) {
    return CommandKey.of(
            CommandKey.MAX_WINDOW, "ncip", exchange.account().id(), exchange.body().bytes())
        .hex();
  }
}
