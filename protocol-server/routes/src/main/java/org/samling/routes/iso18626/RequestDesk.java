package org.samling.routes.iso18626;

import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryRequests.Placed;
import org.samling.core.ill.Peer;
import org.samling.iso18626.Iso18626Message.Request;

/** Reads and places what another library requests. */
interface RequestDesk {

  /**
   * The order of a request.
   *
   * @throws Iso18626RefusedException when it names no title
   */
  InterlibraryOrder order(Iso18626Exchange<Request> exchange);

  /**
   * Places an order, once however often it comes.
   *
   * @param peer who sent it
   */
  Placed place(Iso18626Exchange<Request> exchange, InterlibraryOrder order, Peer peer);
}
