package org.samling.routes.sip2;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.HoldCommand;
import org.samling.core.circulation.HoldOutcome;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.routes.Commands;
import org.samling.sip2.Sip2Code.HoldMode;
import org.samling.sip2.Sip2Code.HoldType;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * Holds, placed and cancelled. The title is named by one of its items (AB), or by its record's key
 * in AJ ({@code source:number}). The reply is made of the request and the outcome only.
 */
final class Sip2Holds {

  private final Commands commands;
  private final Inquiries inquiries;
  private final Sip2Pins pins;

  Sip2Holds(Commands commands, Inquiries inquiries, Sip2Pins pins) {
    this.commands = commands;
    this.inquiries = inquiries;
    this.pins = pins;
  }

  /** 15. */
  Sip2Response hold(Sip2Exchange<Sip2Request.Hold> exchange) {
    var message = exchange.message();
    var messages = Sip2Texts.messages(exchange);
    var add = message.holdMode().is(HoldMode.ADD);
    var type = message.holdType();
    if ((!add && !message.holdMode().is(HoldMode.DELETE))
        || (type != null
            && (type.is(HoldType.SPECIFIC_COPY) || type.is(HoldType.ANY_COPY_AT_BRANCH)))) {
      return Sip2Refusals.refuse(exchange, messages.text("not-supported"));
    }
    var wrongPin = pins.refusal(exchange, message.patronIdentifier(), message.patronPassword());
    if (wrongPin != null) {
      return Sip2Refusals.refuse(exchange, wrongPin);
    }
    var title = title(exchange);
    if (title == null) {
      return Sip2Refusals.refuse(
          exchange,
          messages.text(
              message.itemIdentifier() == null
                  ? "refusal.record-unknown"
                  : "refusal.item-unknown"));
    }
    var patron = message.patronIdentifier().value();
    var outcome =
        commands.outcome(
            add
                ? place(exchange, patron, title)
                : new HoldCommand.CancelHold(exchange.origin(), patron, title));
    return switch (outcome) {
      case HoldOutcome.Placed(var at, _, var position, var pickup) ->
          done(exchange, at, position, pickup);
      case HoldOutcome.Cancelled(var at, _, _) -> done(exchange, at, null, null);
      case HoldOutcome.Refused(_, var reason, _) ->
          Sip2Refusals.refuse(exchange, messages.refusal(reason));
      case HoldOutcome.PlacedTogether _, HoldOutcome.Changed _ ->
          throw new IllegalStateException("asked to place or cancel one hold, got " + outcome);
    };
  }

  private static Command<HoldOutcome> place(
      Sip2Exchange<Sip2Request.Hold> exchange, String patron, RecordKey title) {
    var message = exchange.message();
    var pickup = message.pickupLocation();
    var expires = message.expirationDate();
    return new HoldCommand.PlaceHold(
        exchange.origin(),
        patron,
        title,
        null,
        HoldCommand.Placing.at(
            pickup == null || pickup.isEmpty()
                ? exchange.session().loggedInAccount().branch()
                : pickup,
            exchange.received(),
            expires == null ? null : expires.toInstant(Sip2Texts.zone(exchange)).orElse(null)));
  }

  private @Nullable RecordKey title(Sip2Exchange<Sip2Request.Hold> exchange) {
    var item = exchange.message().itemIdentifier();
    if (item != null && !item.isEmpty()) {
      return inquiries
          .item(exchange.session().loggedInAccount().tenant().id(), item)
          .map(ItemState::record)
          .orElse(null);
    }
    var key = exchange.message().titleIdentifier();
    try {
      return key == null ? null : RecordKey.parse(key);
    } catch (IllegalArgumentException e) {
      return null; // a title in words, which names no record
    }
  }

  private static Sip2Response done(
      Sip2Exchange<Sip2Request.Hold> exchange,
      Instant at,
      @Nullable Integer position,
      @Nullable String pickup) {
    var message = exchange.message();
    return new Sip2Response.HoldResponse(
        true,
        Sip2Flag.NO,
        Sip2Texts.date(at, Sip2Texts.zone(exchange)),
        pickup == null ? null : message.expirationDate(),
        position == null ? null : Sip2Number.of(position),
        pickup,
        exchange.session().loggedInAccount().institution(),
        message.patronIdentifier(),
        message.itemIdentifier(),
        message.titleIdentifier(),
        List.of(),
        List.of());
  }
}
