package org.samling.server.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.samling.core.requests.CurrentRequest;

/**
 * What stands in the header of every answer: the request's id, and what browsers are to keep to. An
 * endpoint that serves pages says itself what these may load.
 */
final class RequestHeaders {

  /** By what a request is known, told by who asks and told to them. */
  static final String REQUEST_ID = "x-request-id";

  private static final String ONE_YEAR = "max-age=31536000";

  private RequestHeaders() {}

  /** Gives a request its id, and puts all into the header of its answer. */
  static void put(HttpServerRequest request) {
    var response = request.response();
    var id = CurrentRequest.idOf(request.getHeader(REQUEST_ID), request.getHeader("traceparent"));
    response.putHeader(REQUEST_ID, id);
    response.putHeader("x-content-type-options", "nosniff");
    response.putHeader("x-frame-options", "DENY");
    response.putHeader("referrer-policy", "no-referrer");
    response.putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    response.putHeader("cross-origin-resource-policy", "same-origin");
    if (request.isSSL()) {
      response.putHeader("strict-transport-security", ONE_YEAR);
    }
  }

  /** The id of a request that was given one. */
  static String id(RoutingContext context) {
    return Objects.requireNonNull(context.response().headers().get(REQUEST_ID));
  }
}
