package org.samling.server.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.samling.core.requests.CurrentRequest;

/**
 * The headers of every answer: the request's id, and the security policy for browsers. An endpoint
 * that serves pages sets its own policy for what these may load.
 */
final class RequestHeaders {

  /** The header with the request's id, in requests and answers. */
  static final String REQUEST_ID = "x-request-id";

  private static final String ONE_YEAR = "max-age=31536000";

  private RequestHeaders() {}

  /** Gives a request its id, and sets the headers of its answer. */
  static void put(HttpServerRequest request) {
    var response = request.response();
    var id = CurrentRequest.idOf(request.getHeader(REQUEST_ID), request.getHeader("traceparent"));
    response.putHeader(REQUEST_ID, id);
    response.putHeader("x-content-type-options", "nosniff");
    response.putHeader("x-frame-options", "DENY");
    response.putHeader("referrer-policy", "no-referrer");
    response.putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    response.putHeader("cross-origin-resource-policy", "same-origin");
  }

  /** Adds the header that is for answers over HTTPS only. */
  static void putEncrypted(HttpServerResponse response) {
    response.putHeader("strict-transport-security", ONE_YEAR);
  }

  /** The id of a request that has one. */
  static String id(RoutingContext context) {
    return Objects.requireNonNull(context.response().headers().get(REQUEST_ID));
  }
}
