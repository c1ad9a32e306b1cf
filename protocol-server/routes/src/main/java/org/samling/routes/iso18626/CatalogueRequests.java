package org.samling.routes.iso18626;

import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryRequests.Placed;
import org.samling.core.ill.Peer;
import org.samling.core.ill.Placement;
import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Message.Request;
import org.samling.routes.catalogue.RequestedTitles;

/** Places requests of libraries anywhere; titles that are not found are left to staff. */
record CatalogueRequests(RequestedTitles titles, InterlibraryRequests requests)
    implements RequestDesk {

  @Override
  public InterlibraryOrder order(Iso18626Exchange<Request> exchange) {
    var info = exchange.message().bibliographicInfo();
    var record =
        titles.find(
            exchange.tenant(), Iso18626Orders.recordNumbers(info), Iso18626Orders.isbns(info));
    var order = Iso18626Orders.order(exchange, record);
    if (record == null && !order.description().namesTitle()) {
      throw new Iso18626RefusedException(
          ErrorType.BADLY_FORMED_MESSAGE, "bibliographicInfo needs a title or a number");
    }
    return order;
  }

  @Override
  public Placed place(Iso18626Exchange<Request> exchange, InterlibraryOrder order, Peer peer) {
    var tenant = exchange.tenant();
    return requests.place(
        tenant,
        exchange.account().branch(),
        order,
        Placement.of(order, titles.items(tenant, order.record())),
        peer);
  }
}
