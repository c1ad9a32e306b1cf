package org.samling.routes.z3950;

import org.samling.z3950.Z3950Request;

/**
 * One request on its way through its route: the body of the exchange.
 *
 * @param session the connection it came on
 * @param message what was asked
 */
record Z3950Exchange<M extends Z3950Request>(Z3950Session session, M message) {}
