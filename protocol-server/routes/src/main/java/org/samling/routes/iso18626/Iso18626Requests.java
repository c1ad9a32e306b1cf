package org.samling.routes.iso18626;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.About;
import org.samling.core.ill.InterlibraryMessages.Incoming;
import org.samling.core.ill.InterlibraryMessages.Lent;
import org.samling.core.ill.InterlibraryMessages.ReactionRule;
import org.samling.core.ill.InterlibraryMessages.Reply;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryRequests.Step;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.Peer;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.RetryRule;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Setting;
import org.samling.iso18626.Iso18626Code;
import org.samling.iso18626.Iso18626Code.Action;
import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Message;
import org.samling.iso18626.Iso18626Message.Confirmation;
import org.samling.iso18626.Iso18626Message.Request;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessage;
import org.samling.iso18626.Iso18626Message.SupplyingAgencyMessage;
import org.samling.routes.ill.ReplyAddress;

/**
 * Handles requests of other libraries, their messages about those, and their messages about this
 * library's own requests. Each message is confirmed once its effect is durable; this library's own
 * messages are sent afterwards by the {@link org.samling.routes.ill.InterlibraryRelay}.
 */
final class Iso18626Requests {

  private final RequestDesk desk;
  private final Inquiries inquiries;
  private final InterlibraryRequests requests;
  private final InterlibraryMessages messages;
  private final Commands commands;
  private final Duration deadline;

  Iso18626Requests(
      RequestDesk desk,
      Inquiries inquiries,
      InterlibraryRequests requests,
      InterlibraryMessages messages,
      Commands commands,
      Duration deadline) {
    this.desk = desk;
    this.inquiries = inquiries;
    this.requests = requests;
    this.messages = messages;
    this.commands = commands;
    this.deadline = deadline;
  }

  Confirmation request(Iso18626Exchange<Request> exchange) {
    var order = desk.order(exchange);
    var placed = desk.place(exchange, order, peer(exchange));
    if (!placed.request().isRepeatedBy(order)) {
      throw new Iso18626RefusedException(
          ErrorType.UNRECOGNISED_DATA_VALUE,
          "requestingAgencyRequestId is already used by request %d, which is for something else"
              .formatted(placed.request().number()));
    }
    return confirm(exchange);
  }

  /** The sender, by the symbols in the message. */
  private static Peer peer(Iso18626Exchange<Request> exchange) {
    var header = exchange.message().header();
    var us = header.supplyingAgencyId();
    return new Peer(
        partner(exchange, header.requestingAgencyId()),
        us == null ? exchange.account().institution() : symbol(us),
        exchange.version(),
        ReplyAddress.of(exchange.message().replyTo()));
  }

  /** The sender's symbol, which the account must be allowed to speak for. */
  private static String partner(Iso18626Exchange<?> exchange, Iso18626Message.AgencyId agency) {
    var symbol = symbol(agency);
    if (!exchange.account().actsFor(symbol)) {
      throw new Iso18626RefusedException(
          ErrorType.UNRECOGNISED_DATA_VALUE,
          "the account may not speak for the library in agencyIdValue");
    }
    return symbol;
  }

  private static String symbol(Iso18626Message.AgencyId agency) {
    var value = agency.value();
    if (value.length() > InterlibraryOrder.MAX_NAME) {
      throw new Iso18626RefusedException(
          ErrorType.UNRECOGNISED_DATA_VALUE,
          "agencyIdValue is longer than %d characters".formatted(InterlibraryOrder.MAX_NAME));
    }
    return value;
  }

  Confirmation requesting(Iso18626Exchange<RequestingAgencyMessage> exchange) {
    var message = exchange.message();
    var about =
        new Lent(Iso18626Orders.requester(exchange), Iso18626Orders.reference(message.header()));
    var peer = partner(exchange, message.header().requestingAgencyId());
    var renewal = message.action() == Action.RENEW ? renew(exchange, about, peer) : null;
    var _ =
        received(
            exchange,
            about,
            peer,
            Iso18626Code.wire(message.action()),
            request ->
                renewal != null
                    ? Iso18626Statuses.replyOnly(renewal)
                    : Iso18626Statuses.reaction(message.action(), message.note(), request));
    return confirm(exchange);
  }

  /** Renews the loan of the item; a repeated message causes no second renewal. */
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
    return switch (commands.outcome(
        new LoanCommand.Renew(origin, Institution.card(peer), item).accepting(LendingFee.ANY))) {
      case CheckoutOutcome.Granted _, CheckoutOutcome.SetGranted _ ->
          new Reply(PeerNotice.RENEW_RESPONSE, true);
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
    var stands =
        received(
            exchange,
            about,
            partner(exchange, supplier),
            "%s %s"
                .formatted(
                    Iso18626Code.wire(message.messageInfo().reason()),
                    Iso18626Code.wire(message.statusInfo().status())),
            _ -> Iso18626Statuses.reaction(message));
    decide(exchange.tenant(), stands);
    return confirm(exchange);
  }

  /** Accepts or declines a lender's terms by rule; whoever is told twice finds it decided. */
  private void decide(TenantId tenant, InterlibraryRequest request) {
    if (request.state() != InterlibraryState.RETRY_POSSIBLE) {
      return;
    }
    var to =
        switch (new RetryRule(inquiries.policy(tenant)).verdict(request)) {
          case ACCEPT -> InterlibraryState.SENT;
          case DECLINE -> InterlibraryState.UNFILLED;
          case LEAVE_TO_STAFF -> null;
        };
    if (to != null) {
      var _ =
          requests.step(
              tenant,
              request.number(),
              new Step(request.state(), to, Setting.ILL_RETRY_COST.name(), null));
    }
  }

  private InterlibraryRequest received(
      Iso18626Exchange<?> exchange, About about, String peer, String kind, ReactionRule reacting) {
    @Nullable InterlibraryRequest request =
        messages
            .receive(
                exchange.tenant(),
                new Incoming(
                    about,
                    peer,
                    kind,
                    exchange.fingerprint(),
                    exchange.storedText(),
                    exchange.account().username()),
                reacting)
            .orElse(null);
    if (request == null) {
      throw noSuchRequest();
    }
    return request;
  }

  private static Iso18626RefusedException noSuchRequest() {
    return new Iso18626RefusedException(
        ErrorType.UNRECOGNISED_DATA_VALUE,
        "there is no request between these two libraries with this requestingAgencyRequestId");
  }

  private static Confirmation confirm(Iso18626Exchange<?> exchange) {
    return Iso18626Message.confirm(exchange.message(), exchange.received(), null);
  }
}
