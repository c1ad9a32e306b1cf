package org.samling.exchange.registry;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Cpr;
import org.samling.routes.registry.PersonEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one event of the person registry: a line of a JSON Lines file, with the fields in
 * docs/persons.md. Nothing of the line is ever repeated, because a CPR number may be in the wrong
 * place.
 */
final class PersonEventLine {

  /** The maximum length of a line in characters. */
  static final int MAX_LENGTH = 10_000;

  private static final int MAX_ADDRESS = 1_000;
  private static final Pattern NUMBER = Pattern.compile("[\\x21-\\x7E]{1,100}");
  private static final Pattern MUNICIPALITY = Pattern.compile("[0-9]{3}");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonNode line;

  private PersonEventLine(JsonNode line) {
    this.line = line;
  }

  /** A line that is not an event. The message gives the fault, and repeats nothing of the line. */
  static final class FaultyLineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FaultyLineException(String message) {
      super(message);
    }
  }

  /**
   * Reads an event.
   *
   * @throws FaultyLineException where the line is not an event
   */
  static PersonEvent read(String text) {
    if (text.indexOf('\uFFFD') >= 0) {
      throw new FaultyLineException("is not UTF-8");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JacksonException _) { // its message repeats a part of the line
      throw notAnObject();
    }
    if (!node.isObject()) {
      throw notAnObject();
    }
    return new PersonEventLine(node).event();
  }

  private static FaultyLineException notAnObject() {
    return new FaultyLineException("is not a single JSON object without duplicate fields");
  }

  private PersonEvent event() {
    var kind = text("kind");
    return switch (kind) {
      case "died" -> {
        only();
        yield new PersonEvent.Died(number(), person());
      }
      case "moved" -> {
        only("municipality", "address", "on");
        yield new PersonEvent.Moved(number(), person(), municipality(), address(), day());
      }
      case "protected" -> {
        only("protected");
        yield new PersonEvent.Protected(number(), person(), isProtected());
      }
      default -> throw new FaultyLineException("kind must be died, moved or protected");
    };
  }

  private void only(String... own) {
    var known = new TreeSet<>(Set.of("event", "cpr", "kind"));
    known.addAll(Set.of(own));
    if (!known.containsAll(line.propertyNames())) {
      throw new FaultyLineException(
          "has a field that an event of its kind does not have; there are "
              + String.join(", ", known));
    }
  }

  private String text(String field) {
    var value = line.get(field);
    if (value == null || !value.isString()) {
      throw new FaultyLineException(field + (value == null ? " is missing" : " must be a text"));
    }
    return value.stringValue();
  }

  private String number() {
    var number = text("event");
    if (!NUMBER.matcher(number).matches()) {
      throw new FaultyLineException(
          "event must be the registry's number of the event, from 1 to 100 characters without"
              + " spaces");
    }
    if (Cpr.parse(number).isPresent()) {
      throw new FaultyLineException("event must not be a CPR number");
    }
    return number;
  }

  private Cpr person() {
    return Cpr.parse(text("cpr"))
        .orElseThrow(() ->
            new FaultyLineException("cpr must be ten digits that begin with a day and a month"));
  }

  private String municipality() {
    var municipality = text("municipality");
    if (!MUNICIPALITY.matcher(municipality).matches()) {
      throw new FaultyLineException("municipality must be three digits");
    }
    return municipality;
  }

  private @Nullable String address() {
    if (!line.has("address")) {
      return null;
    }
    var address = text("address").strip();
    if (address.isEmpty() || address.length() > MAX_ADDRESS) {
      throw new FaultyLineException("address must have from 1 to " + MAX_ADDRESS + " characters");
    }
    return address;
  }

  private LocalDate day() {
    try {
      return LocalDate.parse(text("on"));
    } catch (DateTimeParseException _) { // its message repeats the text
      throw new FaultyLineException("on must be a day such as 2026-11-24");
    }
  }

  private boolean isProtected() {
    var value = line.get("protected");
    if (value == null || !value.isBoolean()) {
      throw new FaultyLineException("protected must be true or false");
    }
    return value.booleanValue();
  }
}
