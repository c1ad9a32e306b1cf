package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.CHECKIN_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.CHECKOUT_RESPONSE;

import java.util.UUID;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * Field BI: a machine that could not complete a transaction cancels it with the opposite message. A
 * checkout with BI=Y undoes a checkin; a checkin with BI=Y undoes a checkout or renewal.
 */
final class Sip2Cancellation {

  private final Commands commands;

  Sip2Cancellation(Commands commands) {
    this.commands = commands;
  }

  /** 11 with BI=Y: the patron's loan continues. */
  Sip2Response checkin(Sip2Exchange<Sip2Request.Checkout> exchange, String patron) {
    var message = exchange.message();
    var outcome =
        commands.outcome(
            new LoanCommand.UndoCheckin(exchange.origin(), patron, message.get(ITEM_IDENTIFIER)));
    return switch (outcome) {
      case LoanOutcome.Changed(var at, var loan, var item, var due, _) -> {
        var shown = exchange.dialect().item(exchange, item);
        yield exchange
            .reply(CHECKOUT_RESPONSE, at)
            .ok(true)
            .with(RENEWAL_OK, Sip2Flag.NO)
            .with(MAGNETIC_MEDIA, Sip2Flag.UNKNOWN)
            .with(DESENSITIZE, Sip2Flag.YES)
            .with(PATRON_IDENTIFIER, message.get(PATRON_IDENTIFIER))
            .with(ITEM_IDENTIFIER, item.barcode())
            .with(TITLE_IDENTIFIER, shown.title())
            .with(DUE_DATE, due == null ? "" : exchange.dialect().due(exchange, due))
            .with(MEDIA_TYPE, Sip2Texts.mediaType(item.mediaType()))
            .withOptional(ITEM_PROPERTIES, shown.properties())
            .withOptional(TRANSACTION_ID, loan, UUID::toString)
            .build();
      }
      case LoanOutcome.Refused(var at, var reason, _, _, _) ->
          Sip2Refusals.refuse(exchange, at, Sip2Texts.refusal(exchange, reason));
    };
  }

  /**
   * 09 with BI=Y: the loan counts as never made. If only a renewal was undone, the item stays with
   * its patron and stays desensitized.
   */
  Sip2Response checkout(Sip2Exchange<Sip2Request.Checkin> exchange) {
    var message = exchange.message();
    var outcome =
        commands.outcome(
            new LoanCommand.UndoCheckout(exchange.origin(), null, message.get(ITEM_IDENTIFIER)));
    return switch (outcome) {
      case LoanOutcome.Changed(var at, _, var item, var due, _) -> {
        var shown = exchange.dialect().item(exchange, item);
        yield exchange
            .reply(CHECKIN_RESPONSE, at)
            .ok(true)
            .with(RESENSITIZE, Sip2Flag.of(due == null))
            .with(MAGNETIC_MEDIA, Sip2Flag.UNKNOWN)
            .with(ALERT, Sip2Flag.NO)
            .with(ITEM_IDENTIFIER, item.barcode())
            .with(PERMANENT_LOCATION, shown.home())
            .with(TITLE_IDENTIFIER, shown.title())
            .with(MEDIA_TYPE, Sip2Texts.mediaType(item.mediaType()))
            .withOptional(ITEM_PROPERTIES, shown.properties())
            .withOptional(CALL_NUMBER, item.callNumber())
            .withOptional(COLLECTION_CODE, item.location())
            .build();
      }
      case LoanOutcome.Refused(var at, var reason, _, _, _) ->
          Sip2Refusals.refuse(exchange, at, Sip2Texts.refusal(exchange, reason));
    };
  }
}
