package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.List;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Response.Segment;

/**
 * One request on its way through its route: the body of the exchange.
 *
 * @param session the session of the connection it came on
 * @param message the decoded request
 * @param segments the segments to send before the answer; the route adds to it
 */
record Z3950Exchange<M extends Z3950Request>(
    Z3950Session session, M message, List<Segment> segments) {

  Z3950Exchange(Z3950Session session, M message) {
    this(session, message, new ArrayList<>());
  }
}
