package org.samling.server.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.samling.core.requests.Allowances;
import org.samling.core.requests.ResourceLimit;
import org.samling.server.web.RequestExecutor.Answer;

/**
 * The requests of a protocol with its parameters in the query of a GET, or in the form of a POST. A
 * client that asks too often gets the time to retry.
 *
 * @param protocol the protocol's name in messages
 * @param path the path of its requests
 * @param limit the longest form, in bytes
 * @param parameters what the protocol calls its parameters
 * @param allowances how often an address may ask
 */
record QueryRequests(
    String protocol, String path, int limit, String parameters, Allowances<String> allowances) {

  /** The text for clients that must wait. */
  static final String LATER = "Ask again later.";

  private static final String FORM = "application/x-www-form-urlencoded";

  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED_TYPE = 415;

  /**
   * Adds the routes.
   *
   * @param taker receives each request with its raw parameters
   */
  void addTo(Router router, BiConsumer<RoutingContext, String> taker) {
    router
        .get(path)
        .handler(c -> take(c, Objects.requireNonNullElse(c.request().query(), ""), taker));
    router
        .post(path)
        .handler(BodyHandler.create(false).setBodyLimit(limit))
        .handler(c -> takeForm(c, taker))
        .failureHandler(this::refuse);
    router
        .route(path)
        .handler(c ->
            RequestExecutor.send(
                c,
                Answer.text(
                    METHOD_NOT_ALLOWED,
                    Map.of("allow", "GET, POST"),
                    protocol + " requests must be sent by GET or POST.")));
  }

  private void refuse(RoutingContext context) {
    if (context.statusCode() == TOO_LARGE) {
      RequestExecutor.send(
          context,
          Answer.text(
              TOO_LARGE, Map.of(), "A request can't be longer than %d bytes.".formatted(limit)));
    } else {
      context.next();
    }
  }

  private void takeForm(RoutingContext context, BiConsumer<RoutingContext, String> taker) {
    var type = Objects.requireNonNullElse(context.request().getHeader("content-type"), FORM);
    if (!type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
      RequestExecutor.send(
          context,
          Answer.text(
              UNSUPPORTED_TYPE,
              Map.of(),
              "The %s of a POST must be sent as %s.".formatted(parameters, FORM)));
      return;
    }
    var body = context.body().buffer();
    var form = body == null ? "" : body.toString(StandardCharsets.UTF_8);
    if (FitRequests.areFit(form)) {
      take(context, form, taker);
    } else {
      FitRequests.refuseParameters(context);
    }
  }

  private void take(
      RoutingContext context, String written, BiConsumer<RoutingContext, String> taker) {
    allowances.forget();
    var allowance = allowances.of(RequestScope.address(context).getHostAddress());
    if (allowance.takeIfDue()) {
      taker.accept(context, written);
    } else {
      ResourceLimit.REQUESTS_OF_ADDRESS.reach();
      RequestExecutor.send(context, RequestExecutor.later(allowance.due(), LATER));
    }
  }
}
