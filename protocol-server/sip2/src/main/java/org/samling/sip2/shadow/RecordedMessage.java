package org.samling.sip2.shadow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A message as it is recorded.
 *
 * @param command the two digits that begin it; empty if it could not be parsed
 * @param fields its fields in the order of the wire, without error detection
 */
public record RecordedMessage(String command, List<Field> fields) {

  /** A message that could not be parsed: nothing of it is kept. */
  public static final RecordedMessage UNREADABLE = new RecordedMessage("", List.of());

  public RecordedMessage {
    fields = List.copyOf(fields);
  }

  /**
   * A field.
   *
   * @param name its id, or the standard's name of a fixed-length field, which has none
   * @param value its value, or the form of it
   * @param masked whether the value on the wire was another
   * @param again whether the field had the value on the wire earlier in the message
   */
  public record Field(String name, String value, boolean masked, boolean again) {}

  /** Whether the field is there with a value. */
  public boolean has(String name) {
    return fields.stream().anyMatch(field -> field.name().equals(name) && !field.value().isEmpty());
  }

  /** The first value of a field; empty if the field is missing. */
  public String value(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .findFirst()
        .orElse("");
  }

  /** The values of each field, by its name. */
  SequencedMap<String, List<String>> values() {
    var values = new LinkedHashMap<String, List<String>>();
    fields.forEach(
        field -> values.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(field.value()));
    return values;
  }
}
