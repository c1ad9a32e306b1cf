package org.samling.rest.form;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryText;
import org.samling.rest.form.RestAnswer.Status;

/** Reads the members of a request body. */
public final class RestBody {

  private final Map<String, Object> object;

  /** Takes an object that has been checked against the form of its operation. */
  public RestBody(Map<String, Object> object) {
    this.object = object;
  }

  /** A boolean; false where it is missing. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(object.get(name));
  }

  /** A list of texts; empty where it is missing. */
  public List<String> listed(String name) {
    return object.get(name) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  /** A text without characters that no text should have; or null. */
  public @Nullable String text(String name, int longest) {
    return switch (object.get(name)) {
      case null -> null;
      case String text when text.length() <= longest -> InterlibraryText.of(text, longest);
      default ->
          throw bad("\"%s\" must be a text of at most %,d characters.".formatted(name, longest));
    };
  }

  /** The number of a book, item or card, as it is: it may look like a CPR number; or null. */
  public @Nullable String number(String name, int longest) {
    return text(name, longest) == null
        ? null
        : InterlibraryText.ofNumber(String.valueOf(object.get(name)), longest);
  }

  /** The same, where it is required. */
  public String neededNumber(String name, int longest) {
    var number = number(name, longest);
    if (number == null) {
      throw bad("\"%s\" is missing.".formatted(name));
    }
    return number;
  }

  /** A required text. */
  public String needed(String name, int longest) {
    var text = text(name, longest);
    if (text == null) {
      throw bad("\"%s\" is missing.".formatted(name));
    }
    return text;
  }

  /** A day; or null. */
  public @Nullable LocalDate day(String name) {
    try {
      var day = object.get(name);
      return day == null ? null : LocalDate.parse(day.toString());
    } catch (DateTimeException _) {
      throw bad("\"%s\" must be a day such as 2026-11-25.".formatted(name));
    }
  }

  /** A moment; or null. */
  public @Nullable Instant moment(String name) {
    try {
      var moment = object.get(name);
      return moment == null ? null : Instant.parse(moment.toString());
    } catch (DateTimeException _) {
      throw bad("\"%s\" must be a time such as 2026-11-25T08:00:00Z.".formatted(name));
    }
  }

  /** Texts, at least one. */
  public List<String> texts(String name, int longest, int most) {
    if (object.get(name) instanceof List<?> list && !list.isEmpty() && list.size() <= most) {
      var texts =
          list.stream()
              .filter(t -> t instanceof String text && !text.isBlank() && text.length() <= longest)
              .map(Object::toString)
              .toList();
      if (texts.size() == list.size()) {
        return texts;
      }
    }
    throw bad(
        "\"%s\" must be a list of 1 to %d texts of at most %,d characters."
            .formatted(name, most, longest));
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
