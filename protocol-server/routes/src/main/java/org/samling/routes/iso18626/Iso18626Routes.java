package org.samling.routes.iso18626;

import org.samling.iso18626.Iso18626Message;
import org.samling.routes.ProtocolRoutes;

/**
 * The routes of ISO 18626: one for each message that asks for a confirmation. A route takes an
 * {@link Iso18626Exchange} and leaves the confirmation; what the store can't do is the caller's to
 * answer.
 */
final class Iso18626Routes extends ProtocolRoutes {

  static final String REQUEST = "direct:iso18626-request";
  static final String SUPPLYING = "direct:iso18626-supplying-agency-message";
  static final String REQUESTING = "direct:iso18626-requesting-agency-message";

  private final Iso18626Requests requests;

  Iso18626Routes(Iso18626Requests requests) {
    this.requests = requests;
  }

  @Override
  public void configure() {
    onException(Iso18626RefusedException.class)
        .handled(true)
        .process(failed(Iso18626RefusedException.class, Iso18626Routes::refused));

    from(REQUEST).routeId("iso18626-request").process(to(requests::request));
    from(SUPPLYING).routeId("iso18626-supplying-agency-message").process(to(requests::supplying));
    from(REQUESTING)
        .routeId("iso18626-requesting-agency-message")
        .process(to(requests::requesting));
  }

  /** The route of a message. */
  static String of(Iso18626Message.Asking message) {
    return switch (message) {
      case Iso18626Message.Request _ -> REQUEST;
      case Iso18626Message.SupplyingAgencyMessage _ -> SUPPLYING;
      case Iso18626Message.RequestingAgencyMessage _ -> REQUESTING;
    };
  }

  private static Iso18626Message refused(
      Iso18626Exchange<?> exchange, Iso18626RefusedException refusal) {
    return Iso18626Message.confirm(exchange.message(), exchange.received(), refusal.error());
  }
}
