package org.samling.routes.ncip;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Named;
import org.samling.core.ill.InterlibraryMessages.Reacting;
import org.samling.core.ill.InterlibraryMessages.Reaction;
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
 * What other libraries tell of items on their way. What may not follow any more changes nothing,
 * and is kept with the request as everything is that was written about it.
 */
final class NcipShipments {

  private final InterlibraryMessages messages;

  NcipShipments(InterlibraryMessages messages) {
    this.messages = messages;
  }

  /** Answers ItemShipped: a lender has sent the item, or a borrower sends it back. */
  NcipResponse shipped(NcipExchange<ItemShipped> exchange) {
    var notice = exchange.request();
    return told(
        exchange,
        notice.requestId(),
        notice.itemId(),
        request ->
            switch (request.side()) {
              case LENDING -> silently(InterlibraryState.RETURNED, null);
              case BORROWING ->
                  silently(InterlibraryState.SHIPPED, NcipBorrowing.barcode(notice.itemId()));
            });
  }

  /** Answers ItemReceived: a borrower has got the item; that a lender has it back is noted. */
  NcipResponse received(NcipExchange<ItemReceived> exchange) {
    var notice = exchange.request();
    return told(
        exchange,
        notice.requestId(),
        notice.itemId(),
        request ->
            request.side() == Side.LENDING
                ? silently(InterlibraryState.RECEIVED, null)
                : Reaction.NONE);
  }

  private static Reaction silently(InterlibraryState to, @Nullable String item) {
    return new Reaction(to, false, null, item, List.of());
  }

  private NcipResponse told(
      NcipExchange<? extends NcipNotification> exchange,
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      Reacting reacting) {
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
            exchange.kept(),
            account.username());
    if (messages.receive(exchange.tenant(), incoming, reacting).isEmpty()) {
      throw new ProblemException(
          requestId == null ? ProblemType.UNKNOWN_ITEM : ProblemType.UNKNOWN_REQUEST,
          "No interlibrary request is known by this.",
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
