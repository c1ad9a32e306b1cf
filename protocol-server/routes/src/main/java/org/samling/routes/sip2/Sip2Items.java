package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.ITEM_INFORMATION_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.ITEM_STATUS_UPDATE_RESPONSE;

import java.util.ArrayList;
import java.util.List;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Code.CirculationStatus;
import org.samling.sip2.Sip2Code.FeeType;
import org.samling.sip2.Sip2Code.SecurityMarker;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/** Item information and item status update. */
final class Sip2Items {

  private final Commands commands;
  private final Inquiries inquiries;

  Sip2Items(Commands commands, Inquiries inquiries) {
    this.commands = commands;
    this.inquiries = inquiries;
  }

  /** 17. */
  Sip2Response information(Sip2Exchange<Sip2Request.ItemInformation> exchange) {
    var machine = exchange.session().loggedInAccount();
    return inquiries
        .item(machine.tenant().id(), exchange.message().get(ITEM_IDENTIFIER))
        .map(state -> found(exchange, state))
        .orElseGet(() ->
            Sip2Refusals.refuse(
                exchange, Sip2Texts.messages(exchange).text("refusal.item-unknown")));
  }

  /** 19: stores the item properties that a machine sends, and returns them in later replies. */
  Sip2Response update(Sip2Exchange<Sip2Request.ItemStatusUpdate> exchange) {
    var message = exchange.message();
    var properties = message.get(ITEM_PROPERTIES);
    var messages = Sip2Texts.messages(exchange);
    if (properties.length() > ItemCommand.DescribeItem.MAX_PROPERTIES) {
      return Sip2Refusals.refuse(exchange, messages.text("item.properties-too-long"));
    }
    var outcome =
        commands.outcome(
            new ItemCommand.DescribeItem(
                exchange.origin(), message.get(ITEM_IDENTIFIER), properties));
    return switch (outcome) {
      case ItemOutcome.Changed(var at, var item, _) -> {
        var shown = exchange.dialect().item(exchange, item);
        yield exchange
            .reply(ITEM_STATUS_UPDATE_RESPONSE, at)
            .ok(true)
            .with(ITEM_IDENTIFIER, item.barcode())
            .with(TITLE_IDENTIFIER, shown.title())
            .withOptional(ITEM_PROPERTIES, shown.properties())
            .build();
      }
      case ItemOutcome.Refused(var at, var reason, _, _) ->
          Sip2Refusals.refuse(exchange, at, messages.refusal(reason));
    };
  }

  private static Sip2Response found(
      Sip2Exchange<Sip2Request.ItemInformation> exchange, ItemState state) {
    var zone = Sip2Texts.zone(exchange);
    var item = state.item();
    var shown = exchange.dialect().item(exchange, item);
    var reply =
        exchange
            .reply(ITEM_INFORMATION_RESPONSE, exchange.received())
            .with(CIRCULATION_STATUS, Sip2Code.of(status(state)))
            .with(SECURITY_MARKER, securityMarker(exchange, item))
            .with(FEE_TYPE, Sip2Code.of(FeeType.OTHER))
            .with(HOLD_QUEUE_LENGTH, Sip2Number.of(state.waiting()))
            .withOptional(DUE_DATE, state.due(), due -> exchange.dialect().due(exchange, due))
            .withOptional(RECALL_DATE, state.recalledAt(), at -> Sip2Texts.date(at, zone))
            .withOptional(HOLD_PICKUP_DATE, state.pickupUntil(), day -> Sip2Texts.date(day, zone))
            .with(ITEM_IDENTIFIER, item.barcode())
            .with(TITLE_IDENTIFIER, shown.title())
            .withOptional(OWNER, state.owner())
            .with(MEDIA_TYPE, Sip2Texts.mediaType(item.mediaType()))
            .with(PERMANENT_LOCATION, shown.home())
            .withOptional(CURRENT_LOCATION, state.at())
            .withOptional(ITEM_PROPERTIES, shown.properties())
            .withEach(SCREEN_MESSAGE, texts(exchange, state));
    return Sip2Templates.addTo(reply, exchange, state).build();
  }

  private static Sip2Code<SecurityMarker> securityMarker(Sip2Exchange<?> exchange, ItemView item) {
    return Sip2Code.of(
        SecurityMarker.class, exchange.kiosk().profile().desk().securityMarker(item.category()));
  }

  private static List<String> texts(Sip2Exchange<?> exchange, ItemState state) {
    var texts = new ArrayList<String>();
    if (!state.forLoan()) {
      texts.add(Sip2Texts.messages(exchange).text("refusal.item-not-for-loan"));
    }
    Sip2Texts.missingParts(exchange, state.item()).ifPresent(texts::add);
    return texts;
  }

  private static CirculationStatus status(ItemState state) {
    return switch (state.status()) {
      case AVAILABLE -> CirculationStatus.AVAILABLE;
      case ON_LOAN ->
          state.recalledAt() != null
              ? CirculationStatus.RECALLED
              : state.recallsStopped()
                  ? CirculationStatus.CHARGED_NOT_TO_BE_RECALLED
                  : CirculationStatus.CHARGED;
      case SET_ASIDE -> CirculationStatus.IN_PROCESS;
      case ON_HOLD_SHELF -> CirculationStatus.WAITING_ON_HOLD_SHELF;
      case IN_TRANSIT -> CirculationStatus.IN_TRANSIT;
      case TO_BE_RESHELVED -> CirculationStatus.WAITING_TO_BE_RESHELVED;
      case ON_ORDER -> CirculationStatus.ON_ORDER;
      case IN_PROCESS -> CirculationStatus.IN_PROCESS;
      case MISSING -> CirculationStatus.MISSING;
      case CLAIMED_RETURNED -> CirculationStatus.CLAIMED_RETURNED;
      case LOST -> CirculationStatus.LOST;
      case DISCARDED -> CirculationStatus.OTHER;
    };
  }
}
