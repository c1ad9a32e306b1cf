package org.samling.rest.form;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.rest.form.RestAnswer.Status;

/** Reads query parameters and header fields. */
public final class RestParameters {

  private RestParameters() {}

  /** A key consists of visible ASCII characters. */
  private static final String KEY = "[!-~]{1,200}";

  /** A number within bounds; the default where it is missing. */
  public static long number(String name, @Nullable String text, long usual, long least, long most) {
    try {
      var number = text == null ? usual : Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Answered below.
    }
    throw new RestProblem(
        Status.BAD_REQUEST,
        most == Long.MAX_VALUE
            ? "\"%s\" must be a number from %,d up.".formatted(name, least)
            : "\"%s\" must be a number from %,d to %,d.".formatted(name, least, most));
  }

  /** The Idempotency-Key, without the quotes of an RFC 9651 string (section 3.3.3). */
  public static @Nullable String key(@Nullable String text) {
    if (text == null) {
      return null;
    }
    var isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    var key = isQuoted ? text.substring(1, text.length() - 1) : text;
    if (!key.matches(KEY)) {
      throw new RestProblem(
          Status.BAD_REQUEST, "Idempotency-Key must have 1 to 200 visible ASCII characters.");
    }
    return key;
  }

  /** A day; the default where it is missing. */
  public static LocalDate day(String name, @Nullable String text, LocalDate usual) {
    if (text == null) {
      return usual;
    }
    try {
      var day = LocalDate.parse(text);
      if (day.getYear() >= 1800 && day.getYear() <= 2200) {
        return day;
      }
    } catch (DateTimeParseException _) {
      // Answered below.
    }
    throw new RestProblem(
        Status.BAD_REQUEST, "\"%s\" must be a day such as 2026-11-25.".formatted(name));
  }

  /** The id of something that the path names. */
  public static UUID number(String what, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw new RestProblem(Status.NOT_FOUND, "There is no %s \"%s\".".formatted(what, text));
    }
  }

  /** A text of visible characters; empty where it is missing. */
  public static String text(String name, @Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
      throw new RestProblem(
          Status.BAD_REQUEST,
          "\"%s\" must be a text of at most %,d characters.".formatted(name, longest));
    }
    return text;
  }

  /** A boolean; false where it is missing. */
  public static boolean flag(String name, @Nullable String text) {
    return switch (text) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new RestProblem(
              Status.BAD_REQUEST, "\"%s\" must be true or false.".formatted(name));
    };
  }
}
