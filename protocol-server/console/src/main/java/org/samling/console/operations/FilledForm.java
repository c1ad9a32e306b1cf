package org.samling.console.operations;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Sentence;
import org.samling.operations.schema.Member;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A form as the operation reads it. What is none of its type stays a text, for the operation's
 * schema to refuse.
 *
 * @param path the parameters of the path
 * @param query those of the query
 * @param body the members of the body
 */
record FilledForm(Map<String, String> path, Map<String, String> query, Map<String, Object> body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the maps. */
  FilledForm {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    body = Map.copyOf(body);
  }

  /**
   * Reads a form.
   *
   * @param typed what was typed, by field; a box that is not ticked is not there
   * @param zone the zone of the moments in it
   * @throws Problem when something is to be JSON and is none
   */
  static FilledForm of(Operation<?, ?, ?> operation, Map<String, List<String>> typed, ZoneId zone) {
    var path = new LinkedHashMap<String, String>();
    var query = new LinkedHashMap<String, String>();
    var body = new LinkedHashMap<String, Object>();
    for (var member : Member.of(operation.input())) {
      value(member, typed.getOrDefault(member.name(), List.of()), zone)
          .ifPresent(value -> {
            if (operation.pathParameters().contains(member.name())) {
              path.put(member.name(), text(value));
            } else if (operation.takesBody()) {
              body.put(member.name(), value);
            } else {
              query.put(member.name(), text(value));
            }
          });
    }
    return new FilledForm(path, query, body);
  }

  /** A value as the path and the query have it. */
  private static String text(Object value) {
    return value instanceof List<?> list
        ? String.join(",", list.stream().map(Object::toString).toList())
        : value.toString();
  }

  /** The value of a member; empty where it is left out. */
  private static Optional<Object> value(Member member, List<String> typed, ZoneId zone) {
    var filled = typed.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    if (filled.isEmpty()) {
      return absent(member);
    }
    if (member.kind() == Member.Kind.OBJECT) {
      return Optional.ofNullable(parsed(member, filled.getFirst()));
    }
    if (member.isList()) {
      return Optional.of(
          filled.stream()
              .flatMap(String::lines)
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .map(line -> single(member, line, zone))
              .toList());
    }
    return Optional.of(single(member, filled.getFirst(), zone));
  }

  /** A list that has to be given may be empty, and a box that has to be may be unticked. */
  private static Optional<Object> absent(Member member) {
    if (!member.isRequired()) {
      return Optional.empty();
    }
    if (member.isList()) {
      return Optional.of(List.of());
    }
    return member.kind() == Member.Kind.FLAG ? Optional.of(false) : Optional.empty();
  }

  private static Object single(Member member, String text, ZoneId zone) {
    return switch (member.kind()) {
      case NUMBER -> number(text);
      case FLAG -> text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
      case MOMENT -> moment(text, zone).map(Instant::toString).orElse(text);
      case TEXT, LONG_TEXT, DAY, CHOICE, SECRET, OBJECT -> text;
    };
  }

  private static Object number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      return text;
    }
  }

  /** A moment as browsers send it, which is without a zone; empty if it is none. */
  private static Optional<Instant> moment(String text, ZoneId zone) {
    try {
      return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static @Nullable Object parsed(Member member, String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JacksonException e) {
      throw Problem.invalid(
          Sentence.of(
              "\"%s\" is not JSON: %s",
              "\"%s\" er ikke JSON: %s", member.name(), e.getOriginalMessage()));
    }
  }
}
