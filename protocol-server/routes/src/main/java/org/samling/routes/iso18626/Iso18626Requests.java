package org.samling.routes.iso18626;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.About;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Lent;
import org.samling.core.ill.InterlibraryMessages.Reacting;
import org.samling.core.ill.InterlibraryMessages.Reply;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.Peer;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.Placement;
import org.samling.iso18626.Iso18626Code;
import org.samling.iso18626.Iso18626Code.Action;
import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Message;
import org.samling.iso18626.Iso18626Message.Confirmation;
import org.samling.iso18626.Iso18626Message.Request;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessage;
import org.samling.iso18626.Iso18626Message.SupplyingAgencyMessage;
import org.samling.routes.Commands;
import org.samling.routes.catalogue.WantedTitles;

/**
 * What other libraries ask of this one, write about what they asked, and answer to what it asked of
 * them. Each message is confirmed once what it brought about is durable; what this library has to
 * say itself the {@link org.samling.routes.ill.InterlibraryRelay} sends afterwards.
 */
final class Iso18626Requests {

  private final WantedTitles titles;
  private final InterlibraryRequests requests;
  private final InterlibraryMessages messages;
  private final Commands commands;
  private final Duration deadline;

  Iso18626Requests(
      WantedTitles titles,
      InterlibraryRequests requests,
      InterlibraryMessages messages,
      Commands commands,
      Duration deadline) {
    this.titles = titles;
    this.requests = requests;
    this.messages = messages;
    this.commands = commands;
    this.deadline = deadline;
  }

  Confirmation request(Iso18626Exchange<Request> exchange) {
    var tenant = exchange.tenant();
    var info = exchange.message().bibliographicInfo();
    var record =
        titles.wanted(tenant, Iso18626Orders.recordNumbers(info), Iso18626Orders.isbns(info));
    var order = Iso18626Orders.order(exchange, record);
    if (record == null && !order.description().namesTitle()) {
      throw new Iso18626RefusedException(
          ErrorType.BADLY_FORMED_MESSAGE, "bibliographicInfo names no title and no number");
    }
    var placed =
        requests.place(
            tenant,
            exchange.account().branch(),
            order,
            Placement.of(order, titles.items(tenant, record)),
            peer(exchange));
    if (!placed.request().isAskedForBy(order)) {
      throw new Iso18626RefusedException(
          ErrorType.UNRECOGNISED_DATA_VALUE,
          "requestingAgencyRequestId is that of request %d, which is for something else"
              .formatted(placed.request().number()));
    }
    return confirm(exchange);
  }

  /** Whom it is from, by the symbols that the message names. */
  private static Peer peer(Iso18626Exchange<Request> exchange) {
    var header = exchange.message().header();
    var us = header.supplyingAgencyId();
    return new Peer(
        partner(exchange, header.requestingAgencyId()),
        us == null ? exchange.account().institution() : symbol(us),
        exchange.version());
  }

  /** The symbol of the library that writes, for which the account has to speak. */
  private static String partner(Iso18626Exchange<?> exchange, Iso18626Message.AgencyId agency) {
    var symbol = symbol(agency);
    if (!exchange.account().speaksFor(symbol)) {
      throw new Iso18626RefusedException(
          ErrorType.UNRECOGNISED_DATA_VALUE,
          "the account does not speak for the library that agencyIdValue names");
    }
    return symbol;
  }

  private static String symbol(Iso18626Message.AgencyId agency) {
    var value = agency.value();
    if (value.length() > InterlibraryOrder.MAX_NAME) {
      throw new Iso18626RefusedException(
          ErrorType.UNRECOGNISED_DATA_VALUE,
          "agencyIdValue has at most %d characters".formatted(InterlibraryOrder.MAX_NAME));
    }
    return value;
  }

  Confirmation requesting(Iso18626Exchange<RequestingAgencyMessage> exchange) {
    var message = exchange.message();
    var about =
        new Lent(Iso18626Orders.requester(exchange), Iso18626Orders.reference(message.header()));
    var peer = partner(exchange, message.header().requestingAgencyId());
    var renewal = message.action() == Action.RENEW ? renew(exchange, about, peer) : null;
    return received(
        exchange,
        about,
        peer,
        Iso18626Code.wire(message.action()),
        request ->
            renewal != null
                ? Iso18626Statuses.replying(renewal)
                : Iso18626Statuses.reaction(message.action(), message.note(), request));
  }

  /** Renews the loan of the item; done again it is the same renewal. */
  private Reply renew(
      Iso18626Exchange<RequestingAgencyMessage> exchange, About about, String peer) {
    var item =
        messages
            .find(exchange.tenant(), about, peer)
            .map(request -> request.handling().item())
            .orElse(null);
    if (item == null) {
      return new Reply(PeerNotice.RENEW_RESPONSE, false, "nothing is on loan");
    }
    var origin =
        new Origin(
            exchange.tenant(),
            CommandKey.of(CommandKey.MAX_WINDOW, "iso18626-renew", exchange.fingerprint()),
            exchange.account().username(),
            exchange.account().branch(),
            exchange.received().plus(deadline));
    return switch (commands.outcome(new LoanCommand.Renew(origin, Institution.card(peer), item))) {
      case CheckoutOutcome.Granted _, CheckoutOutcome.SetGranted _ ->
          new Reply(PeerNotice.RENEW_RESPONSE, true, null);
      case CheckoutOutcome.Refused refused ->
          new Reply(PeerNotice.RENEW_RESPONSE, false, refused.reason().name());
      case CheckoutOutcome.SetRefused refused ->
          new Reply(PeerNotice.RENEW_RESPONSE, false, refused.reason().name());
    };
  }

  Confirmation supplying(Iso18626Exchange<SupplyingAgencyMessage> exchange) {
    var message = exchange.message();
    var supplier = message.header().supplyingAgencyId();
    if (supplier == null) {
      throw new Iso18626RefusedException(
          ErrorType.BADLY_FORMED_MESSAGE, "header needs supplyingAgencyId with its value");
    }
    var about =
        InterlibraryMessages.own(message.header().requestingAgencyRequestId())
            .orElseThrow(Iso18626Requests::noSuchRequest);
    return received(
        exchange,
        about,
        partner(exchange, supplier),
        "%s %s"
            .formatted(
                Iso18626Code.wire(message.messageInfo().reason()),
                Iso18626Code.wire(message.statusInfo().status())),
        _ -> Iso18626Statuses.reaction(message));
  }

  private Confirmation received(
      Iso18626Exchange<?> exchange, About about, String peer, String kind, Reacting reacting) {
    @Nullable InterlibraryRequest request =
        messages
            .receive(
                exchange.tenant(),
                new Incoming(
                    about,
                    peer,
                    kind,
                    exchange.fingerprint(),
                    exchange.kept(),
                    exchange.account().username()),
                reacting)
            .orElse(null);
    if (request == null) {
      throw noSuchRequest();
    }
    return confirm(exchange);
  }

  private static Iso18626RefusedException noSuchRequest() {
    return new Iso18626RefusedException(
        ErrorType.UNRECOGNISED_DATA_VALUE,
        "requestingAgencyRequestId is that of no request of these two libraries");
  }

  private static Confirmation confirm(Iso18626Exchange<?> exchange) {
    return Iso18626Message.confirm(exchange.message(), exchange.received(), null);
  }
}
