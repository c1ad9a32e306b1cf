package org.samling.routes.rest;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.samling.routes.rest.RestAnswer.Status;

/** Reads parameters that stand behind the question mark. */
final class RestParameters {

  private RestParameters() {}

  /** A day; the usual one where it is not given. */
  static LocalDate day(String name, @Nullable String text, LocalDate usual) {
    if (text == null) {
      return usual;
    }
    try {
      var day = LocalDate.parse(text);
      if (day.getYear() >= 1800 && day.getYear() <= 2200) {
        return day;
      }
    } catch (DateTimeParseException _) {
      // Said below.
    }
    throw new RestProblem(
        Status.BAD_REQUEST, "\"%s\" is a day such as 2026-11-25.".formatted(name));
  }

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
