package org.samling.routes.iso18626;

import java.util.function.Function;
import org.samling.iso18626.Iso18626Message;
import org.samling.routes.ProtocolRoutes;

/**
 * The route of ISO 18626. It takes an {@link Iso18626Exchange}, whose message needs a confirmation,
 * and leaves the confirmation; the caller answers store failures.
 */
final class Iso18626Routes extends ProtocolRoutes {

  /** Its endpoint. */
  static final String URI = "direct:iso18626";

  private final Iso18626Requests requests;

  Iso18626Routes(Iso18626Requests requests) {
    this.requests = requests;
  }

  @Override
  public void configure() {
    onException(Iso18626RefusedException.class)
        .handled(true)
        .process(failed(Iso18626RefusedException.class, Iso18626Routes::refused));

    route(URI, (Iso18626Exchange<?> exchange) -> exchange.message().getClass());
    on(Iso18626Message.Request.class, requests::request);
    on(Iso18626Message.SupplyingAgencyMessage.class, requests::supplying);
    on(Iso18626Message.RequestingAgencyMessage.class, requests::requesting);
  }

  private <M extends Iso18626Message.ConfirmableMessage> void on(
      Class<M> message, Function<Iso18626Exchange<M>, ?> operation) {
    answer(message, operation);
  }

  private static Iso18626Message refused(
      Iso18626Exchange<?> exchange, Iso18626RefusedException refusal) {
    return Iso18626Message.confirm(exchange.message(), exchange.received(), refusal.error());
  }
}
