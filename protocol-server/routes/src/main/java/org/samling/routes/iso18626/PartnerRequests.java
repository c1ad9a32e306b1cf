package org.samling.routes.iso18626;

import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryRequests.Placed;
import org.samling.core.ill.Peer;
import org.samling.core.partners.PartnerHolds;
import org.samling.iso18626.Iso18626Message.Request;

/** Places requests of partners: what can't be put on hold at once is refused at once. */
record PartnerRequests(PartnerHolds holds, InterlibraryRequests requests) implements RequestDesk {

  @Override
  public InterlibraryOrder order(Iso18626Exchange<Request> exchange) {
    var order = Iso18626Orders.order(exchange, null);
    var home = exchange.message().header().requestingAgencyId().value();
    return holds
        .title(exchange.tenant(), home, order.description())
        .map(record -> Iso18626Orders.order(exchange, record))
        .orElse(order);
  }

  @Override
  public Placed place(Iso18626Exchange<Request> exchange, InterlibraryOrder order, Peer peer) {
    return requests.placeForPartner(exchange.tenant(), exchange.account().branch(), order, peer);
  }
}
