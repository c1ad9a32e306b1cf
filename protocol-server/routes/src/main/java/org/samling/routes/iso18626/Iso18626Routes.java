package org.samling.routes.iso18626;

import java.util.function.Function;
import org.samling.iso18626.Iso18626Message;
import org.samling.iso18626.Iso18626Message.ConfirmableMessage;
import org.samling.iso18626.Iso18626Message.Confirmation;
import org.samling.routes.ProtocolRoutes;

/**
 * The route of ISO 18626. Refusals become confirmations; the caller answers other failures, such as
 * those of the store.
 */
final class Iso18626Routes
    extends ProtocolRoutes<Iso18626Exchange<?>, ConfirmableMessage, Confirmation> {

  Iso18626Routes(Iso18626Requests requests) {
    super("iso18626", ConfirmableMessage.class, Iso18626Exchange::message);
    on(Iso18626Message.Request.class, requests::request);
    on(Iso18626Message.SupplyingAgencyMessage.class, requests::supplying);
    on(Iso18626Message.RequestingAgencyMessage.class, requests::requesting);
    onFailure(Iso18626RefusedException.class, Iso18626Routes::refused);
  }

  private <M extends ConfirmableMessage> void on(
      Class<M> message, Function<Iso18626Exchange<M>, Confirmation> handler) {
    handle(message, (exchange, known) -> handler.apply(exchange.with(known)));
  }

  private static Confirmation refused(
      Iso18626Exchange<?> exchange, Iso18626RefusedException refusal) {
    return Iso18626Message.confirm(exchange.message(), exchange.received(), refusal.error());
  }
}
