package org.samling.rest;

import org.samling.core.StoreException;
import org.samling.operations.Problem;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.routes.ProtocolRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The route of the REST API. */
final class RestRoutes extends ProtocolRoutes<RestExchange, RestOperation, RestAnswer> {

  private static final Logger LOG = LoggerFactory.getLogger(RestRoutes.class);

  RestRoutes() {
    super("rest", RestOperation.class, exchange -> exchange.call().operation());
    handle(RestOperation.class, (exchange, operation) -> operation.answer(exchange));
    onFailure(
        Problem.class,
        (exchange, problem) -> RestProblem.answer(RestOperation.told(exchange.call(), problem)));
    onFailure(Exception.class, RestRoutes::fault);
  }

  private static RestAnswer fault(RestExchange exchange, Exception fault) {
    var operation = exchange.call().operation().text();
    if (fault instanceof StoreException) {
      LOG.warn("no answer to {}: {}", operation, fault.toString());
      return unavailable();
    }
    LOG.error("{} failed", operation, fault);
    return RestAnswer.problem(
        Status.FAULT,
        "The request failed because of a fault in the server. Its log has the details.");
  }

  static RestAnswer unavailable() {
    return RestAnswer.problem(
            Status.UNAVAILABLE, "The library is temporarily unavailable: try again.")
        .after(StoreException.RETRY_AFTER);
  }
}
