package org.samling.server.web;

import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.operations.Operation;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.server.web.RequestExecutor.Answer;

/** Refuses requests whose path or parameters have characters that nothing is named by. */
final class FitRequests {

  private static final int BAD_REQUEST = 400;

  private FitRequests() {}

  /** Answers a request that is not fit; otherwise passes it on. */
  static void check(RoutingContext context) {
    var request = context.request();
    var path = Objects.requireNonNullElse(request.path(), "");
    var isRest = path.startsWith(Operation.ROOT + "/");
    if (!isFitPath(path)) {
      var detail = "The path has a control character, or its percent signs encode nothing.";
      if (isRest) {
        RestEndpoint.problem(context, Status.BAD_REQUEST, detail);
      } else {
        RequestExecutor.send(context, Answer.text(BAD_REQUEST, Map.of(), detail));
      }
    } else if (!isRest && !areFit(request.query())) {
      // REST says which of its parameters it is.
      refuseParameters(context);
    } else {
      context.next();
    }
  }

  /** Answers a request whose parameters are not fit. */
  static void refuseParameters(RoutingContext context) {
    RequestExecutor.send(
        context, Answer.text(BAD_REQUEST, Map.of(), "A parameter has a control character."));
  }

  private static boolean isFitPath(@Nullable String path) {
    var decoded = decoded(path == null ? "" : path.replace("+", "%2B"));
    return decoded != null && decoded.chars().noneMatch(Character::isISOControl);
  }

  /** Whether the parameters of a query or a form are fit; who reads them says if they are none. */
  static boolean areFit(@Nullable String parameters) {
    var decoded = decoded(parameters == null ? "" : parameters);
    return decoded == null
        || decoded.chars().noneMatch(c -> Character.isISOControl(c) && "\t\n\r".indexOf(c) < 0);
  }

  private static @Nullable String decoded(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
