package org.samling.routes.sip2;

import java.util.List;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.routes.Commands;
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
  Sip2Response checkin(Sip2Exchange<Sip2Request.Checkout> exchange) {
    var message = exchange.message();
    var outcome =
        commands.outcome(
            new LoanCommand.UndoCheckin(
                exchange.origin(), message.patronIdentifier().value(), message.itemIdentifier()));
    return switch (outcome) {
      case LoanOutcome.Changed(var at, var loan, var item, var due) -> {
        var shown = exchange.dialect().item(exchange, item);
        yield new Sip2Response.CheckoutResponse(
            true,
            Sip2Flag.NO,
            Sip2Flag.UNKNOWN,
            Sip2Flag.YES,
            Sip2Texts.date(at, Sip2Texts.zone(exchange)),
            exchange.session().loggedInAccount().institution(),
            message.patronIdentifier(),
            item.barcode(),
            shown.title(),
            due == null ? "" : exchange.dialect().due(due, Sip2Texts.zone(exchange)),
            null,
            null,
            null,
            null,
            Sip2Texts.mediaType(item.mediaType()),
            shown.properties(),
            loan == null ? null : loan.toString(),
            List.of(),
            List.of());
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
            new LoanCommand.UndoCheckout(exchange.origin(), null, message.itemIdentifier()));
    return switch (outcome) {
      case LoanOutcome.Changed(var at, _, var item, var due) -> {
        var shown = exchange.dialect().item(exchange, item);
        yield new Sip2Response.CheckinResponse(
            true,
            Sip2Flag.of(due == null),
            Sip2Flag.UNKNOWN,
            Sip2Flag.NO,
            Sip2Texts.date(at, Sip2Texts.zone(exchange)),
            exchange.session().loggedInAccount().institution(),
            item.barcode(),
            shown.home(),
            shown.title(),
            null,
            null,
            Sip2Texts.mediaType(item.mediaType()),
            shown.properties(),
            null,
            null,
            item.callNumber(),
            item.location(),
            null,
            null,
            null,
            List.of(),
            List.of());
      }
      case LoanOutcome.Refused(var at, var reason, _, _, _) ->
          Sip2Refusals.refuse(exchange, at, Sip2Texts.refusal(exchange, reason));
    };
  }
}
