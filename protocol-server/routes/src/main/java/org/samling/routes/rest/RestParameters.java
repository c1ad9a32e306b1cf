package org.samling.routes.rest;

import org.jspecify.annotations.Nullable;
import org.samling.routes.rest.RestAnswer.Status;

/** Reads parameters that stand behind the question mark. */
final class RestParameters {

  private RestParameters() {}

  /** What is true or false; false where it is not given. */
  static boolean flag(String name, @Nullable String text) {
    return switch (text) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new RestProblem(Status.BAD_REQUEST, "\"%s\" is true or false.".formatted(name));
    };
  }
}
