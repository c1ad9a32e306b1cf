package org.samling.routes.sip2;

import java.util.List;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.ItemStatus;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Code.CirculationStatus;
import org.samling.sip2.Sip2Code.FeeType;
import org.samling.sip2.Sip2Code.SecurityMarker;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/** What an item is and where it stands. */
final class Sip2Items {

  private final Inquiries inquiries;

  Sip2Items(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /** 17. */
  Sip2Response information(Sip2Exchange<Sip2Request.ItemInformation> exchange) {
    var machine = exchange.session().loggedInAccount();
    return inquiries
        .item(machine.tenant().id(), exchange.message().itemIdentifier())
        .map(state -> found(exchange, state))
        .orElseGet(() ->
            Sip2Refusals.refuse(
                exchange, Sip2Texts.messages(exchange).text("refusal.item-unknown")));
  }

  private static Sip2Response found(
      Sip2Exchange<Sip2Request.ItemInformation> exchange, ItemState state) {
    var zone = Sip2Texts.zone(exchange);
    var item = state.item();
    return new Sip2Response.ItemInformationResponse(
        Sip2Code.of(status(state.status())),
        Sip2Code.of(SecurityMarker.OTHER),
        Sip2Code.of(FeeType.OTHER),
        Sip2Texts.date(exchange.received(), zone),
        Sip2Number.of(state.waiting()),
        state.due() == null ? null : Sip2Texts.date(state.due(), zone).wire(),
        null,
        null,
        item.barcode(),
        item.title(),
        null,
        null,
        null,
        Sip2Texts.mediaType(item.mediaType()),
        item.home(),
        state.at(),
        null,
        List.of(),
        state.forLoan()
            ? List.of()
            : List.of(Sip2Texts.messages(exchange).text("refusal.item-not-for-loan")),
        List.of());
  }

  private static CirculationStatus status(ItemStatus status) {
    return switch (status) {
      case AVAILABLE -> CirculationStatus.AVAILABLE;
      case ON_LOAN -> CirculationStatus.CHARGED;
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
