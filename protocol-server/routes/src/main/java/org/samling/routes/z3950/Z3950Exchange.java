package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.List;
import org.samling.routes.Message;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.Segment;

/**
 * One request on its way through its route.
 *
 * @param session the session of the connection it came on
 * @param message the decoded request
 * @param segments the segments to send before the answer; the route adds to it
 */
record Z3950Exchange<M extends Z3950Request>(
    Z3950Session session, M message, List<Segment> segments) implements Message<Z3950Response> {

  Z3950Exchange(Z3950Session session, M message) {
    this(session, message, new ArrayList<>());
  }

  /** The same with its request, whose type is known. */
  <T extends Z3950Request> Z3950Exchange<T> with(T known) {
    return new Z3950Exchange<>(session, known, segments);
  }
}
